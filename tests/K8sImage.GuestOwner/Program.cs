using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;

[assembly: SupportedOSPlatform("linux")]

// Starts a guest with an empty disk, says its process id and its directory, and waits to be killed.
using var work = TemporaryDirectory.Create();
var empty = work.File("empty.raw");
using (var file = File.Create(empty))
{
    file.SetLength(1024 * 1024);
}
var disk = work.File("disk.qcow2");
await OverlayDisk.CreateAsync(disk, empty, "raw", 1, CancellationToken.None);
await using var guest = await Guest.StartAsync(
    new MachineSettings
    {
        Qemu = await Qemu.FindAsync(new FindingCollection(), CancellationToken.None),
        Accelerator = Accelerator.Tcg,
        Disk = disk,
        Nonce = "killed",
        ConsoleLog = work.File("console.log"),
        VerdictLog = work.File("verdict.tap"),
        ControlSocket = work.File("qmp.sock"),
        MemoryMiB = 128,
    },
    CancellationToken.None
);
Console.WriteLine(await guest.ProcessId);
Console.WriteLine(work.Path);
await guest.Ended;
