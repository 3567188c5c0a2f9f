using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using K8sImage.Bases;
using K8sImage.BootTests;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Machines.Services;
using K8sImage.Seeds.Iso;
using K8sImage.Tools;
using K8sImage.Verification;

namespace K8sImage.Benchmarks.Packer;

/// <summary>
/// Debian's packer with its QEMU builder, doing to the same base what <c>BakeDisks</c> does: the usual way, by a shell script
/// over SSH (<c>install.sh</c>). Its guest reaches the proxy by a forward of QEMU's, and nothing else.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class PackerPeer
{
    private static readonly Tool PackerTool = new("packer", "packer");
    private static readonly Tool SshKeygen = new("ssh-keygen", "openssh-client");

    /// <summary>Makes a disk.</summary>
    /// <param name="cluster">Says which packages.</param>
    /// <param name="disk">The base.</param>
    /// <param name="plan">Memory, processors and accelerator.</param>
    /// <param name="services">The proxy.</param>
    /// <returns>Seconds of the whole run, and the disk's size in bytes.</returns>
    public static async Task<(double Seconds, long Bytes)> BuildAsync(
        Cluster cluster,
        BaseDisk disk,
        MachinePlan plan,
        GuestServices services
    )
    {
        using var work = TemporaryDirectory.Create();
        var key = work.File("key");
        await BoundProcess.RunAsync(
            SshKeygen,
            ["-q", "-t", "ed25519", "-N", "", "-f", key],
            CancellationToken.None
        );
        var seed = work.File("seed.iso");
        await using (var file = File.Create(seed))
        {
            IsoImage.Write(
                file,
                "cidata",
                DateTimeOffset.UnixEpoch,
                [
                    new("meta-data", "instance-id: packer\n"u8.ToArray()),
                    new(
                        "user-data",
                        Encoding.UTF8.GetBytes(
                            $"#cloud-config\nusers:\n  - name: packer\n    sudo: ALL=(ALL) NOPASSWD:ALL\n    shell: /bin/bash\n    ssh_authorized_keys: ['{(await File.ReadAllTextAsync(key + ".pub")).Trim()}']\n"
                        )
                    ),
                ]
            );
        }
        var proxy = services.Services.Single(service =>
            service.Host == new Uri(cluster.PackageProxy!).Host
        );
        var template = work.File("template.json");
        await File.WriteAllTextAsync(
            template,
            JsonSerializer.Serialize(Template(cluster, disk, plan, proxy, seed, key, work))
        );
        var watch = Stopwatch.StartNew();
        await BoundProcess.RunAsync(
            PackerTool,
            ["build", "-color=false", template],
            CancellationToken.None,
            Console.Error.WriteLine,
            new Dictionary<string, string?>
            {
                ["PACKER_CONFIG_DIR"] = work.Path,
                ["PACKER_CACHE_DIR"] = work.File("cache"),
                ["CHECKPOINT_DISABLE"] = "1",
                ["TMPDIR"] = work.Path,
            }
        );
        return (watch.Elapsed.TotalSeconds, new FileInfo(work.File("out/disk.qcow2")).Length);
    }

    private static object Template(
        Cluster cluster,
        BaseDisk disk,
        MachinePlan plan,
        GuestService proxy,
        string seed,
        string key,
        TemporaryDirectory work
    ) =>
        new
        {
            builders = new[]
            {
                new
                {
                    type = "qemu",
                    qemu_binary = plan.Qemu.Path,
                    accelerator = plan.Accelerator == Machines.Accelerator.Kvm ? "kvm" : "tcg",
                    machine_type = "q35",
                    cpus = plan.Cpus,
                    memory = plan.MemoryMiB,
                    headless = true,
                    disk_image = true,
                    iso_url = disk.Path,
                    iso_checksum = "sha256:" + disk.Digest,
                    disk_size = $"{plan.DiskGiB}G",
                    disk_discard = "unmap",
                    disk_cache = "unsafe",
                    disk_compression = true,
                    format = "qcow2",
                    output_directory = work.File("out"),
                    vm_name = "disk.qcow2",
                    ssh_username = "packer",
                    ssh_private_key_file = key,
                    ssh_timeout = "30m",
                    shutdown_command = "sudo systemctl poweroff",
                    qemuargs = (string[][])
                        [
                            [
                                "-netdev",
                                "user,id=user.0,restrict=on,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22,"
                                    + $"guestfwd=tcp:10.0.2.100:3142-cmd:socat - UNIX-CONNECT:{proxy.Socket}",
                            ],
                            ["-cdrom", seed],
                            ["-cpu", "max"],
                        ],
                },
            },
            provisioners = new[]
            {
                new
                {
                    type = "shell",
                    script = Path.Combine(
                        Repository.Root,
                        "tests",
                        "K8sImage.Benchmarks",
                        "Packer",
                        "install.sh"
                    ),
                    execute_command = "sudo env {{ .Vars }} sh {{ .Path }}",
                    environment_vars = (string[])
                        [
                            $"MIRROR={cluster.PackageMirror}",
                            $"SECURITY={cluster.SecurityMirror}",
                            $"REPOSITORY={cluster.Repository.Url}",
                            $"VERSION={cluster.Kubernetes.Version}",
                        ],
                },
            },
        };
}
