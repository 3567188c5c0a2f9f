using System.Text;

namespace K8sImage.Findings.Formats;

/// <summary>A report of findings as a file that appears whole or not at all.</summary>
public static class ReportFile
{
    /// <summary>Writes the file, and the directories above it; replaces one that is there.</summary>
    /// <exception cref="IOException">It can't be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same for want of the right to.</exception>
    public static void Write(string path, string text)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            File.WriteAllText(partial, text, new UTF8Encoding(false));
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            // It throws where there is no such directory.
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }
}
