/// <summary>Keeps standard output for a document that another program reads.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Sends what the build tells people to standard error where Validate is to write JSON or SARIF and no file is named for it.
    /// Called before anything is written.
    /// </summary>
    public static void LeaveToDocument(Arguments arguments)
    {
        if (
            arguments
                .Targets.Concat(arguments.ValuesOf("target") ?? [])
                .Any(target => Arguments.AreSame(target, "Validate"))
            && arguments.ValuesOf("help") is null
            && arguments.Setting("report") is null
            && Enum.TryParse<FindingFormat>(arguments.Setting("format"), true, out var format)
            && format is FindingFormat.Json or FindingFormat.Sarif
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
}
