using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>
/// One boot of a guest without serial ports. It switches itself off when it has judged itself, and what it says stands on its
/// disk: only from the outside it is seen that a machine like those of most people works.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class SilentBoot
{
    /// <summary>Waits until the guest has switched itself off.</summary>
    /// <param name="guest">The running guest.</param>
    /// <param name="plan">How long it may take.</param>
    /// <param name="name">Its node's name.</param>
    /// <param name="findings">Takes why there is no verdict.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether it has.</returns>
    public static async Task<bool> ToPowerOffAsync(
        Guest guest,
        MachinePlan plan,
        string name,
        FindingCollection findings,
        CancellationToken cancellation
    )
    {
        var place = new Place(name);
        try
        {
            var end = await guest.Ended.WaitAsync(plan.Longest, cancellation);
            if (end == GuestEnd.PowerOff)
            {
                return true;
            }
            findings.Add(
                VerificationRules.EndedEarly.At(
                    place,
                    $"the guest ended otherwise than by switching itself off ({end}): {guest.Said}",
                    "boot it with serial ports, and look at its console"
                )
            );
        }
        catch (TimeoutException)
        {
            findings.Add(
                VerificationRules.TooLate.At(
                    place,
                    $"the guest has not switched itself off after {plan.Longest.TotalMinutes:0} minutes",
                    "boot it with serial ports, and look at its console; a guest without them needs systemd 256 or later"
                )
            );
        }
        return false;
    }

    /// <summary>Copies the verdict from the guest's disk.</summary>
    /// <param name="disk">The disk of a guest that has ended.</param>
    /// <param name="work">Takes a raw copy of it.</param>
    /// <param name="verdictLog">Takes the verdict.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">The disk can't be read.</exception>
    public static async Task CopyVerdictAsync(
        string disk,
        TemporaryDirectory work,
        string verdictLog,
        CancellationToken cancellation
    )
    {
        var raw = work.File("silent.raw");
        var root = await RootFileSystem.OfDiskAsync(disk, raw, cancellation);
        var verdict = await root.ReadAsync(SwitchOff.VerdictLog, cancellation);
        File.Delete(raw);
        await File.WriteAllTextAsync(verdictLog, verdict, cancellation);
    }
}
