using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;

namespace K8sImage.Validation;

/// <summary>
/// Finds drop-ins of the cluster file (systemd.unit(5)) that change what a unit runs which a step turns on, or take the files away
/// from which it has its arguments, as kubelet.service has those of <c>/etc/default/kubelet</c>. Other settings, as a proxy's
/// <c>Environment=</c>, are what drop-ins are for.
/// </summary>
internal static partial class UndoneDropIns
{
    /// <summary>Looks at each file.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        var (on, written) = (UnitCommands.On(work), work.StepPaths);
        foreach (var (path, file) in work.ExtraFiles)
        {
            var match = Name().Match(path.Text);
            var unit = match.Groups["unit"].Value;
            // Of a file that a step writes UndoneFiles tells; a unit of a step may run several programs.
            if (
                match.Success
                && !written.Contains(path.Text)
                && on.TryGetValue(unit, out var step)
                && What(unit, FileContent.TextOf(file), !written.Any(IsUnit(unit))) is { } what
            )
            {
                findings.Add(Undone.At(path.Place, step, what));
            }
        }
    }

    private static Func<string, bool> IsUnit(string unit) =>
        path => path.EndsWith("/system/" + unit, StringComparison.Ordinal);

    private static string? What(string unit, string content, bool isOfPackage)
    {
        Match[] settings = [.. Setting().Matches(content).Cast<Match>()];
        bool Has(string name, bool isEmpty) =>
            settings.Any(each =>
                each.Groups["name"].Value == name && each.Groups["value"].Length == 0 == isEmpty
            );
        return Has("ExecStart", isEmpty: true) ? $"this drop-in replaces what {unit} runs"
            : isOfPackage && Has("ExecStart", isEmpty: false)
                ? $"this drop-in gives {unit} a second ExecStart=, with which systemd does not start it"
            : Has("EnvironmentFile", isEmpty: true)
                ? $"this drop-in keeps {unit} from reading the files with its arguments"
            : null;
    }

    [GeneratedRegex(
        @"\A/(?:etc|run|usr/local/lib|usr/lib|lib)/systemd/system/(?<unit>[^/]+\.[a-z]+)\.d/[^/]+\.conf\z"
    )]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^[ \t]*(?<name>ExecStart|EnvironmentFile)[ \t]*=[ \t]*(?<value>[^\r\n]*?)[ \t]*\r?$",
        RegexOptions.Multiline
    )]
    private static partial Regex Setting();
}
