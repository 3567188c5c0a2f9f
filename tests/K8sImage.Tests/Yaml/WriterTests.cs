using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using K8sImage.Findings;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Yaml;

public sealed class WriterTests(PyYaml python) : IClassFixture<PyYaml>
{
    private static readonly Config ManyTrees = Config
        .QuickThrowOnFailure.WithQuietOnSuccess(true)
        .WithMaxTest(1000);

    [Fact]
    public void PyYAML_and_libyaml_read_back_exactly_the_tree_that_was_written() =>
        Prop.ForAll(
                Trees.Arbitrary,
                tree =>
                {
                    var expected = TaggedTree.Of(tree);
                    var (pyYaml, libYaml) = python.Read(Written(tree));
                    Assert.Equal(expected, pyYaml);
                    Assert.Equal(expected, libYaml);
                }
            )
            .Check(ManyTrees);

    [Fact]
    public void Our_own_reader_reads_back_exactly_the_tree_that_was_written() =>
        Prop.ForAll(
                Trees.Arbitrary,
                tree =>
                {
                    var findings = new FindingCollection();
                    var text = Encoding.UTF8.GetString(Written(tree));
                    var read = YamlReader.Read(text, "written", findings);
                    Assert.True(findings.Count == 0, string.Join('\n', findings) + "\n" + text);
                    Assert.Equal(TaggedTree.Of(tree), TaggedTree.Of(read!));
                }
            )
            .Check(ManyTrees);

    [Theory]
    [InlineData("a", "a\n")]
    [InlineData("no", "\"no\"\n")]
    [InlineData("0644", "\"0644\"\n")]
    [InlineData("192.168.218.10", "\"192.168.218.10\"\n")]
    [InlineData("systemctl enable x.service", "systemctl enable x.service\n")]
    [InlineData("a: b", "\"a: b\"\n")]
    [InlineData("a\n b\n", "|\n  a\n   b\n")]
    [InlineData("a\nb", "|-\n  a\n  b\n")]
    [InlineData("a\n\n", "|+\n  a\n\n")]
    public void Text_looks_as_a_person_would_write_it(string text, string written) =>
        Assert.Equal(written, Encoding.UTF8.GetString(Written(new YamlScalar(default, text))));

    private static byte[] Written(YamlNode tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        YamlWriter.Write(tree, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
