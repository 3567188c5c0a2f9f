using System.Text;

namespace K8sImage.Tools;

/// <summary>A text file that appears whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes the file in UTF-8, and the directories above it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="text">What to.</param>
    /// <param name="overwrite">Whether a file that is there is replaced; else it is an error.</param>
    /// <exception cref="IOException">It can't be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same for want of the right to.</exception>
    public static void Write(string path, string text, bool overwrite = true)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            File.WriteAllText(partial, text, new UTF8Encoding(false));
            File.Move(partial, path, overwrite);
        }
        finally
        {
            // Gone where it was renamed; deleting throws where there is no such directory.
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }
}
