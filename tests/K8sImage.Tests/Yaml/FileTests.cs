using System.Text;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Yaml;

public sealed class FileTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly FindingCollection _findings = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_that_is_missing_is_a_finding() =>
        Assert.Equal("f.yaml: error K8S001: there is no such file; check the path", Read());

    [Theory]
    [InlineData("site.yml", "f.yaml: error K8S001: there is no such file; check the path")]
    [InlineData("f.yml", "f.yaml: error K8S001: there is no such file; did you mean f.yml?")]
    [InlineData("fg.yaml", "f.yaml: error K8S001: there is no such file; did you mean fg.yaml?")]
    public void A_file_beside_one_that_is_missing_may_be_meant(string beside, string expected)
    {
        _directory.Write(beside, "");
        Assert.Equal(expected, Read());
    }

    [Fact]
    public void A_directory_is_a_finding()
    {
        Directory.CreateDirectory(_directory["f.yaml"]);
        Assert.Equal("f.yaml: error K8S001: this is a directory; name a YAML file", Read());
    }

    [Fact]
    public void Five_MiB_are_too_much()
    {
        Write(Encoding.ASCII.GetBytes(new string('#', 5 << 20)));
        Assert.StartsWith("f.yaml: error K8S002: ", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_end_is_too_much()
    {
        YamlReader.ReadFile("/dev/zero", "f.yaml", _findings);
        Assert.Equal("K8S002", Assert.Single(_findings).Code);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_found_in_its_line()
    {
        Write([.. "a: 1\nb: "u8, 0xE4, .. "\n"u8]);
        Assert.Equal("f.yaml:2:4: error K8S003: the file is not UTF-8; save it as UTF-8", Read());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Windows_line_ends_and_a_byte_order_mark_do_no_harm(string lineEnd)
    {
        Write([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"a: |{lineEnd}  b{lineEnd}")]);
        var tree = YamlReader.ReadFile(_directory["f.yaml"], "f.yaml", _findings);
        Assert.Empty(_findings);
        Assert.Equal("""["map",[["str","a"],["str","b\n"]]]""", TaggedTree.Of(tree!));
    }

    private void Write(byte[] bytes) => File.WriteAllBytes(_directory["f.yaml"], bytes);

    private string Read()
    {
        Assert.Null(YamlReader.ReadFile(_directory["f.yaml"], "f.yaml", _findings));
        return Assert.Single(_findings).ToString();
    }
}
