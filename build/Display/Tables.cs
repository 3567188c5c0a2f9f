using Spectre.Console;

/// <summary>Writes tables.</summary>
internal static class Tables
{
    public static void Write(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            // A log has no width; paths in it are to be copied whole.
            AnsiConsole.Profile.Width = 200;
        }
        AnsiConsole.Write(table);
    }
}
