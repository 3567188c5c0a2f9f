using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>What must hold for a guest to be started and to run.</summary>
public static class MachineRules
{
    /// <summary>QEMU is installed and tells its version.</summary>
    public static readonly Rule NoQemu = new("K8S501", Severity.Error, "QEMU is installed");

    /// <summary>QEMU is new enough to be trusted with a verdict.</summary>
    public static readonly Rule OldQemu = new(
        "K8S502",
        Severity.Error,
        "QEMU is version 7 or later"
    );

    /// <summary>QEMU is one that runs guests without known faults.</summary>
    public static readonly Rule MaskedQemu = new(
        "K8S503",
        Severity.Warning,
        "QEMU is version 10 or later"
    );

    /// <summary>The accelerator that is asked for can be used.</summary>
    public static readonly Rule NoKvm = new(
        "K8S504",
        Severity.Error,
        "KVM can be used where it is asked for"
    );

    /// <summary>QEMU runs until the guest is done.</summary>
    public static readonly Rule QemuDied = new(
        "K8S505",
        Severity.Error,
        "QEMU runs until the guest is done"
    );

    /// <summary>There is room for the guest's disk and logs.</summary>
    public static readonly Rule DiskFull = new(
        "K8S506",
        Severity.Error,
        "There is room for disks and logs"
    );

    /// <summary>The addresses of a cluster leave room for the emulated network's own.</summary>
    public static readonly Rule NoAddress = new(
        "K8S507",
        Severity.Error,
        "The subnet has room for the emulated network"
    );

    /// <summary>A network interface can be given the name that the cluster file says.</summary>
    public static readonly Rule InterfaceName = new(
        "K8S508",
        Severity.Error,
        "Interfaces have names that QEMU can give"
    );

    /// <summary>A guest can be held and resumed.</summary>
    public static readonly Rule NoSnapshot = new(
        "K8S509",
        Severity.Error,
        "A guest can be held and resumed"
    );
}
