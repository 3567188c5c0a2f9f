using K8sImage.Findings;

/// <summary>What must hold for the tests to pass.</summary>
internal static class TestRules
{
    /// <summary>The programs that the tests call are installed.</summary>
    public static readonly Rule Missing = new(
        "K8S901",
        Severity.Error,
        "Test programs are installed"
    );

    /// <summary>All tests pass.</summary>
    public static readonly Rule Failed = new("K8S902", Severity.Error, "All tests pass");
}
