using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>What runs a guest's instructions.</summary>
public enum Accelerator
{
    /// <summary>QEMU translates them; works everywhere, about ten times slower.</summary>
    Tcg,

    /// <summary>The processor, by the kernel's KVM.</summary>
    Kvm,
}

/// <summary>Chooses the accelerator.</summary>
public static partial class AcceleratorChoice
{
    /// <summary>The accelerator for this machine.</summary>
    /// <param name="asked">What the user asks for; null to choose.</param>
    /// <exception cref="FindingException">KVM is asked for and can't be used.</exception>
    public static Accelerator ForThisMachine(Accelerator? asked)
    {
        var cpuinfo = File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
        return Choose(asked, IsWritable("/dev/kvm"), cpuinfo);
    }

    /// <summary>The accelerator for a machine.</summary>
    /// <remarks>
    /// A /dev/kvm that opens is no proof: there are machines where it makes virtual machines that hang. The processor's
    /// flags say whether it can.
    /// </remarks>
    /// <param name="asked">What the user asks for; null to choose.</param>
    /// <param name="isKvmWritable">Whether /dev/kvm can be opened for writing.</param>
    /// <param name="cpuinfo">Text of /proc/cpuinfo.</param>
    /// <exception cref="FindingException">KVM is asked for and can't be used.</exception>
    public static Accelerator Choose(Accelerator? asked, bool isKvmWritable, string cpuinfo)
    {
        if (asked == Accelerator.Kvm && !isKvmWritable)
        {
            throw new FindingException(
                MachineRules.NoKvm.At(
                    new Place("/dev/kvm"),
                    "KVM is asked for, and /dev/kvm can't be opened for writing",
                    "add yourself to the group kvm, or leave out --accel"
                )
            );
        }
        return asked
            ?? (
                isKvmWritable && VirtualizationFlag().IsMatch(cpuinfo)
                    ? Accelerator.Kvm
                    : Accelerator.Tcg
            );
    }

    private static bool IsWritable(string device)
    {
        try
        {
            using var _ = File.OpenHandle(device, FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^flags\s*:.*\b(vmx|svm)\b", RegexOptions.Multiline)]
    private static partial Regex VirtualizationFlag();
}
