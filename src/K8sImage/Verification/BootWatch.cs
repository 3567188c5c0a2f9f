using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>Watches one boot until there is a verdict, or until it is clear that none will come.</summary>
/// <param name="plan">The limits.</param>
/// <param name="guest">The running guest.</param>
/// <param name="consoleLog">Its console.</param>
/// <param name="verdictLog">Its verdict.</param>
/// <param name="firmwareLog">Its firmware's words.</param>
/// <param name="disk">Its disk.</param>
/// <param name="findings">Takes why the boot ended early.</param>
[SupportedOSPlatform("linux")]
internal sealed class BootWatch(
    MachinePlan plan,
    Guest guest,
    string consoleLog,
    string verdictLog,
    string firmwareLog,
    string disk,
    FindingCollection findings
)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // A login prompt without a word of cloud-init: it was not started. Its first words may come a little later than the
    // prompt, for both are started at about the same time.
    private static readonly TimeSpan AfterLogin = TimeSpan.FromMinutes(2);

    // SeaBIOS, src/boot.c.
    private const string NoDevice = "No bootable device.";

    private readonly LogTail _console = new(consoleLog);
    private readonly LogTail _verdict = new(verdictLog);
    private readonly LogTail _firmware = new(firmwareLog);
    private TimeSpan _lastWord;
    private TimeSpan? _login;
    private (TimeSpan At, ConsoleHit Hit)? _fatal;

    /// <summary>What the console said.</summary>
    public ConsoleScanner Scanner { get; } = new();

    /// <summary>Text of the verdict.</summary>
    public string Verdict => _verdict.Text;

    /// <summary>Watches until the verdict's end line or an early end.</summary>
    /// <param name="elapsed">Time since the start.</param>
    /// <param name="report">Is told stage, checks done, checks planned and checks failed, when they change.</param>
    /// <param name="cancellation">Ends the watch.</param>
    /// <returns>Time from the start to the end line; null, with a finding, if none came.</returns>
    public async Task<TimeSpan?> ToVerdictAsync(
        Func<TimeSpan> elapsed,
        Action<string, TapCount> report,
        CancellationToken cancellation
    )
    {
        var count = new TapCount();
        while (true)
        {
            var hasEnded = guest.Ended.IsCompleted;
            var now = elapsed();
            var spoken = _verdict.ReadNew();
            count = count.Add(spoken);
            if (ReadConsole() || spoken.Length > 0)
            {
                _lastWord = now;
            }
            report(count.Planned > 0 ? "checks" : Scanner.Stage, count);
            if (count.IsEnded)
            {
                return now;
            }
            if (EarlyEnd(now, hasEnded) is { } why)
            {
                findings.Add(why);
                return null;
            }
            await Task.Delay(Interval, cancellation);
        }
    }

    /// <summary>Reads the logs to their end, after the guest's.</summary>
    public void Finish()
    {
        _verdict.ReadNew();
        ReadConsole();
        Scanner.Finish();
    }

    private bool ReadConsole()
    {
        var text = _console.ReadNew();
        Scanner.Add(text);
        return text.Length > 0;
    }

    private Finding? EarlyEnd(TimeSpan now, bool hasEnded)
    {
        _login ??= Scanner.HasLogin ? now : null;
        _fatal ??= Scanner.Hits.FirstOrDefault(hit => hit.Pattern.EndsAfter is not null) is { } hit
            ? (now, hit)
            : null;
        if (hasEnded)
        {
            return Ended(guest.Ended.Result);
        }
        if (_fatal is { } fatal && now - fatal.At > fatal.Hit.Pattern.EndsAfter)
        {
            // The line itself becomes a finding with all other lines of the console.
            return VerificationRules.NoVerdict.At(
                new Place(consoleLog, fatal.Hit.Line),
                $"no verdict: {fatal.Hit.Pattern.Description}",
                fatal.Hit.Pattern.Reason
            );
        }
        if (guest.IsDiskFull || FreeSpace() < plan.LeastFree)
        {
            return MachineRules.DiskFull.At(
                new Place(Path.GetDirectoryName(disk) ?? disk),
                "there is no room left for the guest's disk and logs",
                $"free {plan.LeastFree / (1024 * 1024)} MiB and more, or set TMPDIR to a directory on a larger disk"
            );
        }
        _firmware.ReadNew();
        if (Scanner.Lines == 0 && _firmware.Text.Contains(NoDevice, StringComparison.Ordinal))
        {
            return VerificationRules.NoBootDevice.At(
                new Place(firmwareLog),
                "the firmware finds nothing to boot from",
                "the base's disk has no boot loader for a machine with a BIOS"
            );
        }
        if (_login is { } login && !Scanner.HasCloudInit && now - login > AfterLogin)
        {
            return VerificationRules.NoSeed.At(
                new Place(consoleLog),
                "the system is up, and cloud-init has not said a word",
                "it found no medium with the label cidata and a meta-data file, and stayed off (ds-identify)"
            );
        }
        if (now > plan.Longest)
        {
            return VerificationRules.TooLate.At(
                new Place(consoleLog),
                $"no verdict after {plan.Longest.TotalMinutes:0} minutes; {Last()}",
                "look at the end of the console's log"
            );
        }
        if (now - _lastWord > plan.LongestSilence)
        {
            return Scanner.Lines == 0
                ? VerificationRules.NoBootDevice.At(
                    new Place(consoleLog),
                    "the guest has not said a word",
                    "the base's disk has no boot loader for this machine, or one that does not use the serial port"
                )
                : VerificationRules.Silent.At(
                    new Place(consoleLog),
                    $"the guest has not said a word for {plan.LongestSilence.TotalMinutes:0} minutes; {Last()}",
                    "look at the end of the console's log"
                );
        }
        return null;
    }

    private Finding Ended(GuestEnd end) =>
        end == GuestEnd.Died
            ? MachineRules.QemuDied.At(
                new Place("qemu"),
                $"QEMU ended: {guest.Said}",
                "try again; if it stays, try another version of QEMU"
            )
            : VerificationRules.EndedEarly.At(
                new Place(consoleLog),
                $"the guest {(end == GuestEnd.Restart ? "restarted" : "switched itself off")} before its verdict; {Last()}",
                "look at the end of the console's log"
            );

    private long FreeSpace() =>
        Math.Min(
            new DriveInfo(Path.GetDirectoryName(disk)!).AvailableFreeSpace,
            new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(consoleLog))!).AvailableFreeSpace
        );

    private string Last()
    {
        var lines = _console
            .Text.Split('\n')
            .Select(line => ConsoleScanner.Plain(line).Trim())
            .Where(line => line.Length > 0)
            .TakeLast(3);
        return $"its last lines: {string.Join(" / ", lines)}";
    }
}
