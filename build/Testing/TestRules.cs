using K8sImage.Findings;
using static K8sImage.Findings.Rule;

/// <summary>What must hold for the tests to pass.</summary>
internal static class TestRules
{
    /// <summary>The programs that the tests call are installed.</summary>
    public static readonly Rule Missing = Error("K8S901", "Test programs are installed");

    /// <summary>All tests pass.</summary>
    public static readonly Rule Failed = Error("K8S902", "All tests pass");
}
