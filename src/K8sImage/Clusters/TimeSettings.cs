namespace K8sImage.Clusters;

/// <summary>Time zone and time synchronisation.</summary>
/// <param name="Zone">Name of the zone in the tz database.</param>
/// <param name="Server">Host name or address of an NTP server.</param>
/// <param name="Schedule">When cron steps the clock, as five crontab fields (crontab(5)).</param>
/// <param name="Method">What keeps the time: <c>cron</c>, <c>timesyncd</c> or <c>chrony</c>.</param>
public sealed record TimeSettings(string Zone, string Server, string Schedule, string Method)
{
    /// <summary>What <see cref="Method"/> may be.</summary>
    public static readonly IReadOnlyList<string> Methods = ["cron", "timesyncd", "chrony"];
}
