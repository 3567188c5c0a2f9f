namespace Nuke.Common.Output;

/// <summary>What a line means; its colour on a terminal.</summary>
internal enum Tone
{
    Plain,
    Title,
    Good,
    Warning,
    Bad,
}

/// <summary>One line for the console.</summary>
internal sealed record Line(string Text, Tone Tone = Tone.Plain);
