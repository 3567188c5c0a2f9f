using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Steps;

public sealed class TemplateTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_scalar_that_is_one_output_keeps_the_type_of_its_value()
    {
        AssertRendered(
            """
              list: "{{ network.nameservers }}"
              number: "{{ network.prefix }}"
              truth: "{{ swap.removeFile }}"
              text: "{{ node.name }}"
              digits: "{{ kubernetes.minor }}"
              mixed: "{{ network.prefix }}0"
            """,
            """
            list:
              - "8.8.8.8"
              - "8.8.4.4"
            number: 24
            truth: false
            text: master
            digits: "1.35"
            mixed: "240"

            """
        );
    }

    [Fact]
    public void A_value_that_is_nil_leaves_its_entry_out() =>
        AssertRendered(
            """
              gone: "{{ node.mac }}"
              empty: "{{ network.search }}"
              list: [a, "{{ node.mac }}", b]
              text: "mac={{ node.mac }}"
            """,
            "empty: []\nlist:\n  - a\n  - b\ntext: mac=\n"
        );

    [Theory]
    [InlineData("time.method == 'cron'", true)]
    [InlineData("time.method == 'chrony'", false)]
    [InlineData("node.mac", false)]
    [InlineData("node.name and network.search.size == 0", true)]
    public void A_step_and_a_check_apply_only_where_their_condition_holds(string when, bool applies)
    {
        var node = _library
            .Step(
                "a",
                $"when: \"{when}\"\nuser-data: {{ a: 1 }}\nchecks: [{{ name: c, run: 'true', hint: h }}]"
            )
            .Step("b", $"checks: [{{ name: c, when: \"{when}\", run: 'true', hint: h }}]")
            .Compose();
        Assert.Equal(applies ? ["a", "b"] : ["b"], node.Steps.Select(step => step.Name));
        Assert.Equal(applies ? ["a", "b"] : [], node.Checks.Select(check => check.Step));
        Assert.Equal(applies, node.UserData["a"] is not null);
    }

    [Theory]
    [InlineData("K8S205", "user-data: { a: \"{{ node.name§\" }")]
    [InlineData("K8S205", "user-data:\n  a: |\n    one\n    two\n§§    {% if node.name %} three\n")]
    [InlineData("K8S205", "user-data:\n  a: |\n    one\n§§    {{ node.name | }}\n    three\n")]
    [InlineData("K8S205", "when: §time.method ==\n")]
    [InlineData("K8S206", "user-data: { a: \"{{ §nod.name }}\" }")]
    [InlineData("K8S206", "user-data:\n  a: |\n    one\n§§    two {{ nod.name }}\n")]
    [InlineData("K8S206", "user-data: { a: \"{{ node.§nam }}\" }")]
    [InlineData(
        "K8S206",
        "user-data:\n  a: |\n    one\n§§    {% for each in nodes %}{{ each.nam }}{% endfor %}\n"
    )]
    [InlineData("K8S206", "checks: [{ name: c, run: \"{{ node.§nam }}\", hint: h }]")]
    [InlineData("K8S206", "when: node.§nam\n")]
    [InlineData("K8S206", "user-data: { a: §\"{{ node.name | no_filter }}\" }")]
    // Found by fuzzing: what else filters and tags of Fluid throw, or would take until the memory is full.
    [InlineData("K8S205", "user-data: { a: \"{% include§ 'x' %}\" }")]
    [InlineData("K8S205", "user-data: { a: \"{% render§ '/etc/passwd' %}\" }")]
    [InlineData("K8S206", "user-data: { a: §\"{{ 1 | divided_by: 0 }}\" }")]
    [InlineData("K8S206", "user-data: { a: §\"{{ 1 | format_number: 'D999999999' }}\" }")]
    [InlineData("K8S206", "user-data: { a: §\"{% for i in (1..999999999) %}x{% endfor %}\" }")]
    [InlineData(
        "K8S206",
        "user-data: { a: §\"{% for i in (1..1999999) %}{% for j in (1..2) %}x{% endfor %}{% endfor %}\" }"
    )]
    [InlineData("K8S206", "user-data: { a: §\"{{ 79228162514264337593543950335 | times: 2 }}\" }")]
    [InlineData(
        "K8S206",
        "user-data: { a: §\"{% assign x = 'a' %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}\" }"
    )]
    [InlineData(
        "K8S206",
        "user-data: { a: §\"{% capture x %}{% for i in (1..999999) %}{{ nodes | json | append: '0123456789' }}{% endfor %}{% endcapture %}\" }"
    )]
    public void A_template_that_is_wrong_is_found_at_its_place(string code, string text) =>
        _library.AssertFinding(code, "a", text);

    [Fact]
    public void A_name_that_is_wrong_gets_the_nearest()
    {
        Assert.Equal(
            "did you mean 'node'?",
            _library.AssertFinding("K8S206", "a", "user-data: { a: \"{{ §nod.name }}\" }").Hint
        );
    }

    [Theory]
    [InlineData("it's \"quoted\" $(reboot) `reboot` $HOME \\ ; & | > < * ? [a] {b} ~ ! # end")]
    [InlineData("a: b, - c, {{ node.name }} {% if %} #x")]
    [InlineData("' '")]
    [InlineData("你好 😀")]
    public void A_value_is_data_and_never_becomes_structure_or_template(string comment)
    {
        var words = ClusterKey + " " + comment;
        var node = _library
            .Step(
                "a",
                """
                user-data:
                  a: "{{ ssh.authorizedKeys.first }}"
                  b: "x{{ ssh.authorizedKeys.first }}y"
                  c: "{{ ssh.authorizedKeys }}"
                  d: "{{ ssh.authorizedKeys.first | json }}"
                """
            )
            .Compose(
                $"ssh: {{ authorizedKeys: ['{words.Replace("'", "''", StringComparison.Ordinal)}'] }}"
            );
        var read = (YamlMapping)
            YamlReader.Read(TemporaryLibrary.Shown(node.UserData), "a", _library.Findings)!;
        Assert.Empty(_library.Findings);
        Assert.Equal(4, read.Entries.Count);
        Assert.Equal(words, ((YamlScalar)read["a"]!).Text);
        Assert.Equal($"x{words}y", ((YamlScalar)read["b"]!).Text);
        Assert.Equal(words, ((YamlScalar)Assert.Single(((YamlSequence)read["c"]!).Items)).Text);
        Assert.Equal(
            words,
            System.Text.Json.JsonSerializer.Deserialize<string>(((YamlScalar)read["d"]!).Text)
        );
    }

    private static readonly string ClusterKey = string.Join(
        ' ',
        Clusters.ClusterText.Key.Split(' ')[..2]
    );

    private void AssertRendered(string userData, string expected) =>
        Assert.Equal(
            expected,
            TemporaryLibrary.Shown(_library.Step("a", $"user-data:\n{userData}").Compose().UserData)
        );
}
