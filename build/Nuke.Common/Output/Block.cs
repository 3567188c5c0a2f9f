namespace Nuke.Common.Output;

/// <summary>The header above a target's output.</summary>
internal static class Block
{
    public static IEnumerable<Line> Lines(string title) =>
        [
            new(""),
            new("╬" + new string('═', title.Length + 5)),
            new("║ " + title, Tone.Title),
            new("╬" + new string('═', Math.Max(title.Length - 4, 2))),
            new(""),
        ];
}
