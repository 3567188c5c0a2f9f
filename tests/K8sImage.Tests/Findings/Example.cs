using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Validation;

namespace K8sImage.Tests.Findings;

/// <summary>
/// The files of an example in <c>docs/findings.md</c>. Each is a block <c>yaml NAME</c>, with the rest of a right file put
/// behind it, or <c>yaml NAME whole</c>, taken as it is.
/// </summary>
internal static partial class Example
{
    private static readonly Dictionary<string, string[]> Rest = new()
    {
        ["steps"] = ["title: An example", "stage: node"],
        ["roles"] = ["title: An example", "steps: []"],
        ["bases"] =
        [
            "title: An example",
            "kind: published",
            "url: https://images.example.org/20260926/example.img",
            "format: qcow2",
            "size: 625612288",
            "digest: sha256:6a81c37564db9b1ee84e141922625e1d7c5b389b99bb3c572e0243607d5bb4d2",
        ],
    };

    /// <summary>What is found in the files of a section, one finding a line; null where the section has no files.</summary>
    public static string? Run(string section)
    {
        var blocks = Block().Matches(section);
        if (blocks.Count == 0)
        {
            return null;
        }
        using var directory = new TestDirectory();
        foreach (Match block in blocks)
        {
            var (name, text) = (block.Groups[1].Value, block.Groups[3].Value);
            directory.Write(name, block.Groups[2].Success ? text : Completed(name, text));
        }
        var files = blocks.Select(block => block.Groups[1].Value).ToArray();
        var hasBase = files.Any(file => file.StartsWith("bases/", StringComparison.Ordinal));
        WriteOthers(directory, files, hasBase);
        var findings = new FindingCollection();
        new Validator(
            Directory.Exists(directory["steps"]) || Directory.Exists(directory["roles"])
                ? [Repository.CloudInit, directory.Path]
                : [Repository.CloudInit],
            hasBase ? directory["bases"] : Path.Combine(Repository.Root, "images", "bases"),
            path => Shown(path, directory.Path),
            findings
        ).Read(directory["cluster.yaml"], bases: []);
        // An example's directory need not be of use to its cluster.
        return string.Concat(
            findings
                .Where(finding => finding is not { Code: "K8S242", Place.File: "." })
                .Select(finding => finding + "\n")
        );
    }

    private static void WriteOthers(TestDirectory directory, string[] files, bool hasBase)
    {
        if (!files.Contains("cluster.yaml"))
        {
            directory.Write(
                "cluster.yaml",
                ClusterText.Completed(hasBase ? "base: example" : "base: ubuntu-24.04")
            );
        }
        var steps = files
            .Where(file => file.StartsWith("steps/", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .ToArray();
        if (
            steps.Length > 0
            && !files.Any(file => file.StartsWith("roles/", StringComparison.Ordinal))
        )
        {
            directory.Write(
                "roles/example.yaml",
                $"title: t\nsteps: [{string.Join(", ", steps)}]\n"
            );
        }
    }

    private static string Completed(string name, string text) =>
        name == "cluster.yaml"
            ? ClusterText.Completed(text)
            : text
                + string.Concat(
                    Rest[name.Split('/')[0]]
                        .Where(line => !text.Contains(line.Split(' ')[0], StringComparison.Ordinal))
                        .Select(line => line + "\n")
                );

    private static string Shown(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
            ? Path.GetRelativePath(directory, path)
            : Path.GetRelativePath(Repository.Root, path);

    [GeneratedRegex(
        @"^```yaml (\S+)( whole)?\n(.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Block();
}
