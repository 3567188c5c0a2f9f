using K8sImage.Findings;
using K8sImage.Options;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Options;

public sealed class OptionValueTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    public void A_pipe_is_no_bundle(string what)
    {
        Planted.At(_directory["pipe"], "pipe", _directory["elsewhere"]);
        File.CreateSymbolicLink(_directory["link to a pipe"], _directory["pipe"]);

        var finding = OptionValue.Check(
            new Place("--bundle"),
            _directory[what],
            Takes.FileOrDirectory
        );

        Assert.Equal("K8S632", finding?.Code);
    }
}
