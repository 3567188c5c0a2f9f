using K8sImage.Machines;

namespace K8sImage.Tests.Targets;

/// <summary>Each target with all that it writes. A target that is not here makes <see cref="PlantedTests"/> fail.</summary>
internal static class Rounds
{
    private const string Home = TargetProject.Home;
    private const string Artifacts = TargetProject.Artifacts;
    private const string Images = Artifacts + "images/lab";
    private const string Verdicts = Artifacts + "verdicts/lab";
    private const string Disks = Artifacts + "disks/lab";

    // What a target may find where it looks for one file.
    private static readonly string[] InPlace =
    [
        "file",
        "link to a file",
        "dangling link",
        "directory",
        "pipe",
    ];

    /// <summary>The targets that write nothing.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfReaders = new Dictionary<
        string,
        string
    >(StringComparer.Ordinal)
    {
        ["CheckBundle"] = "CheckBundle --bundle artifacts/handover/lab",
        ["ChooseMachines"] = "ChooseMachines",
        ["Diff"] = "Diff",
        ["Prerequisites"] = "Prerequisites",
    };

    /// <summary>The targets that write.</summary>
    public static readonly Dictionary<string, Func<IEnumerable<Round>>> OfWriters = new(
        StringComparer.Ordinal
    )
    {
        [nameof(BakeImages)] = BakeImages,
        ["BakeDisks"] = () =>
            [
                Round.Of("BakeDisks", Disks, "worker.json", "worker-bake/seed.iso"),
                CachedBase.RoundsOf("BakeDisks", "debian-13-local").First(),
            ],
        ["Benchmark"] = () =>
            [Round.Of("Benchmark", Artifacts + "benchmarks", "results/seeds.csv", "run.log")],
        ["FaultInjection"] = () =>
            [
                Round.Of(
                    "FaultInjection",
                    Artifacts + "faults/lab",
                    "master-fault-01/boot1-console.log",
                    "master-fault-01/seed.iso"
                ),
                CachedBase.RoundsOf("FaultInjection", "debian-13-local").First(),
                .. ChangedDisk.RoundsOf("FaultInjection --disks"),
                .. Proxy("FaultInjection --disks"),
            ],
        ["Fuzz"] = () => [Round.Of("Fuzz", Artifacts + "fuzz", "1-2-lab.yaml", "1-2-lab.yaml.txt")],
        [nameof(HandOver)] = HandOver,
        ["HandOverMatrix"] = () =>
            [
                Baked("HandOverMatrix"),
                Round.Of("HandOverMatrix", Disks, "worker.json", "worker-bake/seed.iso"),
                Round.Of(
                    "HandOverMatrix",
                    Verdicts,
                    $"matrix/{Hardware.All[0].Name}/boot1-console.log",
                    $"matrix/{Hardware.All[0].Name}/boot1-verdict.tap"
                ),
            ],
        ["New"] = () =>
            InPlace.Select(what => new Round(
                "New --cluster lab2",
                new Thing(Home + "images/clusters/lab2.yaml", what)
            )),
        ["PackKubernetes"] = PackedPrograms.Rounds,
        ["Schemas"] = () =>
            [
                new Round(
                    "Schemas",
                    new(Home + "images/cluster.schema.json", "file"),
                    new(Home + "images/base.schema.json", "link to a file"),
                    new(Home + "cloud-init/step.schema.json", "dangling link"),
                    new(Home + "cloud-init/role.schema.json", "directory"),
                    new(Home + "cloud-init/cluster-check.schema.json", "pipe")
                ),
            ],
        ["Secrets"] = NamedSecrets.Rounds,
        ["Test"] = () =>
            [Round.Of("Test", Artifacts + "tests", "K8sImage.BootTests.xml", "totals.txt")],
        ["TestBoots"] = () =>
            [Round.Of("TestBoots", Artifacts + "tests", "K8sImage.BootTests.xml", "totals.txt")],
        ["Validate"] = () =>
            [
                .. InPlace.Select(what => new Round(
                    "Validate --report report.txt",
                    new Thing(Home + "report.txt", what)
                    {
                        NamedAs = what == "directory" ? "--report" : null,
                    }
                )),
                new Round(
                    "Validate --report images/clusters/lab.yaml",
                    new Thing(Home + "images/clusters/lab.yaml", "changed")
                ),
            ],
        ["VerifyCluster"] = () =>
            [
                Baked("VerifyCluster --level nodes"),
                Verified("VerifyCluster --level nodes", Verdicts),
                CachedBase.RoundsOf("VerifyCluster --level nodes", "debian-13-local").First(),
                .. ChangedDisk.RoundsOf("VerifyCluster --level nodes"),
            ],
        [nameof(VerifyImages)] = VerifyImages,
    };

    /// <summary>Things that are not ours in each directory that any target writes.</summary>
    public static IReadOnlyList<Thing> Everywhere { get; } =
    [
        .. ((string[])["disks", "faults", "handover", "images", "verdicts"])
            .Select(output => $"{Artifacts}{output}/lab")
            .Concat(
                ((string[])["benchmarks", "fuzz", "kubernetes/1.33.13", "tests"]).Select(output =>
                    Artifacts + output
                )
            )
            .Concat(
                ((string[])["bases", "kubernetes", "packages"]).Select(cache =>
                    TargetProject.Cache + cache
                )
            )
            .SelectMany(directory => Round.In(directory, Round.Kinds)),
        new(Home + ".nuke/build.schema.json", "link to a file"),
        new(Home + ".nuke/temp/build-attempt.log", "link to a file"),
    ];

    private static IEnumerable<Round> BakeImages() =>
        [
            Round.Of(
                "BakeImages",
                Images,
                "master/user-data",
                "master/seed.iso",
                project => RunAsync(project, "BakeImages")
            ),
            Round.Of("BakeImages --output out", Home + "out/lab", "master/user-data", "README"),
            new("BakeImages", new Thing(Artifacts + "images/.lab.record", "file")),
            new("BakeImages", new Thing(Artifacts + "images/.lab.record", "dangling link")),
            new("BakeImages", new Thing(Artifacts + "images/.lab.lock", "link to a file")),
            new("BakeImages", Round.In(Artifacts + "images", Round.Kinds).ToArray())
            {
                IsInTheWay = false,
            },
        ];

    private static IEnumerable<Round> HandOver() =>
        [
            Baked("HandOver --unverified"),
            Round.Of(
                "HandOver --unverified",
                Artifacts + "handover/lab",
                "index.html",
                "master/lab-master-seed.iso"
            ),
            new("HandOver --unverified", new Thing(Artifacts + "handover/lab.zip", "changed"))
            {
                Before = project => RunAsync(project, "HandOver --unverified"),
            },
            new(
                "HandOver --unverified",
                [
                    .. Round.In(Artifacts + "handover", Round.Kinds),
                    .. Round.In(Verdicts, Round.Kinds),
                    .. Round.In(Disks, Round.Kinds),
                ]
            )
            {
                IsInTheWay = false,
            },
        ];

    private static IEnumerable<Round> VerifyImages() =>
        [
            Baked("VerifyImages"),
            Verified("VerifyImages", Verdicts),
            Verified(
                "VerifyImages --base debian-13-local debian-14-local",
                Verdicts + "@debian-14-local"
            ),
            .. CachedBase.RoundsOf("VerifyImages", "debian-13-local"),
            .. CachedBase.RoundsOf("VerifyImages --base ubuntu-24.04", "ubuntu-24.04"),
            new(
                "VerifyImages",
                new Thing(CachedBase.PathOf("debian-13-local") + ".lock", "link to a file")
            ),
            new("VerifyImages", new Thing(CachedBase.Bases, "file")),
            new("VerifyImages", new Thing(CachedBase.PathOf("debian-13-local"), "changed"))
            {
                Before = project =>
                {
                    CachedBase.Put(project, "debian-13-local");
                    return Task.CompletedTask;
                },
            },
            .. ChangedDisk.RoundsOf("VerifyImages --disks"),
            .. Proxy("VerifyImages --disks"),
        ];

    // Targets that bake first end with the bake.
    private static Round Baked(string command) =>
        Round.Of(command, Images, "master/user-data", "master/seed.iso");

    // What an earlier run has said on the first base stays, whatever the second one's directory holds.
    private static Round Verified(string command, string verdicts) =>
        Round.Of(
            command,
            verdicts,
            "master/boot1-console.log",
            "report.html",
            project =>
            {
                foreach (var directory in ((string[])[Verdicts, verdicts]).Distinct())
                {
                    project.Own(directory, "master/boot1-console.log", "report.html");
                }
                return Task.CompletedTask;
            }
        );

    // Without a golden disk nothing is booted, and that is said when the servers run.
    private static IEnumerable<Round> Proxy(string command) =>
        [
            new(
                $"{command} --base-image disk.raw --mirror http://127.0.0.1:1/debian",
                Round.In(TargetProject.Cache + "packages", Round.Kinds).ToArray()
            )
            {
                Before = project =>
                    File.WriteAllBytesAsync(
                        project[Home + "disk.raw"],
                        [.. new byte[510], 0x55, 0xAA]
                    ),
                IsInTheWay = false,
                EndsWith = "K8S753",
            },
        ];

    private static async Task RunAsync(TargetProject project, string command) =>
        (await project.RunAsync(command)).EnsureSuccess();
}
