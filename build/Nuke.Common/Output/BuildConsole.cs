using System.Text;

namespace Nuke.Common.Output;

/// <summary>Writes lines to the console; in colour on a terminal, unless <c>NO_COLOR</c> is set (no-color.org).</summary>
internal static class BuildConsole
{
    private static readonly bool HasColor =
        !System.Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Windows' console doesn't speak UTF-8 unless told; others do.</summary>
    public static void UseUtf8()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }
    }

    public static void Write(params IEnumerable<Line> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(Paint(line)).Append(Environment.NewLine);
        }
        Console.Out.Write(text);
    }

    public static void WriteError(string message) => Console.Error.WriteLine(message);

    private static string Paint(Line line)
    {
        var code = line.Tone switch
        {
            Tone.Title => "1;36",
            Tone.Good => "32",
            Tone.Warning => "33",
            Tone.Bad => "31",
            _ => "",
        };
        return HasColor && code.Length > 0 && line.Text.Length > 0
            ? $"\e[{code}m{line.Text}\e[0m"
            : line.Text;
    }
}
