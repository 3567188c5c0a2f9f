using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Text;
using K8sImage.Bases;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Seeds;
using K8sImage.Seeds.Iso;

namespace K8sImage.Verification;

/// <summary>Guests that wait for a seed: one for each base and place of the network card, made when first asked for.</summary>
/// <param name="plan">How they are booted.</param>
[SupportedOSPlatform("linux")]
internal sealed class HeldMachines(MachinePlan plan) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();
    private readonly ConcurrentDictionary<string, Lazy<Task<HeldMachine>>> _machines = new(
        StringComparer.Ordinal
    );

    /// <summary>The held guest for a base and a network card.</summary>
    /// <exception cref="FindingException">It can't be held.</exception>
    public Task<HeldMachine> GetAsync(
        BaseDisk disk,
        NetworkCard card,
        CancellationToken cancellation
    ) =>
        _machines
            .GetOrAdd(
                $"{disk.Path} {string.Join(' ', card.SlotArguments)}",
                _ => new Lazy<Task<HeldMachine>>(() => HoldAsync(disk, card, cancellation))
            )
            .Value;

    /// <summary>Removes them.</summary>
    public void Dispose() => _work.Dispose();

    private async Task<HeldMachine> HoldAsync(
        BaseDisk disk,
        NetworkCard card,
        CancellationToken cancellation
    )
    {
        var name = "held-" + Guid.NewGuid().ToString("N")[..8];
        var overlay = _work.File(name + ".qcow2");
        await OverlayDisk.CreateAsync(overlay, disk.Path, disk.Format, plan.DiskGiB, cancellation);
        var settings = new MachineSettings
        {
            Qemu = plan.Qemu,
            Accelerator = plan.Accelerator,
            Disk = overlay,
            SeedIso = WriteAnySeed(_work.File(name + ".iso")),
            NetworkCard = card,
            Nonce = "held",
            ConsoleLog = _work.File(name + "-console.log"),
            VerdictLog = _work.File(name + "-verdict.log"),
            ControlSocket = _work.File(name + ".sock"),
            MemoryMiB = plan.MemoryMiB,
            Cpus = plan.Cpus,
            IsHeld = true,
        };
        await using var guest = await Guest.StartAsync(settings, cancellation);
        await HeldAsync(guest, settings, cancellation);
        var state = _work.File(name + ".state");
        await guest.SaveAsync(state, cancellation);
        return new HeldMachine(overlay, state);
    }

    private async Task HeldAsync(
        Guest guest,
        MachineSettings settings,
        CancellationToken cancellation
    )
    {
        var port = new LogTail(settings.VerdictLog);
        var console = new LogTail(settings.ConsoleLog);
        var scanner = new ConsoleScanner();
        var latest = DateTimeOffset.UtcNow + plan.Longest;
        while (!port.Text.Contains(HeldMachine.Mark, StringComparison.Ordinal))
        {
            scanner.Add(console.ReadNew());
            if (scanner.HasCloudInit || guest.Ended.IsCompleted || DateTimeOffset.UtcNow > latest)
            {
                throw new FindingException(
                    MachineRules.NoSnapshot.At(
                        new Place("qemu"),
                        $"the guest can't be held before cloud-init starts; it came to: {scanner.Stage}",
                        "leave --fast out: it needs a base with systemd 256 or later"
                    )
                );
            }
            await Task.Delay(Interval, cancellation);
            port.ReadNew();
        }
    }

    // Without a seed on its first look the guest would switch cloud-init off for this boot (ds-identify).
    private static string WriteAnySeed(string path)
    {
        using var file = File.Create(path);
        IsoImage.Write(
            file,
            Seed.VolumeLabel,
            DateTimeOffset.UnixEpoch,
            [
                new IsoFile("meta-data", Encoding.UTF8.GetBytes("instance-id: held\n")),
                new IsoFile("user-data", Encoding.UTF8.GetBytes("#cloud-config\n")),
            ]
        );
        return path;
    }
}
