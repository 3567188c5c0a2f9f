using System.Security.Cryptography;
using System.Text.Json;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds;
using K8sImage.Tests.Tools;
using K8sImage.Verification;
using Serilog.Core;
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

    private static readonly Cluster Cluster = ClusterText.Read(
        "kubernetes: { version: 1.35.0, repository: 'http://packages.example.org/deb/' }"
    );

    private readonly TestDirectory _directory = new();
    private readonly OwnedOutput _output;

    public GoldenDiskTests() => _output = OwnedOutput.Open(_directory.Path, "disks", owner: null);

    [Fact]
    public async Task A_disk_is_found_by_its_inputs()
    {
        await using var none = await ServicesAsync(null);
        Assert.Null(Find(none, Base));
        Keep(repository: null);
        Assert.Equal("worker", Find(none, Base)!.Record.Role);
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
    public async Task A_disk_that_has_changed_since_it_was_baked_is_not_used()
    {
        await using var none = await ServicesAsync(null);
        Keep(repository: null);
        var path = Find(none, Base)!.Disk.Path;
        // A machine that was started on the disk itself.
        await File.AppendAllTextAsync(path, "!", Stop);
        var refused = Assert.Throws<FindingException>(() => Find(none, Base));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal((path, FileRules.NotAsWritten.Code), (finding.Place.File, finding.Code));
    }

    [Fact]
    public async Task A_copy_is_written_once_and_its_sum_stands_beside_it()
    {
        var golden = await RealAsync();
        foreach (var format in Enum.GetValues<CopyFormat>())
        {
            var copy = await DiskCopy.WriteAsync(golden, format, _output, Stop);
            Assert.True(copy.IsNew);
            var sums = await ExternalTool.Run(
                "sh",
                "-c",
                $"cd '{_output.Directory}' && sha256sum -c '{Path.GetFileName(copy.Path)}.sha256'"
            );
            sums.EnsureSuccess();
            var info = await ExternalTool.Run("qemu-img", "info", "--output=json", copy.Path);
            using var json = JsonDocument.Parse(info.EnsureSuccess().Text);
            Assert.Equal(
                format.ToString(),
                json.RootElement.GetProperty("format").GetString(),
                ignoreCase: true
            );
            var same = await ExternalTool.Run("qemu-img", "compare", copy.Path, golden.Disk.Path);
            same.EnsureSuccess();
            var again = await DiskCopy.WriteAsync(golden, format, _output, Stop);
            Assert.Equal(copy with { IsNew = false }, again);
        }
    }

    [Fact]
    public async Task Another_compression_is_no_other_disk_and_its_copies_go_with_the_old_file()
    {
        var golden = await RealAsync();
        var copy = await DiskCopy.WriteAsync(golden, CopyFormat.Vdi, _output, Stop);
        await using var none = await ServicesAsync(null);
        var baker = Baker(DiskCompression.Zlib);

        var again = await baker.BakeAsync(Cluster, Worker, Base, none, progress: null, Stop);

        Assert.True(again.IsNew);
        Assert.Equal(golden.Disk.Path, again.Disk.Path);
        Assert.Equal(golden.Record.Key, again.Record.Key);
        Assert.NotEqual(golden.Record.Sha256, again.Record.Sha256);
        Assert.False(File.Exists(copy.Path));
        var info = await ExternalTool.Run("qemu-img", "info", again.Disk.Path);
        Assert.Contains("compression type: zlib", info.Text, StringComparison.Ordinal);
        Assert.False(
            (await baker.BakeAsync(Cluster, Worker, Base, none, progress: null, Stop)).IsNew
        );
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

    public void Dispose()
    {
        _output.Dispose();
        _directory.Dispose();
    }

    private GoldenDisk? Find(GuestServices services, BaseDisk disk) =>
        DiskBaker.Find(_output.Directory, Worker, disk, services.RepositoryDigest);

    private DiskBaker Baker(DiskCompression compression) =>
        new(
            new MachinePlan(new Qemu("none", new Version(10, 0)), Accelerator.Tcg),
            _output,
            compression,
            Logger.None
        );

    // A disk of a few megabytes in the place of one that a guest was baked on.
    private async Task<GoldenDisk> RealAsync()
    {
        Keep(repository: null);
        await using var none = await ServicesAsync(null);
        var path = Find(none, Base)!.Disk.Path;
        var raw = _directory["raw"];
        await File.WriteAllBytesAsync(
            raw,
            [.. Enumerable.Range(0, 4 << 20).Select(i => (byte)(i / 100))],
            Stop
        );
        (await ExternalTool.Run("qemu-img", "convert", "-O", "qcow2", raw, path)).EnsureSuccess();
        var record = DiskRecord.PathOf(_output.Directory, "worker");
        (DiskRecord.Read(record)! with { Sha256 = FileDigest.Sha256Of(path) }).Write(record);
        return Find(none, Base)!;
    }

    private void Keep(string? repository)
    {
        var id = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(Worker).InstanceId;
        var record = new DiskRecord(
            "worker",
            DiskBaker.KeyOf(id, Base, repository),
            Base.Name,
            Base.Digest,
            repository,
            "debian",
            "13",
            [],
            DiskCompression.Zstd,
            Convert.ToHexStringLower(SHA256.HashData("disk"u8)),
            4,
            []
        );
        var path = DiskRecord.PathOf(_output.Directory, "worker");
        _output.Claim(["worker.json", Path.GetFileName(record.Path(path))]);
        Directory.CreateDirectory(_output.Directory);
        File.WriteAllText(record.Path(path), "disk");
        record.Write(path);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<GuestServices> ServicesAsync(string? repository) =>
        GuestServices.StartAsync(
            Cluster,
            repository,
            new Dictionary<string, string>(),
            [],
            _directory["cache"],
            TestContext.Current.CancellationToken
        );
}
