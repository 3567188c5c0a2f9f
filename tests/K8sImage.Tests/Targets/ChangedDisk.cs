using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Steps;

namespace K8sImage.Tests.Targets;

/// <summary>A golden disk in a <see cref="TargetProject"/> that is of the files as they are: a few bytes, which nothing boots.</summary>
internal static class ChangedDisk
{
    private const string Role = "control-plane";
    private const string Directory = TargetProject.Artifacts + "disks/lab";

    // A path that is known beforehand: the key is that of the inputs, and its beginning is part of the name.
    public static IEnumerable<Round> RoundsOf(string command)
    {
        using var project = new TargetProject();
        var path = Put(project);
        yield return new Round(command, new Thing(path, "changed"))
        {
            Before = each =>
            {
                Put(each);
                return Task.CompletedTask;
            },
        };
    }

    private static string Put(TargetProject project)
    {
        var disk = CachedBase.Put(project, "debian-13-local");
        var findings = new FindingCollection();
        var cluster = ClusterReader.ReadFile(project.ClusterFile, "lab.yaml", findings)!;
        var steps = StepLibrary.Read(
            [project[TargetProject.Home + "cloud-init"]],
            path => path,
            findings
        );
        var seed = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(
            new Composer(cluster, steps, findings).ComposeDisk(Role)
        );
        var record = new DiskRecord(
            Role,
            DiskBaker.KeyOf(seed.InstanceId, disk, repository: null),
            disk.Name,
            disk.Digest,
            RepositorySha256: null,
            "debian",
            "13",
            [],
            DiskCompression.Zstd,
            disk.Digest,
            Size: 4,
            []
        );
        var beside = DiskRecord.PathOf(project[Directory], Role);
        var name = Path.GetFileName(record.Path(beside));
        project.Write($"{Directory}/{name}", "disk");
        record.Write(beside);
        return $"{Directory}/{name}";
    }
}
