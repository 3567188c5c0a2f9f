using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>Servers that are given by their address are hosts, and ones that nodes can reach beside the cluster's own networks.</summary>
internal static class ServerChecks
{
    public static void Check(ReadCluster read, FindingCollection findings)
    {
        foreach (var (path, address, what) in Servers(read))
        {
            if (SpecialNetwork.Of(address) is null)
            {
                CheckInside(read, path, address, what, findings);
                CheckHost(read, path, address, what, findings);
            }
        }
        CheckGateway(read, findings);
        CheckNameservers(read, findings);
    }

    private static IEnumerable<(string Path, IPAddress Address, string What)> Servers(
        ReadCluster read
    )
    {
        var cluster = read.Cluster;
        var nameservers = cluster.Network.Nameservers;
        (string Path, string? Host, string What)[] given =
        [
            ("controlPlaneEndpoint", cluster.ControlPlaneEndpoint, "the endpoint"),
            .. nameservers.Select(
                (address, i) =>
                    ($"network.nameservers[{i}]", (string?)address.ToString(), "the name server")
            ),
            ("time.server", cluster.Time.Server, "the time server"),
            ("kubernetes.repository", HostOf(cluster.Repository.Url), "the repository"),
            ("packages.mirror", HostOf(cluster.PackageMirror), "the mirror"),
            ("packages.securityMirror", HostOf(cluster.SecurityMirror), "the mirror"),
            ("packages.proxy", HostOf(cluster.PackageProxy), "the proxy"),
        ];
        foreach (var (path, host, what) in given.Where(server => read.Has(server.Path)))
        {
            if (IpAddress.Parse(host ?? "") is { } address)
            {
                yield return (path, address, what);
            }
        }
    }

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Host : null;

    private static void CheckInside(
        ReadCluster read,
        string path,
        IPAddress address,
        string what,
        FindingCollection findings
    )
    {
        (string Path, string Name, IPNetwork Network)[] networks =
        [
            ("network.pods", "pod", read.Cluster.Network.Pods),
            ("network.services", "service", read.Cluster.Network.Services),
        ];
        foreach (
            var network in networks.Where(network =>
                // A network that holds such addresses is wrong itself.
                read.Has(network.Path) && SpecialNetwork.Within(network.Network) is null
            )
        )
        {
            if (network.Network.Contains(address))
            {
                findings.Add(
                    ClusterRules.InsideCluster.At(
                        read.PlaceOf(path),
                        $"{what} {address} lies inside the {network.Name} network {network.Network}: nodes would look for it in the cluster and not reach it",
                        $"write an address outside of it, or choose another {network.Path}"
                    )
                );
            }
        }
    }

    private static void CheckHost(
        ReadCluster read,
        string path,
        IPAddress address,
        string what,
        FindingCollection findings
    )
    {
        IPNetwork?[] networks = [read.NodeNetwork, read.NodeNetwork6];
        foreach (var network in networks.OfType<IPNetwork>())
        {
            var fault =
                address.Equals(network.BaseAddress) ? $"the address of the network {network} itself"
                : !address.IsV6() && address.Equals(IpAddress.LastOf(network))
                    ? $"the broadcast address of {network}"
                : null;
            if (fault is not null)
            {
                findings.Add(
                    ClusterRules.NoHost.At(
                        read.PlaceOf(path),
                        $"{what} {address} is {fault}, which no host has",
                        "write the address of the server"
                    )
                );
            }
        }
    }

    private static void CheckGateway(ReadCluster read, FindingCollection findings)
    {
        var network = read.Cluster.Network;
        if (
            IpAddress.Parse(read.Cluster.ControlPlaneEndpoint ?? "") is { } endpoint
            && (
                read.Has("network.gateway") && endpoint.Equals(network.Gateway)
                || endpoint.Equals(network.Gateway6)
            )
        )
        {
            findings.Add(
                ClusterRules.EndpointIsGateway.At(
                    read.PlaceOf("controlPlaneEndpoint"),
                    $"the endpoint {endpoint} is the gateway, which serves no Kubernetes unless it balances port 6443; kubeadm can't change the endpoint later",
                    "write the address of a load balancer or virtual IP, or leave controlPlaneEndpoint out where there is one control plane"
                )
            );
        }
    }

    // CoreDNS asks the name servers of /etc/resolv.conf, and ends where there is none.
    private static void CheckNameservers(ReadCluster read, FindingCollection findings)
    {
        if (read.Has("network.nameservers") && read.Cluster.Network.Nameservers.Count == 0)
        {
            findings.Add(
                ClusterRules.NoNameserver.At(
                    read.PlaceOf("network.nameservers"),
                    "the list of name servers is empty, and the cluster's DNS does not start without one",
                    "name at least one, or leave network.nameservers out for 8.8.8.8 and 8.8.4.4"
                )
            );
        }
    }
}
