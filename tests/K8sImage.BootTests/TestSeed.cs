using System.Text;
using K8sImage.Seeds.Iso;

namespace K8sImage.BootTests;

/// <summary>A seed with a self-check of a few lines, so that a test of machines depends on no step.</summary>
public static class TestSeed
{
    public const string InstanceId = "test-1";

    /// <summary>Writes a seed ISO.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="checks">Shell commands; each is a check that passes if the command does.</param>
    public static void Write(string path, params IReadOnlyList<string> checks)
    {
        var script = new StringBuilder(
            """
            #!/bin/sh
            nonce=$(cat /run/credentials/@system/k8simage.nonce || echo none)
            passed=0 failed=0
            check() {
              if sh -c "$2" >/dev/null 2>&1; then passed=$((passed + 1)); echo "ok $1 - test: check $1"
              else
                failed=$((failed + 1)); echo "not ok $1 - test: check $1"
                printf '  ---\n  run: "x"\n  wanted: "x"\n  seen: "x"\n  hint: "x"\n  ...\n'
              fi
            }
            stty -F /dev/ttyS1 raw -echo clocal
            exec 3>/dev/ttyS1
            cloud-init status --wait >/dev/null 2>&1
            {
              echo "TAP version 14"
              echo "# k8simage nonce=$nonce boot=$(cat /proc/sys/kernel/random/boot_id) instance=$(cat /var/lib/cloud/data/instance-id) node=$(hostname)"

            """
        );
        script.Append("  echo 1..").Append(checks.Count).Append('\n');
        for (var i = 0; i < checks.Count; i++)
        {
            script
                .Append("  check ")
                .Append(i + 1)
                .Append(" '")
                .Append(checks[i].Replace("'", "'\\''", StringComparison.Ordinal))
                .Append("'\n");
        }
        script.Append(
            """
              for fact in machine-id host-keys per-instance; do echo "# k8simage fact $fact=same"; done
              echo "# k8simage end nonce=$nonce passed=$passed failed=$failed"
            } >&3

            """
        );
        var userData = $"""
            #cloud-config
            write_files:
              - path: /usr/local/sbin/k8simage-verify
                permissions: "0755"
                encoding: b64
                content: {Convert.ToBase64String(Encoding.UTF8.GetBytes(script.ToString()))}
              - path: /etc/systemd/system/k8simage-verify.service
                content: |
                  [Service]
                  Type=exec
                  ExecStart=/usr/local/sbin/k8simage-verify
                  [Install]
                  WantedBy=multi-user.target
            runcmd:
              - [systemctl, daemon-reload]
              - [systemctl, enable, k8simage-verify.service]
              - [systemctl, start, --no-block, k8simage-verify.service]

            """;
        const string NetworkConfig = """
            version: 2
            ethernets:
              card:
                match: { name: "en*" }
                addresses: [192.168.218.10/24]
                routes: [{ to: default, via: 192.168.218.2 }]

            """;
        using var file = File.Create(path);
        IsoImage.Write(
            file,
            "cidata",
            DateTimeOffset.UnixEpoch,
            [
                new IsoFile("user-data", Encoding.UTF8.GetBytes(userData)),
                new IsoFile(
                    "meta-data",
                    Encoding.UTF8.GetBytes($"instance-id: {InstanceId}\nlocal-hostname: tested\n")
                ),
                new IsoFile("network-config", Encoding.UTF8.GetBytes(NetworkConfig)),
            ]
        );
    }
}
