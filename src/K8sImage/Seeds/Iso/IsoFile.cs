namespace K8sImage.Seeds.Iso;

/// <summary>A file in the root directory of an image.</summary>
/// <param name="Name">
/// Its exact name under all three name systems: 1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, the dot
/// neither first nor last. Two names that differ in case only don't go together: Windows could open just one of them.
/// </param>
/// <param name="Content">Its bytes; may be empty.</param>
public sealed record IsoFile(string Name, ReadOnlyMemory<byte> Content);
