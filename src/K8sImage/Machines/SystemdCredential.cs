using System.Text;

namespace K8sImage.Machines;

/// <summary>A credential for systemd in the guest, given by SMBIOS type 11 (systemd.system-credentials(7)).</summary>
internal static class SystemdCredential
{
    /// <summary>Value of QEMU's <c>-smbios</c>.</summary>
    /// <param name="name">The credential's name.</param>
    /// <param name="text">What it holds.</param>
    public static string Of(string name, string text) =>
        $"type=11,value=io.systemd.credential.binary:{name}={Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}";
}
