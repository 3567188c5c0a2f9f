using System.Text.RegularExpressions;

namespace K8sImage.BootTests.DayTwo;

/// <summary>Commands of a guide: a block of shell whose first line says where they are to be run, and what they do.</summary>
/// <param name="Where">The machine.</param>
/// <param name="Title">What they do.</param>
/// <param name="Commands">All lines of the block.</param>
public sealed partial record CommandBlock(string Where, string Title, string Commands)
{
    /// <summary>The blocks of a page, in its order.</summary>
    public static IReadOnlyList<CommandBlock> Read(string path) =>
        [
            .. Block()
                .Matches(File.ReadAllText(path))
                .Select(match => new CommandBlock(
                    match.Groups["where"].Value,
                    match.Groups["title"].Value,
                    match.Groups["commands"].Value
                )),
        ];

    [GeneratedRegex(
        "^```sh\n# (on )?(?<where>[^:\n]+): (?<title>[^\n]+)\n(?<commands>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
