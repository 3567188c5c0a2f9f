namespace K8sImage.Machines;

/// <summary>
/// The unit that switches a guest without serial ports off when its verdict stands in its own log, given as
/// <see cref="Hold"/>'s is (systemd 256), so that base and seed stay as they are.
/// </summary>
internal static class SwitchOff
{
    /// <summary>Where the guest keeps its last verdict.</summary>
    public const string VerdictLog = "/var/log/k8simage-verify.log";

    private const string Unit = $"""
        [Unit]
        Description=Switches off when there is a verdict

        [Service]
        Type=exec
        ExecStart=/bin/sh -c '\
          read -r nonce </run/credentials/@system/k8simage.nonce; \
          until grep -qs "^# k8simage end nonce=$nonce " {VerdictLog}; do sleep 1; done; \
          systemctl poweroff'

        """;

    private const string DropIn = """
        [Unit]
        Wants=k8simage-switch-off.service

        """;

    /// <summary>QEMU's arguments that bring the unit into the guest.</summary>
    public static IEnumerable<string> Arguments =>
        [
            "-smbios",
            SystemdCredential.Of("systemd.extra-unit.k8simage-switch-off.service", Unit),
            "-smbios",
            SystemdCredential.Of("systemd.unit-dropin.multi-user.target", DropIn),
        ];
}
