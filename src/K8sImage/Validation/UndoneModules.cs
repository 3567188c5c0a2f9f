using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;

namespace K8sImage.Validation;

/// <summary>
/// Finds files of modprobe.d(5) in the cluster file that keep out a module which a step loads: <c>install</c> puts a command in its
/// place, and what <c>blacklist</c> names systemd does not load at boot.
/// </summary>
internal static partial class UndoneModules
{
    /// <summary>Looks at each file.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        var loaded = work.StepWords("modprobe");
        foreach (var (path, file) in work.ExtraFiles.Where(each => Name().IsMatch(each.Path.Text)))
        {
            foreach (Match line in Line().Matches(FileContent.TextOf(file)))
            {
                // A command that loads the module in the end, as "install x /sbin/modprobe --ignore-install x".
                var module = line.Groups["module"].Value.Replace('-', '_');
                if (
                    loaded.TryGetValue(module, out var place)
                    && !line.Value.Contains("--ignore-install", StringComparison.Ordinal)
                )
                {
                    findings.Add(
                        Undone.At(
                            path.Place,
                            place,
                            $"{Shown.Short(path.Text)} keeps the module {module} from being loaded"
                        )
                    );
                }
            }
        }
    }

    [GeneratedRegex(@"\A/(etc|run|usr/local/lib|usr/lib|lib)/modprobe\.d/[^/]+\.conf\z")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^[ \t]*(blacklist|install)[ \t]+(?<module>[\w-]+).*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();
}
