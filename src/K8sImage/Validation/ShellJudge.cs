using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tools;

namespace K8sImage.Validation;

/// <summary>
/// Has a POSIX shell read all shell that nodes get without running it (<c>sh -n</c>), and says what it refuses at the line
/// of the step or cluster file.
/// </summary>
/// <param name="findings">Takes what it refuses.</param>
internal sealed partial class ShellJudge(FindingCollection findings)
{
    private static readonly Tool Shell = new("sh", "dash");

    // One process reads all: a shell starts others faster than we do.
    private const string ReadAll =
        "for each in *; do \"$0\" -n \"$each\" 2>&1 && echo \"$each: ok\"; done; :";

    /// <summary>Asks about each piece once.</summary>
    /// <returns>What was asked, or why not.</returns>
    public async Task<string> AskAsync(
        IEnumerable<ShellPiece> pieces,
        CancellationToken cancellation
    )
    {
        if (Shell.Find(Environment.GetEnvironmentVariable("PATH") ?? "") is not { } program)
        {
            return "sh -n was not asked: there is no sh";
        }
        ShellPiece[] asked = [.. pieces.DistinctBy(piece => (piece.Source.Place, piece.Text))];
        try
        {
            using var scratch = new Scratch();
            for (var i = 0; i < asked.Length; i++)
            {
                var path = Path.Combine(scratch.Path, i.ToString(CultureInfo.InvariantCulture));
                await File.WriteAllTextAsync(path, asked[i].Text, cancellation);
            }
            var result = await Cli.Wrap(program)
                .WithArguments(["-c", ReadAll, program])
                .WithWorkingDirectory(scratch.Path)
                .WithEnvironmentVariables(variables => variables.Set("LC_ALL", "C"))
                .ExecuteBufferedAsync(cancellation);
            Judge(asked, result.StandardOutput);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or CliWrapException
                        or Win32Exception
            )
        {
            return $"sh -n could not be asked: {e.Message.TrimEnd('.')}";
        }
        return $"sh -n was asked about {asked.Length} pieces of shell, of the steps and the cluster file";
    }

    private void Judge(ShellPiece[] asked, string output)
    {
        var answers = Answer()
            .Matches(output)
            .ToLookup(answer => int.Parse(answer.Groups[1].Value, CultureInfo.InvariantCulture));
        var refused = new HashSet<Place>();
        for (var i = 0; i < asked.Length; i++)
        {
            var first = answers[i].FirstOrDefault();
            // Of one scalar one text is enough: those of other nodes fail alike.
            if (first?.Groups[3].Value != "ok" && refused.Add(asked[i].Source.Place))
            {
                findings.Add(Refused(asked[i], first));
            }
        }
    }

    private static Finding Refused(ShellPiece piece, Match? answer)
    {
        var line = answer is { Groups: [_, _, { Success: true } number, ..] }
            ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture)
            : 1;
        var said = answer?.Groups[3].Value ?? "it gives no reason";
        var word = Word().Match(said);
        return ValidationRules.Shell.At(
            piece.PlaceOf(line, word.Success ? word.Groups[1].Value : null),
            $"sh can't read this shell, and stops at `{Shown.Short(piece.Line(line).Trim())}`: {Shown.Short(said, 120)}",
            "close what is open, and quote what is text; try it with sh -n"
        );
    }

    // dash: "3: 2: Syntax error: ..."; bash: "3: line 2: syntax error ...".
    [GeneratedRegex(
        @"^(\d+): (?:(?:line )?(\d+): )?(?:[Ss]yntax error:? )?(.+)$",
        RegexOptions.Multiline
    )]
    private static partial Regex Answer();

    [GeneratedRegex("""\A"([^"]+)" unexpected|unexpected token `([^']+)'""")]
    private static partial Regex Word();
}
