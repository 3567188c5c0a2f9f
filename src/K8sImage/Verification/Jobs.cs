namespace K8sImage.Verification;

/// <summary>How many guests run at a time.</summary>
public static class Jobs
{
    /// <summary>What this machine can bear.</summary>
    public static int ForThisMachine(MachinePlan plan) =>
        Of(
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
            plan
        );

    /// <summary>
    /// One guest for each of its processors that is there, and no more than fit into three quarters of the memory; at
    /// least one.
    /// </summary>
    /// <param name="processors">The machine's processors.</param>
    /// <param name="memoryMiB">The machine's memory in MiB.</param>
    /// <param name="plan">What a guest takes.</param>
    public static int Of(int processors, long memoryMiB, MachinePlan plan) =>
        (int)Math.Max(1, Math.Min(processors / plan.Cpus, memoryMiB * 3 / 4 / plan.MemoryMiB));
}
