using K8sImage.Bases;
using K8sImage.Findings;
using K8sImage.Reports;
using K8sImage.Tests.Tools;
using K8sImage.Verification;

namespace K8sImage.Tests.Reports;

/// <summary>Runs as the verification would have made them, with their logs in a directory that goes with the test.</summary>
internal sealed class TestRuns : IDisposable
{
    /// <summary>What a guest says that wants to be markup, and more.</summary>
    public const string Nasty =
        "</script><img src=x onerror=alert(1)> | `x` [l](http://e.org) \u001B[31mred\u001B[0m \0 \u202E \uD83D\uDE00\nsecond {{ line }}";

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 15, 10, 0, TimeSpan.Zero);

    private static readonly ExpectedCheck[] Checks =
    [
        new(
            "hostname",
            "the host name is the node's",
            new Place("cloud-init/steps/hostname.yaml", 9, 5)
        ),
        new("sysctl", "IPv4 forwarding is on", new Place("cloud-init/steps/sysctl.yaml", 17, 5))
        {
            ValuePlaces = [new Place("images/clusters/lab.yaml", 7, 12)],
        },
        new(
            "sysctl",
            "bridged traffic passes iptables",
            new Place("cloud-init/steps/sysctl.yaml", 21, 5)
        ),
        new("swap", "no swap is active", new Place("cloud-init/steps/swap.yaml", 22, 5)),
    ];

    private readonly TestDirectory _directory = new();
    private readonly RunRecorder _recorder;

    public TestRuns() => _recorder = new RunRecorder(Directory, path => path);

    /// <summary>The report's directory.</summary>
    public string Directory => _directory.Path;

    /// <summary>All by their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["green", "red"];

    public VerificationRun this[string name] => name == "green" ? Green() : Red();

    /// <summary>Two nodes that have passed, one of them with an odd line on its console.</summary>
    public VerificationRun Green() =>
        Run(
            "debian-13-local",
            [],
            [
                Node("k8s-master", 10, Boot(1, "k8s-master"), Boot(2, "k8s-master")),
                Node("k8s-node1", 11, Boot(1, "k8s-node1", Odd), Boot(2, "k8s-node1")),
            ]
        );

    /// <summary>One node that has passed, one with a failed check, one whose verdict was cut, one that was not booted.</summary>
    public VerificationRun Red() =>
        Run(
            "ubuntu-24.04",
            ["kubelet", "kubernetes-packages"],
            [
                Node("k8s-master", 10, Boot(1, "k8s-master"), Boot(2, "k8s-master")),
                Node("k8s-node1", 11, Boot(1, "k8s-node1", Failed), Boot(2, "k8s-node1", Failed)),
                Node("k8s-node2", 12, Boot(1, "k8s-node2", Cut)),
                new NodeRun("k8s-node3", "worker", "192.168.218.13", 2),
            ]
        ) with
        {
            Servers = ["packages.example.org:80"],
        };

    public void Dispose() => _directory.Dispose();

    private static VerificationRun Run(string clusterBase, string[] off, NodeRun[] nodes) =>
        new()
        {
            ToolVersion = "0.1.0",
            Cluster = "lab",
            ClusterFile = "images/clusters/lab.yaml",
            ClusterBase = clusterBase,
            Base = new RunBase(
                "debian-13-local",
                "Debian 13, built on this machine",
                new string('b', 64),
                Start.AddDays(-1)
            ),
            Machine = new RunMachine("10.0.2", "tcg", 2048, 1, 2),
            Started = Start,
            Seconds = 372.4,
            StepsOff = off,
            Findings =
            [
                new(
                    new Place("/usr/bin/qemu-system-x86_64"),
                    Severity.Warning,
                    "K8S502",
                    "this is old",
                    "install QEMU 10"
                ),
            ],
            Nodes = nodes,
        };

    private NodeRun Node(string name, int last, params BootVerdict[] boots) =>
        _recorder.Node(
            new NodeUnderTest(
                name,
                $"/srv/images/lab/{name}/seed.iso",
                $"k8s-{name}",
                new BaseDisk("b", "B", "b.qcow2", "qcow2", new string('b', 64), Start),
                null,
                Checks,
                _directory[name]
            ),
            last == 10 ? "control-plane" : "worker",
            $"192.168.218.{last}",
            new string('a', 64),
            new NodeVerdict(name, 2, boots)
        );

    private BootVerdict Boot(
        int number,
        string node,
        Func<BootVerdict, string, BootVerdict>? change = null
    )
    {
        var verdict = new BootVerdict(
            number,
            "0123456789abcdef",
            new TapReport(
                new TapHeader("0123456789abcdef", $"boot-id-{number}", $"k8s-{node}", node),
                Checks.Length,
                [
                    .. Checks.Select(
                        (check, i) => new CheckResult(i + 1, check.Step, check.Name, true, i + 4)
                    ),
                ],
                [],
                true
            )
            {
                Times =
                [
                    new StageTime("kernel", 0, 4.812),
                    new StageTime("systemd", 4.812, 21.5),
                    new StageTime("cloud-init network", 30.25, 42),
                    new StageTime("checks", 61, 69.5),
                ],
            },
            [],
            [],
            Start.AddSeconds(100 * (number - 1)),
            TimeSpan.FromSeconds(81.26),
            TimeSpan.FromSeconds(92),
            "",
            ""
        );
        const string Log =
            "[    0.000000] Linux version 6.12\r\n[    1.0] \u001B[0;32mOK\u001B[0m Reached <b>target</b>\r\nblk_update_request: I/O error, dev fd0, sector 0\n";
        var path = _directory.Write($"{node}/boot{number}-console.log", Log);
        return (change ?? ((same, _) => same))(verdict, path) with
        {
            Harmless =
            [
                new HarmlessHit(
                    3,
                    "blk_update_request: I/O error, dev fd0, sector 0",
                    "the floppy drive is empty"
                ),
            ],
            ConsoleLog = path,
            VerdictLog = _directory[$"{node}/boot{number}-verdict.tap"],
        };
    }

    private static BootVerdict Odd(BootVerdict boot, string log) =>
        WithLine(boot, log, "watchdog: BUG: soft lockup - CPU#0 stuck");

    private static BootVerdict Failed(BootVerdict boot, string log)
    {
        var checks = boot.Report.Checks.ToArray();
        checks[1] = checks[1] with
        {
            Passed = false,
            Diagnostic = new CheckDiagnostic(
                "sysctl -n net.ipv4.ip_forward",
                "1",
                Nasty,
                "look for a later file in /etc/sysctl.d"
            ),
        };
        var failed = boot with { Report = boot.Report with { Checks = checks } };
        return failed with { Findings = Judged(failed) };
    }

    // The kernel stops after the second check.
    private static BootVerdict Cut(BootVerdict boot, string log)
    {
        var cut = WithLine(
            boot with
            {
                ToVerdict = null,
                Report = boot.Report with
                {
                    Checks = [.. boot.Report.Checks.Take(2)],
                    IsEnded = false,
                    Times = [],
                },
            },
            log,
            "Kernel panic - not syncing: <i>Fatal</i> exception"
        );
        return cut with
        {
            Findings =
            [
                .. cut.Findings,
                VerificationRules.NoVerdict.At(
                    new Place(log, 4),
                    "no verdict: the kernel has stopped",
                    "nothing runs any more"
                ),
            ],
        };
    }

    private static BootVerdict WithLine(BootVerdict boot, string log, string line)
    {
        File.AppendAllText(log, line + "\n");
        var scanner = new ConsoleScanner();
        scanner.Add(File.ReadAllText(log));
        var findings = new FindingCollection();
        VerdictJudge.JudgeConsole(scanner.Hits, log, findings);
        return boot with { Console = scanner.Hits, Findings = [.. findings] };
    }

    private static Finding[] Judged(BootVerdict boot)
    {
        var findings = new FindingCollection();
        var node = new NodeUnderTest(
            "n",
            null,
            "",
            new BaseDisk("b", "B", "b", "raw", "", Start),
            null,
            Checks,
            ""
        );
        VerdictJudge.JudgeChecks(boot.Report, node, "verdict.tap", findings);
        return [.. findings];
    }
}
