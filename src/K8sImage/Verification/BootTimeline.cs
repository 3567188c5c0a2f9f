using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sImage.Verification;

/// <summary>
/// Puts the stages of a boot into one order of time: systemd's (its manager's timestamps, org.freedesktop.systemd1(5)) and
/// cloud-init's (/run/cloud-init/status.json), which count from different beginnings.
/// </summary>
internal static class BootTimeline
{
    private static readonly (string Key, string Name)[] CloudInitStages =
    [
        ("init-local", "cloud-init local"),
        ("init", "cloud-init network"),
        ("modules-config", "cloud-init config"),
        ("modules-final", "cloud-init final"),
    ];

    /// <summary>The stages of which both ends are known.</summary>
    /// <param name="facts">What the node said about itself.</param>
    public static IReadOnlyList<StageTime> Of(IReadOnlyDictionary<string, string> facts)
    {
        List<StageTime> stages = [];
        var initrd = Microseconds(facts, "InitRDTimestampMonotonic");
        var userspace = Microseconds(facts, "UserspaceTimestampMonotonic");
        Add(stages, "kernel", 0, initrd ?? userspace);
        Add(stages, "initrd", initrd, userspace);
        Add(stages, "systemd", userspace, Microseconds(facts, "FinishTimestampMonotonic"));
        Add(stages, "checks", Seconds(facts, "checks-start"), Seconds(facts, "checks-end"));
        if (
            Seconds(facts, "clock") is { } clock
            && Seconds(facts, "checks-end") is { } uptime
            && facts.TryGetValue("cloud-init", out var status)
        )
        {
            AddCloudInit(stages, status, clock - uptime);
        }
        return [.. stages.OrderBy(stage => stage.Start)];
    }

    // Versions until 24.2 tell seconds since 1970, later ones since the kernel's start.
    private const double NoUptime = 1e9;

    private static void AddCloudInit(List<StageTime> stages, string status, double kernelStart)
    {
        double? SinceStart(JsonNode? time) =>
            time?.GetValue<double>() is { } value
                ? value < NoUptime
                    ? value
                    : value - kernelStart
                : null;
        try
        {
            var reported = JsonNode.Parse(status)?["v1"];
            foreach (var (key, name) in CloudInitStages)
            {
                Add(
                    stages,
                    name,
                    SinceStart(reported?[key]?["start"]),
                    SinceStart(reported?[key]?["finished"])
                );
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A time is told for people to read; no verdict depends on it.
        }
    }

    private static void Add(List<StageTime> stages, string name, double? start, double? end)
    {
        if (start is { } from && end is { } to && from >= 0 && to >= from)
        {
            stages.Add(new StageTime(name, from, to));
        }
    }

    // Zero means: not reached, or no initrd.
    private static double? Microseconds(IReadOnlyDictionary<string, string> facts, string name) =>
        Seconds(facts, name) is { } value and > 0 ? value / 1e6 : null;

    private static double? Seconds(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : null;
}
