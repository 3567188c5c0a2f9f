using System.Text.Json;
using K8sImage.Machines;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Machines;

public sealed class OverlayDiskTests : IDisposable
{
    private const long GiB = 1L << 30;

    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData(1, 2 * GiB)]
    [InlineData(3, 3 * GiB)]
    public async Task An_overlay_is_as_large_as_asked_and_never_smaller_than_its_base(
        int asked,
        long size
    )
    {
        var (disk, overlay) = (_directory["base"], _directory["overlay"]);
        await using (var file = File.Create(disk))
        {
            file.SetLength(2 * GiB);
        }

        await OverlayDisk.CreateAsync(
            overlay,
            disk,
            "raw",
            asked,
            TestContext.Current.CancellationToken
        );

        var info = await ExternalTool.Run("qemu-img", "info", "--output=json", overlay);
        using var json = JsonDocument.Parse(info.EnsureSuccess().Text);
        Assert.Equal(size, json.RootElement.GetProperty("virtual-size").GetInt64());
    }

    public void Dispose() => _directory.Dispose();
}
