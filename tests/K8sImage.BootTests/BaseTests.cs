using K8sImage.Bases;
using Xunit;

namespace K8sImage.BootTests;

public sealed class BaseTests(LocalBase local)
{
    [Fact]
    public async Task The_base_is_a_qcow2_whose_digest_is_the_files()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var stream = File.OpenRead(local.Disk.Path);
        var magic = new byte[4];
        await stream.ReadExactlyAsync(magic, stop);
        Assert.Equal([(byte)'Q', (byte)'F', (byte)'I', 0xFB], magic);
        Assert.Equal(await BaseCache.HashAsync(local.Disk.Path, stop), local.Disk.Digest);
    }

    [Fact]
    public void Nobody_may_write_to_the_base()
    {
        var mode = File.GetUnixFileMode(local.Disk.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, mode);
    }

    [Fact]
    public void The_versions_of_all_packages_stand_beside_the_disk()
    {
        var packages = File.ReadAllLines(local.Disk.Path + ".packages");
        foreach (var name in LocalBase.Description.Packages)
        {
            Assert.Contains(
                packages,
                line =>
                    line.StartsWith(name + "\t", StringComparison.Ordinal)
                    || line.StartsWith(name + ":amd64\t", StringComparison.Ordinal)
            );
        }
    }
}
