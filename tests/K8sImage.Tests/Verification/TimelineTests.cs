using K8sImage.Findings;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

public sealed class TimelineTests
{
    private static readonly string[] Facts =
    [
        "InitRDTimestampMonotonic=4000000",
        "UserspaceTimestampMonotonic=9500000",
        "FinishTimestampMonotonic=58000000",
        """cloud-init={ "v1": { "init-local": { "start": 1795440020.5, "finished": 1795440024.0 }, "init": { "start": 1795440030, "finished": null } } }""",
        "checks-start=55.25",
        "checks-end=60.50",
        "clock=1795440060.500000000",
    ];

    [Fact]
    public void Stages_of_systemd_and_cloud_init_share_one_beginning() =>
        Assert.Equal(
            [
                new StageTime("kernel", 0, 4),
                new StageTime("initrd", 4, 9.5),
                new StageTime("systemd", 9.5, 58),
                new StageTime("cloud-init local", 20.5, 24),
                new StageTime("checks", 55.25, 60.5),
            ],
            Times(Facts)
        );

    [Fact]
    public void Newer_versions_of_cloud_init_count_from_the_start_themselves() =>
        Assert.Contains(
            new StageTime("cloud-init network", 20.5, 24),
            Times([
                .. Facts[..3],
                """cloud-init={ "v1": { "init": { "start": 20.5, "finished": 24 } } }""",
                .. Facts[4..],
            ])
        );

    [Fact]
    public void Without_an_initrd_the_kernel_lasts_until_systemd() =>
        Assert.Equal(
            new StageTime("kernel", 0, 9.5),
            Times(["InitRDTimestampMonotonic=0", .. Facts[1..]])[0]
        );

    [Theory]
    [InlineData("cloud-init={ cut")]
    [InlineData("cloud-init=[1]")]
    [InlineData("cloud-init={\"v1\":{\"init-local\":{\"start\":\"x\",\"finished\":1}}}")]
    public void Words_of_cloud_init_that_cannot_be_read_cost_its_stages_alone(string line) =>
        Assert.Equal(4, Times([.. Facts[..3], line, .. Facts[4..]]).Count);

    // A report could not be written with it: JSON has no such number.
    [Theory]
    [InlineData("checks-end=1e999")]
    [InlineData("checks-end=NaN")]
    public void A_time_that_is_no_number_is_no_stage(string line) =>
        Assert.DoesNotContain(Times([.. Facts[..5], line]), stage => stage.Name == "checks");

    private static IReadOnlyList<StageTime> Times(IEnumerable<string> facts)
    {
        var text = string.Concat(facts.Select(fact => $"# k8simage fact {fact}\n"));
        return TapParser.Parse(text, "n", "verdict.tap", new FindingCollection()).Times;
    }
}
