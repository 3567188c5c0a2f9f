using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>Lines of a guest's console that mean trouble.</summary>
/// <param name="Name">A short name, unique in the table.</param>
/// <param name="Regex">Matches such a line, without its colours.</param>
/// <param name="Description">What has happened.</param>
/// <param name="Reason">Why it counts, though all checks may pass.</param>
/// <param name="Severity">Whether the boot fails for it.</param>
/// <param name="EndsAfter">
/// How long a verdict is still waited for; null for as long as without the line. Some guests never say another word.
/// </param>
public sealed record ConsolePattern(
    string Name,
    Regex Regex,
    string Description,
    string Reason,
    Severity Severity = Severity.Error,
    TimeSpan? EndsAfter = null
);

/// <summary>Lines that a <see cref="ConsolePattern"/> matches, and that mean nothing.</summary>
/// <param name="Regex">Matches such a line, without its colours.</param>
/// <param name="Reason">Why it means nothing.</param>
public sealed record HarmlessLine(Regex Regex, string Reason);

/// <summary>A line of a console that means trouble.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The line, without its colours.</param>
/// <param name="Pattern">What it means.</param>
public sealed record ConsoleHit(int Line, string Text, ConsolePattern Pattern);

/// <summary>A line of a console that looks like trouble, and is none.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The line, without its colours.</param>
/// <param name="Reason">Why it means nothing.</param>
public sealed record HarmlessHit(int Line, string Text, string Reason);
