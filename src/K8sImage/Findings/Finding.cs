namespace K8sImage.Findings;

/// <summary>The one shape of every complaint: where, what is wrong, what would be right.</summary>
/// <param name="Place">Where the fault stands.</param>
/// <param name="Severity">Whether the fault stops the work.</param>
/// <param name="Code">Stable name of the rule that was broken, for example <c>K8S101</c>.</param>
/// <param name="Message">What is wrong, in one sentence without a full stop.</param>
/// <param name="Hint">What would be right, in one sentence without a full stop.</param>
public sealed record Finding(
    Place Place,
    Severity Severity,
    string Code,
    string Message,
    string Hint
)
{
    /// <summary>The finding in one line: <c>file:line:column: error K8S101: message; hint</c>.</summary>
    public override string ToString() =>
        $"{Place}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}; {Hint}";
}
