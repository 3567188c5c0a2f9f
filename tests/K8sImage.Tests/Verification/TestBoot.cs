using K8sImage.Verification;

namespace K8sImage.Tests.Verification;

/// <summary>A boot of which a test cares for its report alone.</summary>
internal static class TestBoot
{
    public static BootVerdict Of(TapReport report, int number = 1) =>
        new(
            number,
            "n",
            report,
            [],
            [],
            DateTimeOffset.UnixEpoch,
            TimeSpan.Zero,
            TimeSpan.Zero,
            "console.log",
            "verdict.tap"
        );
}
