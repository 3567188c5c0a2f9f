using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Clusters;

/// <summary>Cluster files of a few lines.</summary>
internal static class ClusterText
{
    /// <summary>A public key whose private half does not exist any more.</summary>
    public const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHOK3ZPGkqlgdcjB7bjwZJpv2y0iUlsmU4sYSeR3L5LB admin@example.org";

    private static readonly string[] Smallest =
    [
        "name: lab",
        "network: { gateway: 192.168.218.2 }",
        $"ssh: {{ authorizedKeys: [{Key}] }}",
        "nodes: [{ name: master, role: control-plane, address: 192.168.218.10 }]",
    ];

    // One that gets fixes, unlike the default: a warning in each file would hide others. The last line, so that no other
    // has another number.
    private const string Release = "kubernetes: 1.35.0";

    /// <summary>The smallest cluster file, with lines that replace those of the same key.</summary>
    public static string With(params IReadOnlyList<string> lines)
    {
        return string.Join(
            '\n',
            [.. Smallest.Where(IsNotSaid), .. lines, .. new[] { Release }.Where(IsNotSaid), ""]
        );

        bool IsNotSaid(string line) => !lines.Any(other => KeyOf(other) == KeyOf(line));
    }

    /// <summary>A text with the lines of the smallest cluster file behind it whose keys it lacks.</summary>
    public static string Completed(string text) =>
        string.Join(
            '\n',
            [
                text.TrimEnd('\n'),
                .. Smallest
                    .Append(Release)
                    .Where(line =>
                        !text.Split('\n')
                            .Any(own => own.StartsWith(KeyOf(line) + ':', StringComparison.Ordinal))
                    ),
                "",
            ]
        );

    /// <summary>Reads a cluster that has no errors.</summary>
    public static Cluster Read(params IReadOnlyList<string> lines)
    {
        var findings = new FindingCollection();
        var cluster = Read(With(lines), findings);
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
        return cluster!;
    }

    /// <summary>Reads a cluster file's text.</summary>
    public static Cluster? Read(string text, FindingCollection findings) =>
        ClusterReader.Read(
            YamlReader.Read(text, "lab.yaml", findings),
            Path.GetTempPath(),
            findings
        );

    private static string KeyOf(string line) => line.Split(':')[0].TrimStart('§');
}
