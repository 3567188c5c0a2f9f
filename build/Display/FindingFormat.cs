/// <summary>How findings are written.</summary>
internal enum FindingFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: <see cref="K8sImage.Findings.Formats.JsonFormat"/>.</summary>
    Json,

    /// <summary>For code hosts and editors: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>For GitHub Actions: workflow commands.</summary>
    GitHub,
}

/// <summary>What <see cref="FindingFormat"/> is chosen where nobody did.</summary>
internal static class FindingFormats
{
    /// <summary>GitHub's in a job of GitHub Actions, else text.</summary>
    public static FindingFormat Default =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true"
            ? FindingFormat.GitHub
            : FindingFormat.Text;
}
