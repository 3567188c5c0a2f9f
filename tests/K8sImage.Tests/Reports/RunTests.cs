using System.Text.Json;
using K8sImage.Findings;
using K8sImage.Reports;
using K8sImage.Tests.Tools;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Reports;

public sealed class RunTests : IDisposable
{
    private readonly TestRuns _runs = new();

    [Fact]
    public void The_record_reads_back_as_it_was()
    {
        var text = JsonReport.Write(_runs.Red());
        var read = JsonSerializer.Deserialize<VerificationRun>(text, JsonReport.Options);
        Assert.Equal(text, JsonReport.Write(read!));
        Assert.False(read!.Passed);
        Assert.Equal([true, false, false, false], read.Nodes.Select(node => node.Passed));
    }

    [Fact]
    public void A_node_without_a_boot_and_a_boot_that_was_not_made_are_no_pass()
    {
        var green = _runs.Green();
        Assert.True(green.Passed);
        Assert.False(
            (green with { Nodes = [.. green.Nodes, new NodeRun("n", "worker", "", 2)] }).Passed
        );
        Assert.False((green with { Nodes = [] }).Passed);
        var node = green.Nodes[0];
        Assert.True(node.Passed);
        Assert.False((node with { Boots = [node.Boots[0]] }).Passed);
        Assert.False((node with { PlannedBoots = 0, Boots = [] }).Passed);
    }

    [Theory]
    [InlineData(2, 0, 0, "All 2 nodes have passed")]
    [InlineData(1, 0, 0, "k8s-master has passed")]
    [InlineData(2, 1, 0, "1 of 3 nodes has failed")]
    [InlineData(1, 2, 1, "2 of 4 nodes have failed, 1 was not booted")]
    [InlineData(1, 0, 2, "2 of 3 nodes were not booted")]
    [InlineData(0, 0, 0, "No node was booted")]
    public void The_verdict_is_said_in_words(int passed, int failed, int absent, string words)
    {
        var green = _runs.Green();
        var good = green.Nodes[0];
        var bad = good with
        {
            Boots = [.. good.Boots.Select(boot => boot with { Passed = false })],
        };
        var none = good with { Boots = [] };
        Assert.Equal(
            words,
            RunWords.Headline(
                green with
                {
                    Nodes =
                    [
                        .. Enumerable.Repeat(good, passed),
                        .. Enumerable.Repeat(bad, failed),
                        .. Enumerable.Repeat(none, absent),
                    ],
                }
            )
        );
    }

    [Fact]
    public void A_fast_run_says_that_it_is_no_proof()
    {
        var run = _runs.Green() with { IsFast = true };
        Assert.Contains(
            "resumed just before cloud-init",
            Assert.Single(RunWords.Limits(run)),
            StringComparison.Ordinal
        );
        Assert.Empty(RunWords.Limits(_runs.Green()));
        Assert.Contains("\"isFast\": true", JsonReport.Write(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_reader_of_JUnit_counts_the_same()
    {
        // Debian's junitparser, which knows the form and not us.
        const string Script = """
            import sys
            from junitparser import JUnitXml, Failure, Error, Skipped
            run = JUnitXml.fromstring(sys.stdin.buffer.read())
            for suite in run:
                kinds = [type(result).__name__ for case in suite for result in case.result]
                print(suite.name, suite.tests, suite.failures, suite.errors, suite.skipped,
                      len(list(suite)), *(kinds.count(kind) for kind in ("Failure", "Error", "Skipped")))
            """;
        var output = await ExternalTool.RunWithInput(
            JUnitReport.Write(_runs.Red()),
            "/usr/bin/python3",
            "-c",
            Script
        );
        Assert.Equal(
            [
                "k8s-master boot 1 6 0 0 2 6 0 0 2",
                "k8s-master boot 2 6 0 0 2 6 0 0 2",
                "k8s-node1 boot 1 6 1 0 2 6 1 0 2",
                "k8s-node1 boot 2 6 1 0 2 6 1 0 2",
                "k8s-node2 boot 1 8 0 4 2 8 0 4 2",
                "k8s-node2 boot 2 3 0 1 2 3 0 1 2",
                "k8s-node3 boot 1 3 0 1 2 3 0 1 2",
                "k8s-node3 boot 2 3 0 1 2 3 0 1 2",
            ],
            output.EnsureSuccess().Lines
        );
    }

    [Fact]
    public void What_XML_can_not_hold_is_left_out()
    {
        Assert.Equal("abcd", Characters.ForXml("a\0b\u001Bc\uFFFEd"));
        Assert.Equal("\uD83D\uDE00 \t\n", Characters.ForXml("\uD83D\uDE00 \uD83D\t\uDE00\n"));
    }

    [Fact]
    public void A_check_that_is_said_twice_counts_by_its_worse_word()
    {
        var run = Recorded(
            new CheckResult(1, "swap", "no swap", true, 4),
            new CheckResult(2, "swap", "no swap", false, 5)
        );
        Assert.Equal(CheckState.Failed, Assert.Single(run.Checks).State);
    }

    [Fact]
    public void A_check_that_nobody_declares_is_shown_without_a_place()
    {
        var run = Recorded(new CheckResult(1, "other", "x", true, 4));
        Assert.Equal(
            [CheckState.NotRun, CheckState.Passed],
            run.Checks.Select(check => check.State)
        );
        Assert.Null(run.Checks[1].Place);
    }

    [Fact]
    public void Reports_that_can_not_be_written_are_a_finding_and_leave_nothing_in_part()
    {
        Directory.CreateDirectory(Path.Combine(_runs.Directory, "report.html", "in-the-way"));
        var thrown = Assert.Throws<FindingException>(() =>
            new ReportFiles(_runs.Directory).Write(_runs.Green())
        );
        Assert.Equal("K8S651", Assert.Single(thrown.Findings).Code);
        Assert.Empty(Reports());
    }

    [Fact]
    public void A_job_summary_is_added_to_what_the_job_has_said_before()
    {
        var files = new ReportFiles(_runs.Directory);
        var summary = Path.Combine(_runs.Directory, "summary.md");
        File.WriteAllText(summary, "before\n");
        files.AppendSummary(summary, _runs.Green());
        Assert.StartsWith("before\n", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Contains("k8s-master", File.ReadAllText(summary), StringComparison.Ordinal);

        var thrown = Assert.Throws<FindingException>(() =>
            files.AppendSummary(_runs.Directory, _runs.Green())
        );
        Assert.Equal("K8S651", Assert.Single(thrown.Findings).Code);
    }

    public void Dispose() => _runs.Dispose();

    private string[] Reports() =>
        [.. Directory.GetFiles(_runs.Directory).Select(path => Path.GetFileName(path)).Order()];

    private static BootRun Recorded(params CheckResult[] checks)
    {
        var node = new NodeUnderTest(
            "n",
            null,
            "",
            new K8sImage.Bases.BaseDisk("b", "B", "b", "raw", "", DateTimeOffset.UnixEpoch),
            null,
            [new ExpectedCheck("swap", "no swap", new Place("swap.yaml", 1, 1))],
            "logs"
        );
        var boot = new BootVerdict(
            1,
            "",
            new TapReport(null, null, checks, [], true),
            [],
            [],
            DateTimeOffset.UnixEpoch,
            null,
            TimeSpan.Zero,
            "console.log",
            "verdict.tap"
        );
        return new RunRecorder("/reports", path => path)
            .Node(node, "worker", "", null, new NodeVerdict("n", 1, [boot]))
            .Boots[0];
    }
}
