using K8sImage.Findings;
using K8sImage.Findings.Formats;
using Spectre.Console;

/// <summary>Shows people what is wrong: with the source line and a caret on a terminal, one line a finding otherwise.</summary>
internal static class FindingPrinter
{
    /// <summary>Runs a target's work and prints its findings, whether it succeeds or not.</summary>
    /// <exception cref="FindingsShownException">The work could not be done; all is said already.</exception>
    public static async Task RunAsync(Func<FindingCollection, Task> work)
    {
        var findings = new FindingCollection();
        try
        {
            await work(findings);
        }
        catch (FindingException e)
        {
            foreach (var finding in e.Findings)
            {
                findings.Add(finding);
            }
        }
        Print(findings, FindingFormats.Default);
        ThrowIfErrors(findings);
    }

    /// <summary>Prints findings for people, or, where GitHub Actions runs the build, for them and GitHub.</summary>
    public static void Print(IEnumerable<Finding> findings, FindingFormat format)
    {
        if (format == FindingFormat.GitHub)
        {
            Console.Out.Write(GitHubFormat.Write(findings));
            return;
        }
        foreach (var finding in findings)
        {
            Print(finding);
        }
    }

    /// <summary>Ends a target whose findings have errors.</summary>
    /// <exception cref="FindingsShownException">They have.</exception>
    public static void ThrowIfErrors(FindingCollection findings)
    {
        if (findings.HasErrors)
        {
            throw new FindingsShownException(
                findings.Count(finding => finding.Severity == Severity.Error)
            );
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    public static void Run(Action<FindingCollection> work) =>
        RunAsync(findings =>
            {
                work(findings);
                return Task.CompletedTask;
            })
            .GetAwaiter()
            .GetResult();

    private static void Print(Finding finding)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(finding);
            return;
        }
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        var (word, colour) =
            finding.Severity == Severity.Error ? ("error", "red") : ("warning", "yellow");
        console.MarkupLineInterpolated(
            $"[bold]{finding.Place}[/]: [{colour}]{word} {finding.Code}[/]: {finding.Message}"
        );
        if (SourceLine(finding.Place) is { } line)
        {
            console.MarkupLineInterpolated($"[grey]{finding.Place.Line, 5} |[/] {line}");
            if (finding.Place.Column > 0)
            {
                var caret = new string(' ', finding.Place.Column - 1) + '^';
                console.MarkupLineInterpolated($"[grey]      |[/] [{colour}]{caret}[/]");
            }
        }
        console.MarkupLineInterpolated($"[grey]      =[/] {finding.Hint}");
    }

    private static string? SourceLine(Place place)
    {
        if (place.Line == 0 || !File.Exists(place.File))
        {
            return null;
        }
        // Tabs become single spaces, so that the caret stands where the column is.
        return File.ReadLines(place.File).ElementAtOrDefault(place.Line - 1)?.Replace('\t', ' ');
    }
}
