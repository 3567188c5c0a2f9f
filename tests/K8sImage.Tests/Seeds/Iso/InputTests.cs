using K8sImage.Seeds.Iso;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

public sealed class InputTests
{
    private static readonly string Longest = new('x', 64);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("dot.")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    [InlineData("a\\b")]
    [InlineData("user-data;1")]
    [InlineData("user data")]
    [InlineData("ünicode")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_name_that_one_of_the_trees_cannot_hold_is_refused(string name)
    {
        AssertRefused("cidata", TemporaryImage.Date, new IsoFile(name, default));
        Assert.ThrowsAny<ArgumentException>(() => IsoImage.GetLength([new IsoFile(name, default)]));
    }

    [Theory]
    [InlineData("user-data")]
    [InlineData("User-Data")]
    public void Two_files_of_one_name_are_refused(string second) =>
        AssertRefused(
            "cidata",
            TemporaryImage.Date,
            new IsoFile("user-data", default),
            new IsoFile(second, default)
        );

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("seventeen-letters")]
    [InlineData("cidatä")]
    [InlineData("ci\ndata")]
    public void A_label_that_a_descriptor_cannot_hold_is_refused(string label) =>
        AssertRefused(label, TemporaryImage.Date, new IsoFile("user-data", default));

    [Theory]
    [InlineData(1969)]
    [InlineData(2156)]
    public void A_year_that_a_directory_record_cannot_hold_is_refused(int year) =>
        AssertRefused(
            "cidata",
            new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero),
            new IsoFile("user-data", default)
        );

    [Fact]
    public void The_longest_name_and_label_and_the_last_year_are_accepted()
    {
        using var stream = new MemoryStream();
        var date = new DateTimeOffset(2155, 12, 31, 23, 59, 59, TimeSpan.Zero);
        IsoImage.Write(stream, "sixteen-letters!", date, [new IsoFile(Longest, default)]);
        Assert.NotEqual(0, stream.Length);
    }

    private static void AssertRefused(string label, DateTimeOffset date, params IsoFile[] files)
    {
        using var stream = new MemoryStream();
        Assert.ThrowsAny<ArgumentException>(() => IsoImage.Write(stream, label, date, files));
        Assert.Equal(0, stream.Length);
    }
}
