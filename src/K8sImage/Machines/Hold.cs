using System.Globalization;

namespace K8sImage.Machines;

/// <summary>
/// The unit that holds a guest before cloud-init's first stage, given by SMBIOS as systemd's credentials
/// (systemd.system-credentials(7): systemd.extra-unit.*, systemd.unit-dropin.*; systemd 256), so that the base stays as
/// it is.
/// </summary>
internal static class Hold
{
    // On the same port it then hears the nonce of its boot and the time. A credential can't be changed: it is covered.
    private const string Unit = """
        [Unit]
        Description=Waits for the seed of a node
        DefaultDependencies=no
        After=cloud-init-main.service systemd-remount-fs.service apparmor.service
        Before=cloud-init-local.service

        [Service]
        Type=oneshot
        TimeoutStartSec=infinity
        ExecStart=/bin/sh -c '\
          stty -F /dev/ttyS1 raw -echo clocal; \
          echo k8simage held >/dev/ttyS1; \
          while [ -z "$nonce" ]; do read -r nonce seconds; done </dev/ttyS1; \
          date -s "@$seconds"; \
          echo "$nonce" >/run/k8simage.nonce; \
          mount --bind /run/k8simage.nonce /run/credentials/@system/k8simage.nonce; \
          until blkid -p -o value -s LABEL /dev/sr0 | grep -qix cidata; do \
            sleep 0.2; udevadm trigger --settle --action=change /dev/sr0; \
          done; \
          udevadm settle'

        """;

    private const string DropIn = """
        [Unit]
        Wants=k8simage-hold.service
        After=k8simage-hold.service

        """;

    /// <summary>QEMU's arguments that bring the unit into the guest.</summary>
    public static IEnumerable<string> Arguments =>
        [
            "-smbios",
            SystemdCredential.Of("systemd.extra-unit.k8simage-hold.service", Unit),
            "-smbios",
            SystemdCredential.Of("systemd.unit-dropin.cloud-init-local.service", DropIn),
        ];

    /// <summary>What a held guest is told; the port may lose the first bytes after the guest stood still.</summary>
    public static string Answer(string nonce, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"\n\n\n\n{nonce} {now.ToUnixTimeSeconds()}\n");
}
