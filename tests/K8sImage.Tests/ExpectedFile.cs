using Xunit;

namespace K8sImage.Tests;

/// <summary>Files that a person has reviewed, and that must stay as they are.</summary>
internal static class ExpectedFile
{
    // What the test got is written beside what it expected, or, where ACCEPT is set, in its place.
    private static readonly bool Accept =
        Environment.GetEnvironmentVariable("ACCEPT") is { Length: > 0 };

    /// <summary>Fails the test unless each file is as it was reviewed.</summary>
    /// <param name="files">Paths, without the ending, and contents.</param>
    /// <param name="kind">The expected files end in <c>.KIND.txt</c>.</param>
    public static void Verify(
        IEnumerable<(string Path, byte[] Content)> files,
        string kind = "verified"
    )
    {
        string[] changed =
        [
            .. files
                .Where(file => !IsExpected(file.Path, file.Content, kind))
                .Select(file => file.Path),
        ];
        Assert.True(
            changed.Length == 0,
            string.Join(
                '\n',
                [
                    .. changed.Select(path => $"diff {path}.{kind}.txt {path}.received.txt"),
                    "If the change is meant, accept it: run the tests once with ACCEPT=1 in the environment, "
                        + $"or rename the .received.txt files to .{kind}.txt, and commit them.",
                ]
            )
        );
    }

    private static bool IsExpected(string path, byte[] content, string kind)
    {
        var (verified, received) = ($"{path}.{kind}.txt", $"{path}.received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(received);
        if (File.Exists(verified) && content.AsSpan().SequenceEqual(File.ReadAllBytes(verified)))
        {
            return true;
        }
        File.WriteAllBytes(Accept ? verified : received, content);
        return Accept;
    }
}
