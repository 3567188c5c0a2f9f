using K8sImage.Findings;
using static System.FormattableString;

namespace K8sImage.Options;

/// <summary>Tells whether the value of an option can be what the option takes, before any target works with it.</summary>
public static class OptionValue
{
    /// <summary>What is wrong with a text; null if nothing is.</summary>
    /// <param name="option">The option, as findings name it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="takes">What it takes.</param>
    public static Finding? Check(Place option, string value, Takes takes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return Missing(option);
        }
        if (takes == Takes.Text)
        {
            return null;
        }
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            return Wrong("holds a NUL character", "no path has one");
        }
        var (isFile, isDirectory) = (File.Exists(value), Directory.Exists(value));
        return takes switch
        {
            Takes.File when isDirectory => Wrong("is a directory", "name a file"),
            Takes.Directory when isFile => Wrong("is a file", "name a directory"),
            Takes.File or Takes.Directory or Takes.FileOrDirectory when !isFile && !isDirectory =>
                Wrong("does not exist", "check the path, which begins where you stand"),
            Takes.File or Takes.Directory or Takes.FileOrDirectory => Unreadable(value) is { } why
                ? Wrong($"can't be read: {why}", "give yourself the right to read it")
                : null,
            Takes.NewFile when isDirectory || Path.EndsInDirectorySeparator(value) => Wrong(
                "is a directory",
                "name a file in it"
            ),
            Takes.NewFile => OfNewFile(Path.GetDirectoryName(Path.GetFullPath(value))),
            _ => Above(value) is { } file
                ? Wrong(
                    file == Path.GetFullPath(value)
                        ? "is not a directory"
                        : $"can't be a directory, as {Shown.Short(file)} is not one",
                    "name a directory; one that does not exist is made"
                )
                : null,
        };

        Finding Wrong(string what, string hint) =>
            OptionRules.Path.At(option, $"'{Shown.Short(value)}' {what}", hint);

        Finding? OfNewFile(string? directory) =>
            Directory.Exists(directory)
                ? null
                : Wrong(
                    $"can't be written, as there is no directory {Shown.Short(directory ?? "")}",
                    "make that directory, or name another"
                );
    }

    /// <summary>What is wrong with a number; null if nothing is.</summary>
    public static Finding? Check(Place option, int value, int least, int most) =>
        value >= least && value <= most
            ? null
            : OptionRules.Range.At(
                option,
                Invariant($"{value} is {(value < least ? "too small" : "too large")}"),
                most == int.MaxValue
                    ? Invariant($"give {least} or more")
                    : Invariant($"give a number from {least} to {most}")
            );

    /// <summary>What is said of an option without a value.</summary>
    public static Finding Missing(Place option) =>
        OptionRules.Empty.At(
            option,
            "the option has no value",
            "give it one, or leave it out; a variable of the shell may be empty"
        );

    // The nearest that exists of a path and those above it, if it is no directory.
    private static string? Above(string path)
    {
        string? nearest = Path.GetFullPath(path);
        while (nearest is not null && !Path.Exists(nearest))
        {
            nearest = Path.GetDirectoryName(nearest);
        }
        return Directory.Exists(nearest) ? null : nearest;
    }

    private static string? Unreadable(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                _ = Directory.EnumerateFileSystemEntries(path).Any();
                return null;
            }
            // A pipe would wait for its other end.
            if (!File.GetAttributes(path).HasFlag(FileAttributes.Device))
            {
                File.OpenHandle(path).Dispose();
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Shown.Short(e.Message.TrimEnd('.'));
        }
    }
}
