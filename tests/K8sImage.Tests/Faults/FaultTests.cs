using K8sImage.Faults;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Steps;
using K8sImage.Tests.Verification;
using K8sImage.Verification;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Faults;

public sealed class FaultTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_command_becomes_the_last_of_the_first_boot()
    {
        var userData = WithFaults(
            """
            user-data: { runcmd: [[first]] }
            checks:
              - { name: a, run: "true", hint: h, fault: "echo {{ node.name }} >/etc/hostname" }
            """
        ).UserData;
        var commands = Assert.IsType<YamlSequence>(userData["runcmd"]).Items;
        Assert.Equal(2, commands.Count);
        Assert.Equal(
            ["sh", "-c", "echo master >/etc/hostname"],
            Assert.IsType<YamlSequence>(commands[1]).Items.Select(item => ((YamlScalar)item).Text)
        );
    }

    [Fact]
    public void A_text_is_replaced_in_the_named_file_alone()
    {
        var userData = WithFaults(
            """
            user-data:
              write_files:
                - { path: /a, content: "x=1 x=1", permissions: "0644" }
                - { path: /b, content: x=1 }
              timezone: x=1
            checks:
              - { name: a, run: "true", hint: h, fault: { in: /a, replace: x=1, with: "x=2" } }
            """
        ).UserData;
        var files = Assert.IsType<YamlSequence>(userData["write_files"]).Items;
        Assert.Equal("x=2 x=2", Text(files[0], "content"));
        Assert.Equal("x=1", Text(files[1], "content"));
        Assert.Equal("x=1", Text(userData, "timezone"));
    }

    [Fact]
    public void User_data_is_all_but_its_files()
    {
        var userData = WithFaults(
            """
            user-data:
              write_files: [{ path: /a, content: x=1 }]
              timezone: x=1
            checks:
              - { name: a, run: "true", hint: h, fault: { in: user-data, replace: x=1, with: "x=2" } }
            """
        ).UserData;
        Assert.Equal("x=1", Text(((YamlSequence)userData["write_files"]!).Items[0], "content"));
        Assert.Equal("x=2", Text(userData, "timezone"));
    }

    [Fact]
    public void A_replaced_boolean_stays_one()
    {
        var network = WithFaults(
            """
            network-config: { ethernets: { node: { dhcp4: false } } }
            checks:
              - { name: a, run: "true", hint: h, fault: { in: network-config, replace: "false", with: "true" } }
            """
        ).NetworkConfig;
        var card = (YamlMapping)((YamlMapping)network["ethernets"]!)["node"]!;
        Assert.Equal(ScalarKind.Boolean, ((YamlScalar)card["dhcp4"]!).Kind);
        Assert.Equal("true", Text(card, "dhcp4"));
    }

    [Fact]
    public void A_fault_that_changes_nothing_is_a_finding()
    {
        WithFaults(
            """
            checks:
              - { name: a, run: "true", hint: h, fault: { in: /none, replace: x, with: y } }
            """
        );
        var finding = Assert.Single(_library.Findings);
        Assert.Equal("K8S701", finding.Code);
        Assert.Equal(4, finding.Place.Line);
    }

    [Theory]
    [InlineData("fault: [a]", "K8S021")]
    [InlineData("fault: ''", "K8S021")]
    [InlineData("fault: { in: /a, replace: x }", "K8S022")]
    [InlineData("fault: { in: /a, replace: x, with: y, at: z }", "K8S020")]
    public void A_wrong_fault_is_a_finding(string fault, string code)
    {
        _library.Step("s", $"checks:\n  - {{ name: a, run: 'true', hint: h, {fault} }}\n");
        Assert.Null(_library.TryCompose());
        Assert.Contains(_library.Findings, finding => finding.Code == code);
    }

    [Fact]
    public void Faults_share_a_boot_unless_their_steps_touch()
    {
        const string Checks =
            "checks:\n  - { name: a, run: 'true', hint: h, fault: x }\n  - { name: b, run: 'true', hint: h, fault: y }\n";
        _library
            .Step("modules", Checks)
            .Step("sysctl", "after: [modules]\n" + Checks)
            .Step("swap", Checks);
        var node = _library.TryCompose()!;

        var boots = FaultPlanner.Plan([node, node], _ => true);

        Assert.Equal(
            ["modules a, swap a", "modules b, swap b", "sysctl a", "sysctl b"],
            boots.Select(boot =>
                string.Join(", ", boot.Checks.Select(check => $"{check.Step} {check.Name}"))
            )
        );
        Assert.Equal(boots.Count, boots.Select(boot => boot.Name).Distinct().Count());
    }

    [Fact]
    public void The_score_counts_what_the_named_check_caught_and_nothing_else()
    {
        _library.Step(
            "swap",
            "checks:\n  - { name: a, run: 'true', hint: h, fault: x }\n  - { name: b, run: 'true', hint: h }\n"
        );
        var node = _library.TryCompose()!;
        var boot = Assert.Single(FaultPlanner.Plan([node], _ => true));

        Assert.Equal(1, Score(node, boot, ("a", false), ("b", true)).Caught);
        Assert.Empty(Errors());

        var missed = Score(node, boot, ("a", true), ("b", false));
        Assert.Equal(0, missed.Caught);
        Assert.Equal("b", Assert.Single(missed.Others[boot.Name]).Name);
        Assert.Equal("b", Assert.Single(missed.Unproved).Name);
        Assert.Contains(
            "passes all the same",
            Assert.Single(Errors()).Message,
            StringComparison.Ordinal
        );

        Assert.Equal(0, Score(node, boot).Caught);
        Assert.Contains("no verdict", Errors()[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_check_of_our_steps_has_a_fault()
    {
        var findings = new FindingCollection();
        var library = StepLibrary.Read(
            [Path.Combine(Repository.Root, "cloud-init")],
            path => path,
            findings
        );
        Assert.Empty(findings);
        Assert.Empty(
            library
                .Steps.Values.SelectMany(step => step.Checks.Select(check => (step, check)))
                .Where(pair => pair.check.Fault is null)
                .Select(pair => $"{pair.step.Name}: {pair.check.Name}")
        );
    }

    private NodeConfiguration WithFaults(string step)
    {
        _library.Step("s", step + "\n");
        var node = _library.TryCompose();
        Assert.True(node is not null, string.Join('\n', _library.Findings));
        var boot = Assert.Single(FaultPlanner.Plan([node], _ => true));
        return new FaultSeeder(_library.Findings).Apply(boot);
    }

    private FaultScore Score(
        NodeConfiguration node,
        FaultBoot boot,
        params (string Name, bool Passed)[] checks
    )
    {
        var report = new TapReport(
            null,
            checks.Length,
            [
                .. checks.Select(
                    (check, i) => new CheckResult(i + 1, "swap", check.Name, check.Passed, i)
                ),
            ],
            [],
            IsEnded: true
        );
        return FaultScore.Of(
            [(boot, new NodeVerdict(boot.Name, 1, [TestBoot.Of(report)]))],
            [node],
            _ => true,
            _library.Findings
        );
    }

    private List<Finding> Errors() =>
        [.. _library.Findings.Where(finding => finding.Severity == Severity.Error)];

    private static string Text(YamlNode node, string key) =>
        ((YamlScalar)((YamlMapping)node)[key]!).Text;
}
