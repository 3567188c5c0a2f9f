/// <summary>Keeps standard output for a document that another program reads.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Sends what the build tells people to standard error where the command line asks for JSON or SARIF and names no file
    /// for it. Called before anything is written.
    /// </summary>
    public static void LeaveToDocument(IReadOnlyList<string> arguments)
    {
        var format = arguments.ToList().FindIndex(argument => Is(argument, "--format"));
        if (
            format >= 0
            && arguments.ElementAtOrDefault(format + 1) is { } name
            && (Is(name, nameof(FindingFormat.Json)) || Is(name, nameof(FindingFormat.Sarif)))
            && !arguments.Any(argument => Is(argument, "--report"))
        )
        {
            Console.SetOut(Console.Error);
        }
    }

    /// <summary>Writes a document, and nothing else.</summary>
    public static void Write(string text)
    {
        using var stream = Console.OpenStandardOutput();
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private static bool Is(string argument, string name) =>
        argument.Equals(name, StringComparison.OrdinalIgnoreCase);
}
