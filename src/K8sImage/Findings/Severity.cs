namespace K8sImage.Findings;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the work goes on.</summary>
    Warning,

    /// <summary>Nothing is written while one of these stands.</summary>
    Error,
}
