using System.Globalization;
using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// A network in which some servers exist, and nothing else: made of Linux namespaces around one QEMU, so that it ends with it
/// and no packet has a way out (network_namespaces(7), user_namespaces(7)). QEMU's own user network can't do that: it answers
/// no name server's address outside its subnet.
/// </summary>
internal static class PrivateNetwork
{
    /// <summary>Name of the guest's interface on this side.</summary>
    public const string Interface = "tap0";

    private static readonly Tool Unshare = new("unshare", "util-linux");

    private static readonly Tool[] Tools =
    [
        Unshare,
        new("ip", "iproute2"),
        new("dnsmasq", "dnsmasq-base"),
        new("socat", "socat"),
    ];

    private static readonly string Script = EmbeddedText.Read(
        "K8sImage.Machines.private-network.sh"
    );

    /// <summary>The command that makes the network and starts a program in it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="program">QEMU's path.</param>
    /// <param name="arguments">QEMU's arguments.</param>
    /// <exception cref="FindingException">A program is missing.</exception>
    [SupportedOSPlatform("linux")]
    public static (string Program, IReadOnlyList<string> Arguments) Wrap(
        GuestNetwork network,
        string program,
        IReadOnlyList<string> arguments
    )
    {
        if (Tool.Missing(Tools) is { } missing)
        {
            throw new FindingException(missing);
        }
        return (
            Unshare.Locate(),
            [
                "--user",
                "--map-root-user",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--",
                "/bin/sh",
                "-c",
                Script,
                "sh",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{network.Gateway}/{network.PrefixLength}"
                ),
                network.DhcpStart.ToString(),
                .. network.AskedNameServers.SelectMany(address =>
                    (string[])["nameserver", address.ToString()]
                ),
                .. network.Services.SelectMany(service =>
                    (string[])
                        [
                            "service",
                            service.Address.ToString(),
                            service.Service.Host,
                            service.Service.Port.ToString(CultureInfo.InvariantCulture),
                            service.Service.Socket,
                        ]
                ),
                "--",
                program,
                .. arguments,
            ]
        );
    }
}
