using K8sImage.Bases;
using K8sImage.Disks;
using K8sImage.Machines.Services;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Disks;

/// <summary>Which golden disk is of the files as they are, without a guest.</summary>
public sealed class GoldenDiskTests : IDisposable
{
    private static readonly BaseDisk Base = new(
        "b",
        "B",
        "b.qcow2",
        "qcow2",
        new string('b', 64),
        DateTimeOffset.UnixEpoch
    );

    // What stands for it need not be a disk's: it is told from others by its instance-id.
    private static readonly NodeConfiguration Worker = TestSeeds.Compose("lab")[1];

    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task A_disk_is_found_by_its_inputs()
    {
        await using var none = await ServicesAsync(null);
        Assert.Null(Find(none, Base));
        Keep(repository: null);
        Assert.Equal("worker", Find(none, Base)!.Role);
        Assert.Null(Find(none, Base with { Digest = new string('c', 64) }));
        File.Delete(Find(none, Base)!.Disk.Path);
        Assert.Null(Find(none, Base));
    }

    [Fact]
    public async Task A_disk_is_found_without_the_repository_that_it_was_baked_with_and_not_with_another()
    {
        _directory.Write("same/Release", "one\n");
        _directory.Write("other/Release", "two\n");
        await using var none = await ServicesAsync(null);
        await using var same = await ServicesAsync(_directory["same"]);
        await using var other = await ServicesAsync(_directory["other"]);
        Keep(same.RepositoryDigest);
        Assert.NotNull(Find(none, Base));
        Assert.NotNull(Find(same, Base));
        Assert.Null(Find(other, Base));
    }

    [Fact]
    public void Licences_are_those_of_the_disk_and_no_link_leads_out_of_it()
    {
        const string Copyright = "Format: x/copyright-format/1.0/\nLicense: ";
        _directory.Write("doc/a/copyright", Copyright + "A\n");
        _directory.Write("doc/b/a/copyright", Copyright + "of a directory below\n");
        _directory.Write("outside/copyright", Copyright + "of this machine\n");
        Directory.CreateSymbolicLink(_directory["doc/c"], _directory["outside"]);
        Directory.CreateDirectory(_directory["doc/d"]);
        File.CreateSymbolicLink(_directory["doc/d/copyright"], _directory["outside/copyright"]);
        Directory.CreateDirectory(_directory["doc/e"]);
        File.CreateSymbolicLink(_directory["doc/e/copyright"], _directory["nothing"]);
        Assert.Equal(["A"], Assert.Single(Licences.Read(_directory["doc"])).Value);
    }

    public void Dispose() => _directory.Dispose();

    private GoldenDisk? Find(GuestServices services, BaseDisk disk) =>
        DiskBaker.Find(_directory.Path, Worker, disk, services);

    private void Keep(string? repository)
    {
        var id = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(Worker).InstanceId;
        var record = new DiskRecord(
            "worker",
            DiskBaker.KeyOf(id, Base, repository),
            Base.Name,
            Base.Digest,
            repository,
            [],
            new string('d', 64),
            4,
            []
        );
        var path = DiskRecord.PathOf(_directory.Path, "worker");
        File.WriteAllText(record.Path(path), "disk");
        record.Write(path);
    }

    private Task<GuestServices> ServicesAsync(string? repository) =>
        GuestServices.StartAsync(
            ClusterText.Read(
                "kubernetes: { version: 1.35.0, repository: 'http://packages.example.org/deb/' }"
            ),
            repository,
            new Dictionary<string, string>(),
            _directory["cache"],
            TestContext.Current.CancellationToken
        );
}
