using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>Saves a held guest, and resumes it as the machine of one node.</summary>
[SupportedOSPlatform("linux")]
internal static class GuestState
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Empties the CD-ROM drive, writes the guest's state to a file and ends QEMU.</summary>
    /// <exception cref="FindingException">QEMU can't save it.</exception>
    public static async Task SaveAsync(QmpClient qmp, string path, CancellationToken cancellation)
    {
        await qmp.ExecuteAsync(
            "eject",
            new JsonObject { ["id"] = QemuCommandLine.Cd, ["force"] = true },
            cancellation
        );
        await qmp.ExecuteAsync("stop", null, cancellation);
        await qmp.ExecuteAsync("migrate", Uri(path), cancellation);
        await CompletedAsync(qmp, cancellation);
    }

    /// <summary>Loads a state, puts the node's seed and card in, and lets the guest run.</summary>
    /// <exception cref="FindingException">QEMU can't load it.</exception>
    public static async Task ResumeAsync(
        QmpClient qmp,
        MachineSettings settings,
        CancellationToken cancellation
    )
    {
        await qmp.ExecuteAsync("migrate-incoming", Uri(settings.Resumes!.State), cancellation);
        await CompletedAsync(qmp, cancellation);
        if (settings.SeedIso is { } seed)
        {
            await qmp.ExecuteAsync(
                "blockdev-change-medium",
                new JsonObject
                {
                    ["id"] = QemuCommandLine.Cd,
                    ["filename"] = seed,
                    ["format"] = "raw",
                    ["read-only-mode"] = "read-only",
                },
                cancellation
            );
        }
        if (settings.NetworkCard is { } card)
        {
            await qmp.ExecuteAsync(
                "device_add",
                new JsonObject
                {
                    ["driver"] = Hardware.VirtioCard,
                    ["id"] = "card",
                    ["netdev"] = QemuCommandLine.Network,
                    ["mac"] = card.Mac,
                    ["bus"] = card.Slot,
                },
                cancellation
            );
        }
        await qmp.ExecuteAsync("cont", null, cancellation);
    }

    private static JsonObject Uri(string path) => new() { ["uri"] = "file:" + path };

    private static async Task CompletedAsync(QmpClient qmp, CancellationToken cancellation)
    {
        while (true)
        {
            var said = await qmp.ExecuteAsync("query-migrate", null, cancellation);
            switch (said?["status"]?.GetValue<string>())
            {
                case "completed":
                    return;
                case "failed" or "cancelled":
                    throw new FindingException(
                        MachineRules.NoSnapshot.At(
                            new Place("qemu"),
                            $"QEMU can't move the guest's state: {said["error-desc"]?.GetValue<string>() ?? "it does not say why"}",
                            "leave --fast out"
                        )
                    );
            }
            await Task.Delay(Interval, cancellation);
        }
    }
}
