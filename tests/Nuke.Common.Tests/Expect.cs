namespace Nuke.Common.Tests;

/// <summary>Compares with an expected file, <c>Expected/*.verified.txt</c>.</summary>
internal static class Expect
{
    public static void Text(string name, string actual)
    {
        var expected = File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Expected", $"{name}.verified.txt")
        );
        Assert.Equal(expected, actual, ignoreLineEndingDifferences: true);
    }
}
