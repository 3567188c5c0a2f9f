using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>OVMF, UEFI for virtual machines: its code, which guests share, and its variables, of which each has a copy.</summary>
/// <param name="Code">Path of the code.</param>
/// <param name="Variables">Path of the variables as they are when the machine is new.</param>
public sealed record UefiFirmware(string Code, string Variables)
{
    // Where Debian and Ubuntu, and Fedora have it.
    private static readonly UefiFirmware[] Places =
    [
        new("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"),
        new("/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"),
    ];

    /// <summary>Finds it.</summary>
    /// <exception cref="FindingException">It isn't installed.</exception>
    public static UefiFirmware Find() =>
        Places.FirstOrDefault(place => File.Exists(place.Code) && File.Exists(place.Variables))
        ?? throw new FindingException(
            MachineRules.NoUefi.At(
                new Place("this machine"),
                "not installed: OVMF, the UEFI firmware for QEMU",
                "apt-get install ovmf"
            )
        );

    /// <summary>QEMU's arguments.</summary>
    /// <param name="variables">The guest's own copy of the variables.</param>
    internal IEnumerable<string> Arguments(string variables) =>
        [
            "-drive",
            $"if=pflash,unit=0,format=raw,readonly=on,file={QemuCommandLine.Escape(Code)}",
            "-drive",
            $"if=pflash,unit=1,format=raw,file={QemuCommandLine.Escape(variables)}",
        ];
}
