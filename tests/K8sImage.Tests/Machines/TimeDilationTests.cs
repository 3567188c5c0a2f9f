using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using K8sImage.Machines;
using Xunit;

namespace K8sImage.Tests.Machines;

public sealed class TimeDilationTests
{
    [Theory]
    [InlineData(Accelerator.Tcg, 3, 2, 3)]
    [InlineData(Accelerator.Tcg, 3, 4, 2)]
    [InlineData(Accelerator.Tcg, 3, 8, 1)]
    [InlineData(Accelerator.Tcg, 1, 2, 1)]
    [InlineData(Accelerator.Kvm, 9, 2, 1)]
    public void Guests_want_two_processors_each(
        Accelerator accelerator,
        int guests,
        int processors,
        int factor
    ) => Assert.Equal(factor, TimeDilation.FactorFor(accelerator, guests, processors));

    [Fact]
    public void A_factor_of_one_is_time_as_it_is() => Assert.Null(TimeDilation.Of(1));

    [Fact]
    public async Task Processes_of_one_epoch_have_one_time_whenever_they_start()
    {
        var dilation = TimeDilation.Of(4)!;
        var early = dilation.Environment(dilation.Epoch);
        var late = dilation.Environment(dilation.Epoch.AddSeconds(100));
        Assert.Equal("-0.000 x0.250000", early["FAKETIME"]);
        Assert.Equal("-75.000 x0.250000", late["FAKETIME"]);

        var before = DateTimeOffset.UtcNow;
        var shown = await DateAsync(late);
        var after = DateTimeOffset.UtcNow;
        Assert.InRange(shown, before.AddSeconds(-76), after.AddSeconds(-74));
    }

    [Fact]
    public async Task A_process_sees_its_seconds_last_longer()
    {
        var environment = TimeDilation.Of(4)!.Environment(DateTimeOffset.UtcNow);
        var started = DateTimeOffset.UtcNow;
        await Cli.Wrap("/bin/sleep")
            .WithArguments("0.5")
            .WithEnvironmentVariables(environment)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        // Its half second; a sleep is never shorter than it was asked to be.
        Assert.True(DateTimeOffset.UtcNow - started >= TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task Nothing_stays_of_a_process_that_was_killed()
    {
        using var kill = new CancellationTokenSource();
        var sleeping = Cli.Wrap("/bin/sleep")
            .WithArguments("100")
            .WithEnvironmentVariables(TimeDilation.Of(4)!.Environment(DateTimeOffset.UtcNow))
            .ExecuteAsync(kill.Token);
        string[] Left() => Directory.GetFiles("/dev/shm", $"*faketime_*_{sleeping.ProcessId}");
        while (Left().Length < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await sleeping);

        Assert.Equal(2, Left().Length);
        TimeDilation.Forget(sleeping.ProcessId);
        Assert.Empty(Left());
    }

    private static async Task<DateTimeOffset> DateAsync(
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var date = await Cli.Wrap("/bin/date")
            .WithArguments("+%s.%N")
            .WithEnvironmentVariables(environment)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return DateTimeOffset.UnixEpoch.AddSeconds(
            double.Parse(date.StandardOutput, CultureInfo.InvariantCulture)
        );
    }
}
