namespace K8sImage.Findings;

/// <summary>
/// What a finding's code stands for. Each room keeps its rules in one file, so that all messages of a kind read alike.
/// </summary>
/// <param name="Code">Stable code; never used again for something else.</param>
/// <param name="Severity">Weight of every finding of this rule.</param>
/// <param name="Title">What the rule asks for, in a few words.</param>
public sealed record Rule(string Code, Severity Severity, string Title)
{
    /// <summary>A rule whose findings stop the work.</summary>
    public static Rule Error(string code, string title) => new(code, Severity.Error, title);

    /// <summary>A rule whose findings do not.</summary>
    public static Rule Warning(string code, string title) => new(code, Severity.Warning, title);

    /// <summary>A finding of this rule. A full stop at the end of the message, as the runtime's have one, is left out.</summary>
    public Finding At(Place place, string message, string hint) =>
        new(place, Severity, Code, message.TrimEnd('.'), hint);
}
