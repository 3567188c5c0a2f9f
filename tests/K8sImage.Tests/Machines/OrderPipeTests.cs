using K8sImage.Machines;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Machines;

public sealed class OrderPipeTests
{
    [Fact]
    public async Task A_reader_gets_each_line_and_sees_no_end_between_them()
    {
        using var directory = new TestDirectory();
        var stop = TestContext.Current.CancellationToken;
        await using var pipe = await OrderPipe.MakeAsync(directory["orders"], stop);
        using var reader = new StreamReader(
            new FileStream(
                directory["orders"],
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite,
                0
            )
        );
        await pipe.SendAsync("judge", stop);
        Assert.Equal("judge", await reader.ReadLineAsync(stop));
        await pipe.SendAsync("again", stop);
        Assert.Equal("again", await reader.ReadLineAsync(stop));
    }

    [Fact]
    public async Task Nobody_else_can_give_orders()
    {
        using var directory = new TestDirectory();
        await using var pipe = await OrderPipe.MakeAsync(
            directory["orders"],
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(directory["orders"])
        );
    }
}
