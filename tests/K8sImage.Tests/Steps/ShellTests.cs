using System.Text;
using FsCheck.Fluent;
using K8sImage.Steps.Templates;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Steps;

/// <summary>What a template puts into a shell command is one word to a real shell, whatever it holds.</summary>
public sealed class ShellTests : IDisposable
{
    private static readonly string Nasty =
        string.Join(' ', ClusterText.Key.Split(' ')[..2])
        + " it's \"quoted\" $(touch pwned) `touch pwned` $HOME \\ ; touch pwned & | > pwned * ~ # end";

    private readonly TemporaryLibrary _library = new();
    private readonly TestDirectory _directory = new();

    public void Dispose()
    {
        _library.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Any_text_is_one_word_to_the_shell()
    {
        var pieces =
            "a,B,0, ,\t,\n,\r,',\",\\,$,$(,`,(,),{,},[,],*,?,~,!,#,;,&,|,<,>,=,-,.,/,%,é,😀,\u0001".Split(
                ','
            );
        var texts = Gen.Elements(pieces)
            .ArrayOf()
            .Select(string.Concat)
            .Sample(500, 20)
            .Append("")
            .ToArray();
        var script = $"printf '%s\\0' {string.Join(' ', texts.Select(ShellWord.Quote))}";
        var output = await ExternalTool.RunWithInput(script, "sh");
        Assert.Equal("", output.EnsureSuccess().Error);
        Assert.Equal(texts, output.Text.Split('\0')[..^1]);
    }

    [Fact]
    public async Task An_output_in_a_command_is_quoted_wherever_it_stands()
    {
        var node = _library
            .Step(
                "a",
                """
                user-data:
                  runcmd:
                    - printf '%s\n' {{ ssh.authorizedKeys.first }} x{{ node.name }}y
                    - [printf, "%s", "{{ ssh.authorizedKeys.first }}"]
                  bootcmd:
                    - "{{ ssh.authorizedKeys.first }}"
                checks:
                  - name: c
                    run: printf '%s\n' {% for key in ssh.authorizedKeys %}{{ key }}{% endfor %}
                    prints: "{{ ssh.authorizedKeys.first }}"
                    hint: "{{ ssh.authorizedKeys.first }}"
                """
            )
            .Compose(
                $"ssh: {{ authorizedKeys: ['{Nasty.Replace("'", "''", StringComparison.Ordinal)}'] }}"
            );
        var runcmd = ((YamlSequence)node.UserData["runcmd"]!).Items;
        Assert.Equal($"{Nasty}\nxmastery\n", await Run(((YamlScalar)runcmd[0]).Text));
        // An argument of a list is data already.
        Assert.Equal(Nasty, ((YamlScalar)((YamlSequence)runcmd[1]).Items[2]).Text);
        var bootcmd = ((YamlSequence)node.UserData["bootcmd"]!).Items;
        Assert.Equal($"{Nasty}\n", await Run("printf '%s\\n' " + ((YamlScalar)bootcmd[0]).Text));
        var check = Assert.Single(node.Checks);
        Assert.Equal($"{Nasty}\n", await Run(check.Run));
        Assert.Equal((Nasty, Nasty), (check.Prints, check.Hint));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_list_becomes_one_word_an_item()
    {
        var node = _library
            .Step(
                "a",
                "checks: [{ name: c, run: \"printf '%s\\\\n' {{ network.search }}\", hint: h }]"
            )
            .Compose("network: { gateway: 192.168.218.2, search: [a.example, b.example] }");
        Assert.Equal("a.example\nb.example\n", await Run(Assert.Single(node.Checks).Run));
    }

    private async Task<string> Run(string command)
    {
        var script = $"cd {ShellWord.Quote(_directory.Path)}\n{command}\n";
        var output = await ExternalTool.RunWithInput(script, "sh");
        Assert.Equal("", output.EnsureSuccess().Error);
        return Encoding.UTF8.GetString(output.Bytes);
    }
}
