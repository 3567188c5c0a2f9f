using K8sImage.Findings;
using K8sImage.Tools;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>Reads the list of SSH keys, each a key or the path of a file that holds one.</summary>
internal sealed class SshKeyReader(string directory, FindingCollection findings)
{
    private const int MaxBytes = 64 * 1024;

    private readonly List<string> _files = [];

    /// <summary>Full paths of the files that were read.</summary>
    public IReadOnlyList<string> Files => _files;

    public IReadOnlyList<string> Read(MappingReader? ssh)
    {
        var keys = new List<string>();
        foreach (var (at, entry) in (ssh?.TextList("authorizedKeys") ?? []).Index())
        {
            if (string.IsNullOrWhiteSpace(entry.Text))
            {
                Refuse(
                    entry,
                    $"entry {at + 1} of authorizedKeys is empty",
                    "leave it out, or write a key or the path of a .pub file; a variable that was to stand there may be empty"
                );
                continue;
            }
            var isKey = SshPublicKey.LooksLikeKey(entry.Text) || SshPublicKey.IsPrivate(entry.Text);
            var lines =
                isKey ? [entry.Text]
                : SshPublicKey.HasKeyWithin(entry.Text)
                    ? Refuse(
                        entry,
                        "words stand before the key, and options are not taken here",
                        "begin with the key's algorithm, as in ssh-ed25519"
                    )
                : LinesOf(entry);
            foreach (var line in lines)
            {
                if (SshPublicKey.Fault(line) is { } fault)
                {
                    findings.Add(ClusterRules.SshKey.At(entry.Place, fault.Message, fault.Hint));
                }
                else if (!keys.Contains(line))
                {
                    keys.Add(line);
                }
            }
        }
        return keys;
    }

    private string[] LinesOf(YamlScalar path)
    {
        try
        {
            var fullPath = FullPath(path.Text, directory);
            var bytes = BoundedFile.Read(fullPath, MaxBytes + 1);
            if (bytes.Length > MaxBytes)
            {
                return Refuse(path, "the file is too large for SSH keys", "name a .pub file");
            }
            using var reader = new StreamReader(new MemoryStream(bytes));
            var text = reader.ReadToEnd();
            _files.Add(fullPath);
            if (SshPublicKey.IsPrivate(text) || SshPublicKey.IsOfRfc4716(text))
            {
                return [text];
            }
            string[] lines =
            [
                .. text.Split('\n')
                    .Select(line => line.Trim())
                    .Where(line => line.Length > 0 && !line.StartsWith('#')),
            ];
            return lines.Length > 0
                ? lines
                : Refuse(path, "the file holds no SSH key", "name a .pub file");
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse(
                path,
                $"the SSH key's file '{Shown.Short(path.Text)}' can't be read",
                "check the path, or make a key with ssh-keygen"
            );
        }
    }

    private string[] Refuse(YamlScalar path, string message, string hint)
    {
        findings.Add(ClusterRules.SshKey.At(path.Place, message, hint));
        return [];
    }

    /// <summary>A path of a cluster file: relative to the file's directory, or to the user's own where it begins with <c>~/</c>.</summary>
    internal static string FullPath(string path, string directory) =>
        path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                path[2..]
            )
            : Path.GetFullPath(path, directory);
}
