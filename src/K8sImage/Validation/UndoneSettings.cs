using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds files of the cluster file whose settings of the kernel come after those of a step and are others. The files of all
/// directories of sysctl.d(5) are read in the order of their names; <c>sysctl --system</c> reads /etc/sysctl.conf last.
/// </summary>
internal static partial class UndoneSettings
{
    private const string Conf = "/etc/sysctl.conf";

    /// <summary>Looks at each file.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        (string Name, YamlMapping File)[] ofSteps =
        [
            .. work
                .StepFiles.Select(file => (NameOf((file["path"] as YamlScalar)?.Text ?? ""), file))
                .Where(file => file.Item1.Length > 0),
        ];
        foreach (var (path, file) in work.ExtraFiles)
        {
            var name = NameOf(path.Text);
            // The last word counts, within a file too.
            foreach (var set in SysctlSetting.Of(file).Reverse().DistinctBy(set => set.Key))
            {
                var undone = ofSteps.FirstOrDefault(step =>
                    (path.Text == Conf || string.CompareOrdinal(name, step.Name) > 0)
                    && SysctlSetting.Of(step.File).Any(each => each.IsUndoneBy(set.Key, set.Value))
                );
                if (undone.File is not null && (name.Length > 0 || path.Text == Conf))
                {
                    findings.Add(
                        Undone.At(
                            path.Place,
                            undone.File.Place,
                            path.Text == Conf
                                ? $"{Conf}, which sysctl --system reads last, sets {set.Key} to {Shown.Short(set.Value)}"
                                : $"{Shown.Short(path.Text)}, which is read later, sets {set.Key} to {Shown.Short(set.Value)}"
                        )
                    );
                }
            }
        }
    }

    // Empty for a file that is none of these.
    private static string NameOf(string path) => Directory().Match(path).Groups["name"].Value;

    [GeneratedRegex(
        @"\A/(etc|run|usr/local/lib|usr/lib|lib)/sysctl\.d/(?<name>[^/]+\.conf)\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Directory();
}
