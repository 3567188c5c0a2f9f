using System.Diagnostics;
using System.Security.Cryptography;
using K8sImage.Files;

namespace K8sImage.Tests.Files;

/// <summary>Things of a user's, put where this program writes.</summary>
internal static class Planted
{
    /// <summary>Puts something at a path, in the place of what is there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="what">What.</param>
    /// <param name="elsewhere">A directory outside, to which links lead; made when needed.</param>
    public static void At(string path, string what, string elsewhere)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(elsewhere);
        var precious = Path.Combine(elsewhere, "precious.txt");
        File.WriteAllText(precious, "precious");
        var moved = Path.Combine(elsewhere, Path.GetFileName(path));
        if (what != "changed" && FileTree.KindOf(path) is not null)
        {
            Directory.Move(path, moved);
        }
        switch (what)
        {
            case "file":
                File.WriteAllText(path, "mine");
                break;
            case "changed":
                File.AppendAllText(path, "!");
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "link to a file":
                File.CreateSymbolicLink(path, precious);
                break;
            case "link to a directory":
                Directory.CreateSymbolicLink(path, elsewhere);
                break;
            case "link to what was written":
                File.CreateSymbolicLink(path, moved);
                break;
            case "dangling link":
                File.CreateSymbolicLink(path, Path.Combine(elsewhere, "nothing"));
                break;
            case "pipe":
                using (var mkfifo = Process.Start("mkfifo", [path]))
                {
                    mkfifo.WaitForExit();
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    /// <summary>
    /// All that is below a directory, locks and staging directories aside: each name with what it stands for and holds.
    /// </summary>
    public static Dictionary<string, string> Snapshot(string directory) =>
        FileTree
            .Below(directory)
            .Where(entry =>
                !IsLock(directory, entry) && !entry.Path.Contains(".tmp-", StringComparison.Ordinal)
            )
            .ToDictionary(
                entry => entry.Path,
                entry =>
                {
                    var path = Path.Combine(directory, entry.Path);
                    return entry.Kind switch
                    {
                        EntryKind.File => Convert.ToHexString(
                            SHA256.HashData(File.ReadAllBytes(path))
                        ),
                        EntryKind.Link => "-> " + new FileInfo(path).LinkTarget,
                        _ => entry.Kind.ToString(),
                    };
                }
            );

    // Ours hold nothing.
    private static bool IsLock(string directory, TreeEntry entry) =>
        entry.Kind == EntryKind.File
        && entry.Path.EndsWith(".lock", StringComparison.Ordinal)
        && new FileInfo(Path.Combine(directory, entry.Path)).Length == 0;
}
