using K8sImage.Findings;
using K8sImage.Tools;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>The files that a cluster file names; relative paths begin where it lies.</summary>
/// <param name="directory">The directory of the cluster file.</param>
internal sealed class NamedFiles(string directory)
{
    private readonly List<string> _read = [];

    /// <summary>Full paths of the files whose content went into the cluster.</summary>
    public IReadOnlyList<string> Read => _read;

    /// <summary>Notes a file whose content goes into the cluster.</summary>
    public void Add(string fullPath) => _read.Add(fullPath);

    /// <summary>The full path of a file; <c>~/</c> is the user's home directory.</summary>
    /// <exception cref="ArgumentException">It is no path.</exception>
    public string Find(YamlScalar path) =>
        path.Text.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                path.Text[2..]
            )
            : Path.GetFullPath(path.Text, directory);

    /// <summary>How people who stand where the program was started call a file.</summary>
    public static string Show(string fullPath)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, fullPath);
        return relative.StartsWith("..", StringComparison.Ordinal) ? fullPath : relative;
    }

    /// <summary>The text of a small file; null, with a finding, if it can't be read.</summary>
    public string? Text(YamlScalar path, int mostBytes, Rule rule, FindingCollection findings)
    {
        try
        {
            var full = Find(path);
            var bytes = BoundedFile.Read(full, mostBytes + 1);
            if (bytes.Length <= mostBytes)
            {
                _read.Add(full);
                return new System.Text.UTF8Encoding(false, true).GetString(bytes);
            }
            findings.Add(
                rule.At(
                    path.Place,
                    $"'{Shown.Short(path.Text)}' is larger than {mostBytes} bytes",
                    "name another file"
                )
            );
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            findings.Add(
                rule.At(
                    path.Place,
                    $"'{Shown.Short(path.Text)}' can't be read",
                    "check the path: it begins where the cluster file lies"
                )
            );
        }
        return null;
    }
}
