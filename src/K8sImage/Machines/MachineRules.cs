using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Machines;

/// <summary>What must hold for a guest to be started and to run.</summary>
public static class MachineRules
{
    /// <summary>QEMU is installed and tells its version.</summary>
    public static readonly Rule NoQemu = Error("K8S501", "QEMU is installed");

    /// <summary>QEMU is new enough to be trusted with a verdict.</summary>
    public static readonly Rule OldQemu = Error("K8S502", "QEMU is version 7 or later");

    /// <summary>QEMU is one that runs guests without known faults.</summary>
    public static readonly Rule MaskedQemu = Warning("K8S503", "QEMU is version 10 or later");

    /// <summary>The accelerator that is asked for can be used.</summary>
    public static readonly Rule NoKvm = Error("K8S504", "KVM can be used where it is asked for");

    /// <summary>QEMU runs until the guest is done.</summary>
    public static readonly Rule QemuDied = Error("K8S505", "QEMU runs until the guest is done");

    /// <summary>There is room for the guest's disk and logs.</summary>
    public static readonly Rule DiskFull = Error("K8S506", "There is room for disks and logs");

    /// <summary>The addresses of a cluster leave room for the emulated network's own.</summary>
    public static readonly Rule NoAddress = Error(
        "K8S507",
        "The subnet has room for the emulated network"
    );

    /// <summary>A network interface can be given the name that the cluster file says.</summary>
    public static readonly Rule InterfaceName = Error(
        "K8S508",
        "Interfaces have names that QEMU can give"
    );

    /// <summary>A guest can be held and resumed.</summary>
    public static readonly Rule NoSnapshot = Error("K8S509", "A guest can be held and resumed");

    /// <summary>A repository that guests shall find can be served to them.</summary>
    public static readonly Rule NoRepository = Error(
        "K8S510",
        "A repository for guests can be served"
    );

    /// <summary>The firmware that a guest is given is installed.</summary>
    public static readonly Rule NoUefi = Error("K8S511", "UEFI firmware is installed");
}
