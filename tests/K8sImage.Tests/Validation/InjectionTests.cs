using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds;
using K8sImage.Tests.Tools;
using K8sImage.Tests.Yaml;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Validation;

/// <summary>
/// Whatever stands in a text of the cluster file is a finding, or stays where it is: in its scalar, and as data to the
/// guest's shell.
/// </summary>
public sealed partial class InjectionTests : IDisposable
{
    private static readonly StepLibrary Library = StepLibrary.Read(
        [Repository.CloudInit],
        path => path,
        new FindingCollection()
    );

    private static readonly string[] ShellKeys = ["runcmd", "bootcmd"];

    private readonly TestDirectory _directory = new();

    public static TheoryData<string> Names =>
        [.. Injection.All.Select(place => place.Name).Distinct()];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_is_a_finding_or_changes_its_scalar_alone(string name)
    {
        foreach (var place in Injection.All.Where(place => place.Name == name))
        {
            var harmless = Injection.Compose(place.With(place.Right), Library);
            Assert.NotNull(harmless);
            foreach (var text in place.Tried)
            {
                if (Injection.Compose(place.With(text), Library) is { } node)
                {
                    AssertSame(harmless.UserData, node.UserData, place.Right, text);
                    AssertSame(harmless.NetworkConfig, node.NetworkConfig, place.Right, text);
                    Assert.Equal(
                        harmless.Checks.Select(check => (check.Step, check.Name, check.Timeout)),
                        node.Checks.Select(check => (check.Step, check.Name, check.Timeout))
                    );
                }
            }
        }
    }

    [Fact]
    public void Most_places_take_no_such_text_at_all_and_these_do()
    {
        var taking = Injection
            .All.Where(place =>
                place.Tried.Any(text =>
                    text.Contains("pwned", StringComparison.Ordinal)
                    && Injection.Compose(place.With(text), Library) is not null
                )
            )
            .Select(place => place.Name);
        // A path of steps is opened here, and stands in no document.
        Assert.Equal(
            ["authorizedKeys", "extraUserData, key", "extraUserData, value", "steps"],
            taking.Distinct().Order()
        );
    }

    [Fact]
    public void What_cloud_init_and_netplan_read_is_what_was_composed()
    {
        using var python = new PyYaml();
        foreach (var place in Injection.All.Where(place => place.Name != "authorizedKeys"))
        {
            // One document a place: Python takes a while for a whole one.
            var text = place.Tried.LastOrDefault(text =>
                Injection.Compose(place.With(text), Library) is not null
            );
            if (text is not null)
            {
                AssertRead(Injection.Compose(place.With(text), Library)!, python);
            }
        }
        AssertRead(ComposeWithKeys(), python);
    }

    [Fact]
    public async Task The_words_of_checks_are_these_words_to_a_shell()
    {
        var node = ComposeWithKeys();
        var verify = TestSeeds.FilesOf(node)["/usr/local/sbin/k8simage-verify"];
        Assert.All(
            node.Checks,
            check => Assert.Contains($"check {check.Words}\n", verify, StringComparison.Ordinal)
        );
        var output = await ExternalTool.RunWithInput(
            "check() { for word; do printf '%s\\0' \"$word\"; done; }\n"
                + string.Concat(node.Checks.Select(check => $"check {check.Words}\n")),
            "sh"
        );
        Assert.Equal("", output.EnsureSuccess().Error);
        string[] words =
        [
            .. node.Checks.SelectMany(check =>
                new[]
                {
                    check.Step,
                    check.Name,
                    $"{check.Timeout}",
                    check.Prints is not null ? "prints"
                    : check.Matches is not null ? "matches"
                    : "status",
                    check.Prints ?? check.Matches ?? "",
                    check.Hint,
                    check.Run,
                }
            ),
        ];
        Assert.Equal(words, output.Text.Split('\0')[..^1]);
    }

    [Fact]
    public async Task Commands_with_values_in_them_see_data()
    {
        var node = ComposeWithKeys();
        string[] commands =
        [
            .. node.Checks.Select(check => check.Run),
            .. ShellKeys
                .SelectMany(key => (node.UserData[key] as YamlSequence)?.Items ?? [])
                .OfType<YamlScalar>()
                .Select(command => command.Text),
        ];
        string[] with =
        [
            .. commands.Where(command => command.Contains("pwned", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(with);
        List<string> seen = [];
        foreach (var command in with)
        {
            seen.AddRange(await Arguments(command));
        }
        Assert.False(File.Exists(_directory["pwned"]));
        Assert.All(
            Injection.Texts.Where(text => text.StartsWith("AAAA", StringComparison.Ordinal)),
            text => Assert.Contains(text.Split(' ')[0], seen)
        );
        // Without quotes it would have happened.
        await Arguments("grep AAAA$(pwned)");
        Assert.True(File.Exists(_directory["pwned"]));
    }

    private static NodeConfiguration ComposeWithKeys()
    {
        var place = Injection.All.Single(place => place.Name == "authorizedKeys");
        var keys = Injection
            .Texts.Select(text => $"{ClusterText.Key} {text}")
            .Where(key => Injection.Compose(place.With(key), Library) is not null)
            .ToArray();
        Assert.Contains(keys, key => key.EndsWith("'; pwned; '", StringComparison.Ordinal));
        var document = place.With(keys[0]);
        document["ssh"]!["authorizedKeys"] = new System.Text.Json.Nodes.JsonArray([.. keys]);
        return Injection.Compose(document, Library)!;
    }

    // Each name in the command is a program that notes its arguments and does nothing; pwned leaves a file.
    private async Task<string[]> Arguments(string command)
    {
        var log = _directory["log"];
        await File.WriteAllTextAsync(log, "", TestContext.Current.CancellationToken);
        var stub = _directory.Write(
            "stub",
            "#!/bin/sh\n[ \"${0##*/}\" != pwned ] || : >\"$HERE/pwned\"\nprintf '%s\\0' \"$@\" >>\"$HERE/log\"\n"
        );
        File.SetUnixFileMode(stub, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(_directory["bin"]);
        foreach (var name in CommandName().Matches(command).Select(match => match.Value).Distinct())
        {
            if (!File.Exists(_directory[$"bin/{name}"]))
            {
                File.CreateSymbolicLink(_directory[$"bin/{name}"], stub);
            }
        }
        await ExternalTool.Run(
            "env",
            "-i",
            $"PATH={_directory["bin"]}",
            $"HERE={_directory.Path}",
            "/bin/sh",
            "-c",
            command
        );
        return (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Split(
            '\0'
        );
    }

    private static void AssertRead(NodeConfiguration node, PyYaml python)
    {
        foreach (
            var (name, tree) in new[]
            {
                ("user-data", node.UserData),
                ("network-config", node.NetworkConfig),
            }
        )
        {
            var (pyYaml, libYaml) = python.Read(TestSeeds.Build(node, name));
            Assert.Equal(TaggedTree.Of(tree), pyYaml);
            Assert.Equal(TaggedTree.Of(tree), libYaml);
        }
    }

    // Where a scalar differs the harmless one holds the harmless text, or a word of it.
    private static void AssertSame(YamlNode harmless, YamlNode other, string right, string text)
    {
        switch (harmless, other)
        {
            case (YamlMapping a, YamlMapping b):
                Assert.Equal(
                    a.Entries.Select(entry => entry.Key.Text == right ? text : entry.Key.Text),
                    b.Entries.Select(entry => entry.Key.Text)
                );
                foreach (var (x, y) in a.Entries.Zip(b.Entries))
                {
                    AssertSame(x.Value, y.Value, right, text);
                }
                break;
            case (YamlSequence a, YamlSequence b):
                Assert.Equal(a.Items.Count, b.Items.Count);
                foreach (var (x, y) in a.Items.Zip(b.Items))
                {
                    AssertSame(x, y, right, text);
                }
                break;
            case (YamlScalar a, YamlScalar b):
                Assert.True(
                    a == b with { Place = a.Place, TextPlace = a.TextPlace }
                        || right
                            .Split(' ')
                            .Any(word => a.Text.Contains(word, StringComparison.Ordinal)),
                    $"'{text}' for '{right}' made '{b.Text}' of '{a.Text}'"
                );
                break;
            default:
                Assert.Fail($"'{text}' for '{right}' made {other.KindName} of {harmless.KindName}");
                break;
        }
    }

    [GeneratedRegex(@"[a-z][a-z0-9.-]*")]
    private static partial Regex CommandName();
}
