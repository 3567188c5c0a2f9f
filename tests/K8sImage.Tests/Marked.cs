using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests;

/// <summary>A text in which § marks the place of the expected finding, §§ at its beginning a whole line.</summary>
internal sealed class Marked
{
    private readonly Place _place;

    /// <param name="text">The text with a mark in it.</param>
    /// <param name="file">The file's name in findings.</param>
    public Marked(string text, string file)
    {
        var at = text.IndexOf('§', StringComparison.Ordinal);
        Assert.True(at >= 0, $"no § in: {text}");
        var before = text.AsSpan(0, at);
        var isLine = text.AsSpan(at).StartsWith("§§");
        var column = isLine ? 0 : at - before.LastIndexOf('\n');
        _place = new Place(file, before.Count('\n') + 1, column);
        Text = text.Remove(at, isLine ? 2 : 1);
    }

    /// <summary>The text without the mark.</summary>
    public string Text { get; }

    /// <summary>Fails the test unless there is one finding, of this code at the mark, with a hint.</summary>
    public Finding AssertOnly(string code, FindingCollection findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal((code, _place), (finding.Code, finding.Place));
        Assert.NotEmpty(finding.Message);
        Assert.NotEmpty(finding.Hint);
        return finding;
    }
}
