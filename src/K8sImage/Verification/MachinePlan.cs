using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>How nodes are booted.</summary>
/// <param name="Qemu">The emulator.</param>
/// <param name="Accelerator">What runs the guests' instructions.</param>
public sealed record MachinePlan(Qemu Qemu, Accelerator Accelerator)
{
    /// <summary>How the guests' clocks run; null for as fast as the host's. Set by <see cref="Dilated"/>.</summary>
    public TimeDilation? Dilation { get; private init; }

    /// <summary>Memory of each guest in MiB.</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>Processors of each guest.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Size of each guest's disk in GiB.</summary>
    public int DiskGiB { get; init; } = 10;

    /// <summary>How many boots each node must pass, one after the other on the same disk.</summary>
    public int Boots { get; init; } = 2;

    /// <summary>
    /// Whether the first boot is resumed from a guest that was held just before it looked for its seed, where the node's
    /// network card allows it. Good for a quick answer: machine-id and entropy are those of the held guest.
    /// </summary>
    public bool IsFast { get; init; }

    /// <summary>Longest time from start to verdict.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time without a word on either serial port. The longest silence of a healthy boot is two minutes.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time from the order to stop to the end.</summary>
    public TimeSpan LongestStop { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time from the nodes' own verdicts to the cluster's.</summary>
    public TimeSpan LongestCluster { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>A boot ends when less than this is free where its disk or its logs are, in bytes.</summary>
    public long LeastFree { get; init; } = 128 * 1024 * 1024;

    /// <summary>The plan for guests whose clocks run slower; its limits, which are in the host's time, are longer by as much.</summary>
    /// <param name="dilation">Null for clocks as fast as the host's.</param>
    public MachinePlan Dilated(TimeDilation? dilation) =>
        dilation is null
            ? this
            : this with
            {
                Dilation = dilation,
                Longest = Longest * dilation.Factor,
                LongestSilence = LongestSilence * dilation.Factor,
                LongestStop = LongestStop * dilation.Factor,
                LongestCluster = LongestCluster * dilation.Factor,
            };
}
