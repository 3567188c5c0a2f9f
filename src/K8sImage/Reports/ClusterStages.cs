using K8sImage.Verification;

namespace K8sImage.Reports;

/// <summary>What the nodes did and waited for while they formed their cluster, as stages of a boot.</summary>
internal static class ClusterStages
{
    /// <summary>From the power-on until the last node said that it is Ready, in seconds; 0 where none did.</summary>
    public static double SecondsToReady(BootRun formed) =>
        formed
            .Stages.Where(stage => stage.Name.EndsWith("is Ready", StringComparison.Ordinal))
            .Select(stage => stage.Start)
            .DefaultIfEmpty()
            .Max();

    /// <summary>The stages of a boot, sorted by their start; what a node says again and again is one of them.</summary>
    public static IReadOnlyList<StageTime> Of(ClusterBoot boot)
    {
        List<StageTime> stages = [];
        foreach (var node in boot.Timeline.GroupBy(each => each.Node))
        {
            var end = boot.ToVerdict ?? boot.Timeline.Max(each => each.At);
            foreach (var said in node.OrderByDescending(each => each.At))
            {
                var name = $"{said.Node}: {said.Line.Words}";
                if (stages.Count > 0 && stages[^1].Name == name)
                {
                    stages[^1] = stages[^1] with { Start = RunRecorder.Rounded(said.At) };
                }
                else
                {
                    stages.Add(
                        new StageTime(name, RunRecorder.Rounded(said.At), RunRecorder.Rounded(end))
                    );
                }
                end = said.At;
            }
        }
        return [.. stages.OrderBy(stage => stage.Start)];
    }
}
