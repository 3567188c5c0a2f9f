using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Clusters;

/// <summary>Each fault is found at its place, marked by §, and nothing else is.</summary>
public sealed class FindingTests
{
    private readonly FindingCollection _findings = [];

    [Theory]
    [InlineData("K8S020", "§nodess: []")]
    [InlineData("K8S020", "network: { gateway: 192.168.218.2, §prefixx: 24 }")]
    [InlineData("K8S021", "nodes: §{ name: a }")]
    [InlineData("K8S021", "nodes: [§text]")]
    [InlineData("K8S021", "network: { gateway: 192.168.218.2, prefix: §24.5 }")]
    [InlineData("K8S021", "network: { gateway: 192.168.218.2, prefix: §31 }")]
    [InlineData("K8S021", "network: { gateway: 192.168.218.2, prefix: §-1 }")]
    [InlineData("K8S021", "network: { gateway: 192.168.218.2, prefix: §99999999999999999999 }")]
    [InlineData("K8S021", "swap: { removeFile: §yes }")]
    [InlineData("K8S021", "swap: { removeFile: §\"true\" }")]
    [InlineData("K8S021", "name: §[lab]")]
    [InlineData("K8S021", "disabledSteps: [§[ipvs]]")]
    [InlineData("K8S021", "extraUserData: §text")]
    [InlineData("K8S022", "nodes: [§{ role: control-plane, address: 192.168.218.10 }]")]
    [InlineData("K8S022", "nodes: [§{ name: a, address: 192.168.218.10 }]")]
    [InlineData("K8S022", "nodes: [§{ name: a, role: control-plane }]")]
    [InlineData("K8S009", "extraUserData: { write_files: [{ path: /a, permissions: §0644 }] }")]
    [InlineData("K8S009", "roles: { worker: { extraUserData: { a: [§yes] } } }")]
    [InlineData("K8S009", "extraUserData: { §on: 1 }")]
    [InlineData("K8S101", "name: §Lab")]
    [InlineData("K8S101", "name: §lab_1")]
    [InlineData("K8S101", "name: §-lab")]
    [InlineData("K8S101", "name: §\"lab\\n\"")]
    [InlineData("K8S101", "name: §../lab")]
    [InlineData(
        "K8S101",
        "name: §a123456789012345678901234567890123456789012345678901234567890123"
    )]
    [InlineData("K8S101", "nodes: [{ name: §a.b, role: control-plane, address: 192.168.218.10 }]")]
    [InlineData(
        "K8S101",
        "nodes: [{ name: §$(reboot), role: control-plane, address: 192.168.218.10 }]"
    )]
    [InlineData("K8S102", "network: { gateway: §192.168.218 }")]
    [InlineData("K8S102", "network: { gateway: §192.168.218.02 }")]
    [InlineData("K8S102", "network: { gateway: §0xc0.168.218.2 }")]
    [InlineData("K8S102", "network: { gateway: §3232291330 }")]
    [InlineData("K8S102", "network: { gateway: §192.168.218.256 }")]
    [InlineData("K8S102", "network: { gateway: §\"fd00::1\" }")]
    [InlineData("K8S102", "network: { gateway: 192.168.218.2, gateway6: §192.168.218.2 }")]
    [InlineData("K8S102", "network: { gateway: 192.168.218.2, nameservers: [8.8.8.8, §8.8.8] }")]
    [InlineData("K8S102", "nodes: [{ name: a, role: control-plane, address: §010.0.0.1 }]")]
    [InlineData("K8S102", "nodes: [{ name: a, role: control-plane, address: §1.2.3 }]")]
    [InlineData(
        "K8S102",
        "nodes: [{ name: a, role: control-plane, address: §\"192.168.218.10 \" }]"
    )]
    [InlineData(
        "K8S102",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, address6: §\"fe80::1%eth0\" }]"
    )]
    [InlineData(
        "K8S102",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, address6: §\"[fd00::1]\" }]"
    )]
    [InlineData("K8S103", "network: { gateway: 192.168.218.2, pods: §10.244.0.0 }")]
    [InlineData("K8S103", "network: { gateway: 192.168.218.2, pods: §10.244.0.1/16 }")]
    [InlineData("K8S103", "network: { gateway: 192.168.218.2, services: §10.96.0.0/33 }")]
    [InlineData("K8S103", "network: { gateway: 192.168.218.2, services: §10.96.0.0/012 }")]
    [InlineData("K8S103", "network: { gateway: 192.168.218.2, services: §10.96/12 }")]
    [InlineData(
        "K8S104",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, mac: §\"53:54:00:0a:0b:0c\" }]"
    )]
    [InlineData(
        "K8S104",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, mac: §\"52:54:00:0a:0b\" }]"
    )]
    [InlineData(
        "K8S104",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, mac: §\"00:00:00:00:00:00\" }]"
    )]
    [InlineData(
        "K8S104",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, mac: §525400:0a0b0c }]"
    )]
    [InlineData(
        "K8S105",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, interface: §\"ens 33\" }]"
    )]
    [InlineData(
        "K8S105",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, interface: §a123456789012345 }]"
    )]
    [InlineData(
        "K8S105",
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, interface: §\"e*\" }]"
    )]
    [InlineData("K8S106", "time: { zone: §Asia/Shangai }")]
    [InlineData("K8S106", "time: { zone: §../../etc/passwd }")]
    [InlineData("K8S107", "time: { schedule: §\"0 0 * *\" }")]
    [InlineData("K8S107", "time: { schedule: §\"0 0 0 * * *\" }")]
    [InlineData("K8S107", "time: { schedule: §\"60 0 * * *\" }")]
    [InlineData("K8S107", "time: { schedule: §\"@daily\" }")]
    [InlineData("K8S107", "time: { schedule: §\"0 0 L * *\" }")]
    [InlineData("K8S107", "time: { schedule: §\"0 0 * * mon#1\" }")]
    [InlineData("K8S108", "kubernetes: §1.33")]
    [InlineData("K8S108", "kubernetes: §v1.33.0")]
    [InlineData("K8S108", "kubernetes: §1.19.0")]
    [InlineData("K8S108", "kubernetes: §1.99.0")]
    [InlineData("K8S108", "kubernetes: §1.33.0-1.1")]
    [InlineData("K8S110", "time: { server: §time1_aliyun.com }")]
    [InlineData("K8S110", "time: { server: §Time1.Aliyun.com }")]
    [InlineData("K8S110", "controlPlaneEndpoint: §\"api.example.org:6443\"")]
    [InlineData("K8S110", "controlPlaneEndpoint: §1.2.3")]
    [InlineData("K8S110", "network: { gateway: 192.168.218.2, search: [§a..b] }")]
    [InlineData("K8S111", "time: { method: §ntpd }")]
    [InlineData("K8S112", "locale: { lang: §\"C.UTF-8; reboot\" }")]
    [InlineData("K8S113", "ssh: { user: §root, authorizedKeys: [KEY] }")]
    [InlineData("K8S113", "ssh: { user: §Admin, authorizedKeys: [KEY] }")]
    [InlineData("K8S114", "base: §../ubuntu")]
    [InlineData("K8S121", "network: { gateway: §192.168.218.255 }")]
    [InlineData("K8S121", "network: { gateway: §192.168.218.0 }")]
    [InlineData("K8S121", "nodes: [{ name: a, role: control-plane, address: §192.168.219.10 }]")]
    [InlineData("K8S121", "nodes: [{ name: a, role: control-plane, address: §192.168.218.2 }]")]
    [InlineData("K8S121", "nodes: [{ name: a, role: control-plane, address: §192.168.218.255 }]")]
    [InlineData("K8S122", "network: { gateway: 192.168.218.2, pods: §192.168.0.0/16 }")]
    [InlineData(
        "K8S122",
        "network: { gateway: 192.168.218.2, pods: 10.96.0.0/16, services: §10.96.0.0/12 }"
    )]
    [InlineData("K8S123", "nodes: [§{ name: a, role: worker, address: 192.168.218.10 }]")]
    [InlineData("K8S130", "ssh: { authorizedKeys: §[] }")]
    public void A_fault_is_found_at_its_place(string code, string line)
    {
        var marked = new Marked(
            ClusterText.With(line.Replace("KEY", ClusterText.Key, StringComparison.Ordinal)),
            "lab.yaml"
        );
        ClusterText.Read(marked.Text, _findings);
        marked.AssertOnly(code, _findings);
    }

    [Theory]
    [InlineData("time: { schedule: '*/5 1-3 1,15 jan mon-fri' }")]
    [InlineData("time: { schedule: '0-30/10 * * DEC 7' }")]
    [InlineData("time: { schedule: '0 0 29 2 *' }")]
    [InlineData("time: { schedule: '0 0 31 2 mon' }")]
    [InlineData("time: { zone: UTC, server: 192.168.218.2 }")]
    [InlineData("time: { zone: Etc/GMT+11, server: ntp }")]
    [InlineData("network: { gateway: 192.168.218.2, nameservers: [192.168.218.2, 192.168.1.53] }")]
    [InlineData("network: { gateway: 192.168.218.2, pods: 10.244.0.0/24, services: 10.96.0.0/28 }")]
    [InlineData("network: { gateway: 192.168.218.2, pods: 10.0.0.0/8, services: 172.16.0.0/12 }")]
    [InlineData("controlPlaneEndpoint: 192.168.218.10")]
    [InlineData("controlPlaneEndpoint: 192.168.218.100")]
    [InlineData("extraUserData: { write_files: [{ path: /etc/motd }, { path: /srv/tmp/a }] }")]
    public void What_is_unusual_but_right_is_not_complained_of(string line)
    {
        ClusterText.Read(ClusterText.With(line), _findings);
        Assert.Empty(_findings);
    }

    [Fact]
    public void A_link_local_gateway_serves_every_IPv6_network()
    {
        ClusterText.Read(
            ClusterText.With(
                "network: { gateway: 192.168.218.2, gateway6: 'fe80::1', nameservers: ['fd00::3'] }",
                "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, address6: 'fd00::10' }]"
            ),
            _findings
        );
        Assert.Empty(_findings);
    }

    [Theory]
    [InlineData("K8S120", "name: a, address: 192.168.218.10", "name: §a, address: 192.168.218.11")]
    [InlineData("K8S120", "name: a, address: 192.168.218.10", "name: b, address: §192.168.218.10")]
    [InlineData(
        "K8S120",
        "name: a, address: 192.168.218.10, mac: '52:54:00:0a:0b:0c'",
        "name: b, address: 192.168.218.11, mac: §52-54-00-0A-0B-0C"
    )]
    [InlineData(
        "K8S120",
        "name: a, address: 192.168.218.10, address6: 'fd00::a'",
        "name: b, address: 192.168.218.11, address6: §'fd00:0::000a'"
    )]
    [InlineData(
        "K8S125",
        "name: a, address: 192.168.218.10, address6: 'fd00::a'",
        "name: b, address: 192.168.218.11"
    )]
    public void What_two_nodes_may_not_share_is_found(string code, string first, string second)
    {
        // K8S125 is about the whole second node.
        var mark = second.Contains('§', StringComparison.Ordinal) ? "" : "§";
        var marked = new Marked(
            ClusterText.With(
                "nodes:",
                $"  - {{ role: control-plane, {first} }}",
                $"  - {mark}{{ role: worker, {second} }}"
            ),
            "lab.yaml"
        );
        ClusterText.Read(marked.Text, _findings);
        marked.AssertOnly(code, _findings);
    }

    [Fact]
    public void Two_control_planes_need_an_endpoint_and_a_third()
    {
        ClusterText.Read(
            ClusterText.With(
                "nodes:",
                "  - { name: a, role: control-plane, address: 192.168.218.10 }",
                "  - { name: b, role: control-plane, address: 192.168.218.11 }"
            ),
            _findings
        );
        Assert.Equal(["K8S124", "K8S131"], _findings.Select(finding => finding.Code).Order());
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once_in_its_order()
    {
        ClusterText.Read(
            """
            name: Lab
            kubernetes: 1.99.0
            network: { gateway: 1.2.3, prefix: 99, pods: here }
            time: { zone: Nowhere, schedule: never, method: sundial }
            ssh: { authorizedKeys: [ssh-rsa] }
            swp: {}
            nodes:
              - { name: A, role: worker, address: 1.2.3, mac: none }
              - { name: b, adress: 192.168.218.11 }
            """,
            _findings
        );
        Assert.Equal(
            "K8S101 K8S108 K8S102 K8S021 K8S103 K8S106 K8S107 K8S111 K8S109 K8S020 K8S101 K8S102 K8S104 K8S022 K8S020".Split(
                ' '
            ),
            _findings.Select(finding => finding.Code)
        );
    }

    [Theory]
    [InlineData("§nodess: []", "did you mean 'nodes'?")]
    [InlineData("time: { §servr: a }", "did you mean 'server'?")]
    [InlineData("§x: 1", "the keys are name, base, ")]
    public void A_key_that_is_none_gets_the_nearest_or_all(string line, string hint)
    {
        var marked = new Marked(ClusterText.With(line), "lab.yaml");
        ClusterText.Read(marked.Text, _findings);
        var finding = marked.AssertOnly("K8S020", _findings);
        Assert.StartsWith(hint, finding.Hint, StringComparison.Ordinal);
    }
}
