namespace K8sImage.Findings;

/// <summary>Ends a piece of work that can't go on; what people are shown is the findings, never the stack.</summary>
public sealed class FindingException : Exception
{
    /// <summary>Ends the work for one reason.</summary>
    public FindingException(Finding finding)
        : this([finding]) { }

    /// <summary>Ends the work for several reasons.</summary>
    public FindingException(IReadOnlyCollection<Finding> findings)
        : base(string.Join(Environment.NewLine, findings)) => Findings = findings;

    /// <summary>Why the work ended.</summary>
    public IReadOnlyCollection<Finding> Findings { get; }
}
