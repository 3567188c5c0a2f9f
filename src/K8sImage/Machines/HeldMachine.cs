namespace K8sImage.Machines;

/// <summary>
/// A guest that was stopped just before cloud-init looks for its seed, as files: whoever resumes it saves the minutes
/// that firmware, kernel and Python need to come that far.
/// </summary>
/// <param name="Disk">Its disk at that moment, in qcow2; nobody may write to it any more.</param>
/// <param name="State">Its memory and devices, as QEMU's <c>migrate</c> writes them.</param>
public sealed record HeldMachine(string Disk, string State)
{
    /// <summary>What a guest writes to its second serial port when it is held.</summary>
    public const string Mark = "k8simage held\n";
}
