using System.Text;

namespace Nuke.Common.IO;

/// <summary>Files and directories by <see cref="AbsolutePath"/>.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>Whether there is a file of this path.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether there is a directory of this path.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Makes the directory and its parents, unless they are there.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Makes the directory anew, empty.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes the file, if it is there.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        if (path.FileExists())
        {
            File.Delete(path);
        }
    }

    /// <summary>Deletes the directory and all in it, if it is there.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists())
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>The whole file, as UTF-8 unless said.</summary>
    public static string ReadAllText(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllText(path, encoding ?? Encoding.UTF8);

    /// <summary>
    /// Writes the file and makes its parents; UTF-8 without a mark unless said. As in Nuke, the text is made to end
    /// with one line break unless <paramref name="eofLineBreak"/> is false.
    /// </summary>
    public static AbsolutePath WriteAllText(
        this AbsolutePath path,
        string content,
        Encoding? encoding = null,
        bool? eofLineBreak = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        if (eofLineBreak ?? true)
        {
            content =
                content.TrimEnd('\r', '\n')
                + (content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        }
        path.Parent?.CreateDirectory();
        File.WriteAllText(
            path,
            content,
            encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        return path;
    }
}
