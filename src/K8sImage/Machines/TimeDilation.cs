using System.Globalization;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// Makes a guest's second last several of the host's, so that a guest whose instructions are translated meets its own time limits as it
/// would on hardware: the same work, but fewer ticks, leases and probes beside it. QEMU's clocks run slower by libfaketime(1); the
/// guest's timers, its real-time clock and, by calibration, its time stamp counter follow from them.
/// </summary>
/// <param name="Factor">How many seconds of the host make one of the guest; at least 2.</param>
/// <param name="Epoch">
/// The instant at which the guests' clocks show the host's time. Guests with one epoch have one time, whenever each is switched on.
/// </param>
/// <param name="Library">Path of libfaketimeMT.so.1.</param>
public sealed record TimeDilation(int Factor, DateTimeOffset Epoch, string Library)
{
    private const string Name = "libfaketimeMT.so.1";

    /// <summary>The program of libfaketime's package.</summary>
    public static readonly Tool Tool = new("faketime", "faketime");

    /// <summary>
    /// What several guests need on this machine: two processors for each while it is emulated, none for hardware virtualisation
    /// (docs/figures.md, Clusters that form themselves).
    /// </summary>
    /// <param name="accelerator">What runs the guests' instructions.</param>
    /// <param name="guests">How many run at once.</param>
    /// <param name="processors">Of the host.</param>
    /// <returns>The factor; 1 for time as it is.</returns>
    public static int FactorFor(Accelerator accelerator, int guests, int processors) =>
        accelerator == Accelerator.Kvm
            ? 1
            : Math.Max(1, (2 * guests + processors - 1) / processors);

    /// <summary>The dilation for a factor.</summary>
    /// <param name="factor">How many seconds of the host make one of the guest.</param>
    /// <returns>Null for time as it is.</returns>
    /// <exception cref="FindingException">libfaketime isn't installed.</exception>
    public static TimeDilation? Of(int factor)
    {
        if (factor == 1)
        {
            return null;
        }
        var prefix = Path.GetDirectoryName(Path.GetDirectoryName(Tool.Locate()))!;
        // lib/TRIPLET/faketime on Debian and Ubuntu, lib64/faketime on Fedora, lib/faketime on Arch.
        var library = ((string[])["lib", "lib64"])
            .Select(directory => Path.Combine(prefix, directory))
            .Where(Directory.Exists)
            .SelectMany(directory =>
                Directory
                    .GetDirectories(directory)
                    .Prepend(directory)
                    .Select(each => Path.Combine(each, "faketime", Name))
            )
            .FirstOrDefault(File.Exists);
        return library is null
            ? throw new FindingException(
                ToolRules.Missing.At(
                    new Place(prefix),
                    $"not installed: {Name}, by which guests get slower clocks",
                    $"apt-get install lib{Tool.Package}"
                )
            )
            : new TimeDilation(factor, DateTimeOffset.UtcNow, library);
    }

    /// <summary>Variables of the environment of a QEMU that is started now.</summary>
    /// <param name="now">The host's time.</param>
    internal IReadOnlyDictionary<string, string?> Environment(DateTimeOffset now) =>
        new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = Library,
            // Counted from the start of the process: what the epoch's clock has fallen behind until then, and its rate.
            ["FAKETIME"] = string.Create(
                CultureInfo.InvariantCulture,
                $"-{(now - Epoch).TotalSeconds * (Factor - 1) / Factor:0.000} x{1.0 / Factor:0.000000}"
            ),
        };

    /// <summary>Deletes what libfaketime has shared with nobody, which a process that is killed leaves behind.</summary>
    /// <param name="process">Id of a process that has ended.</param>
    internal static void Forget(int process)
    {
        foreach (var name in (string[])["faketime_shm_", "sem.faketime_sem_"])
        {
            File.Delete(
                Path.Combine("/dev/shm", name + process.ToString(CultureInfo.InvariantCulture))
            );
        }
    }
}
