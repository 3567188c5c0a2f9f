using System.Diagnostics;

namespace K8sImage.Fuzzing;

/// <summary>What went wrong with a file.</summary>
/// <param name="Sample">What the file was made of.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Text">What went wrong.</param>
internal sealed record Fault(Sample Sample, byte[] Bytes, string Text);

/// <summary>Reads wrong files, one after the other, and counts.</summary>
/// <param name="root">The project's directory.</param>
/// <param name="work">An empty directory for the files.</param>
/// <param name="seed">The seed of the random numbers; a file is made by seed and number alone.</param>
internal sealed class FuzzRun(string root, string work, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // What people write most often comes most often.
    private static readonly Kind[] Kinds =
    [
        .. Enumerable.Repeat(Kind.Cluster, 4),
        .. Enumerable.Repeat(Kind.Step, 3),
        .. Enumerable.Repeat(Kind.Role, 2),
        Kind.Base,
    ];

    private readonly IReadOnlyList<Sample> _samples = Sample.All(root);
    private readonly Reading _reading = new(root, work);
    private readonly SortedDictionary<Kind, (int Refused, int Taken)> _counts = [];
    private readonly SortedSet<string> _codes = new(StringComparer.Ordinal);
    private (TimeSpan Time, int Number) _slowest;
    private (long Bytes, int Number) _largest;

    /// <summary>How many files went wrong.</summary>
    public int Faults { get; private set; }

    /// <summary>The file of a number.</summary>
    public (Sample Sample, byte[] Bytes) Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var kind = Kinds[random.Next(Kinds.Length)];
        Sample[] ofKind = [.. _samples.Where(sample => sample.Kind == kind)];
        var sample = ofKind[random.Next(ofKind.Length)];
        var other = _samples[random.Next(_samples.Count)];
        return (sample, new Mutator(random).Mutate(sample.Bytes, other.Bytes));
    }

    /// <summary>Makes the file of a number and has it read.</summary>
    /// <returns>What went wrong; null if nothing did.</returns>
    public Fault? Try(int number)
    {
        var (sample, bytes) = Make(number);
        var path = _reading.PathOf(sample);
        File.WriteAllBytes(path, bytes);
        try
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            // Not the clock's time: on a machine with other work to do that is also the others'.
            var before = Environment.CpuUsage.TotalTime;
            Read(sample, number);
            var time = Environment.CpuUsage.TotalTime - before;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            _slowest = time > _slowest.Time ? (time, number) : _slowest;
            _largest = allocated > _largest.Bytes ? (allocated, number) : _largest;
            return time > Patience
                ? Faulty(sample, bytes, $"took {time.TotalSeconds:F1} s of the processor")
                : null;
        }
        catch (Exception e)
        {
            return Faulty(sample, bytes, e.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What was seen, a line each.</summary>
    public string Summary() =>
        string.Join(
            '\n',
            [
                .. _counts.Select(count =>
                    $"{count.Key, -8} {count.Value.Refused} refused, {count.Value.Taken} taken"
                ),
                $"codes    {string.Join(' ', _codes)}",
                $"slowest  {_slowest.Time.TotalMilliseconds:F0} ms of the processor (file {_slowest.Number})",
                $"memory   at most {_largest.Bytes >> 20} MiB allocated for a file (file {_largest.Number}); "
                    + $"peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB",
                $"faults   {Faults}",
            ]
        );

    private void Read(Sample sample, int number)
    {
        var findings = _reading.Read(sample, number);
        var (refused, taken) = _counts.GetValueOrDefault(sample.Kind);
        _counts[sample.Kind] = findings.HasErrors ? (refused + 1, taken) : (refused, taken + 1);
        _codes.UnionWith(findings.Select(finding => finding.Code));
    }

    private Fault Faulty(Sample sample, byte[] bytes, string text)
    {
        Faults++;
        return new Fault(sample, bytes, text);
    }
}
