namespace K8sImage.Clusters;

/// <summary>
/// Users and groups that a base has before cloud-init makes any. Of Debian: <c>passwd.master</c> and <c>group.master</c> of
/// base-passwd 3.6.1, 3.6.7 and 3.6.8 (Debian 12, 13, 14), which are the same, and what the packages of
/// images/bases/debian-13-local.yaml make (<c>/usr/lib/sysusers.d</c> and their postinst). Of Ubuntu: what the cloud image of
/// 24.04 has beside these. As of November 2026.
/// </summary>
internal static class SystemAccounts
{
    private const string BasePasswd = "package base-passwd";
    private const string Packages = "packages of Debian and Ubuntu";
    private const string Ubuntu = "Ubuntu's cloud image";

    private static readonly Dictionary<string, string> Users = Table(
        (
            BasePasswd,
            "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt nobody"
        ),
        (
            Packages,
            """
            messagebus polkitd sshd systemd-network systemd-resolve systemd-timesync systemd-coredump systemd-oom tss uuidd
            _chrony ntpsec pollinate tcpdump
            """
        ),
        (Ubuntu, "dhcpcd fwupd-refresh landscape lxd syslog usbmux")
    );

    private static readonly Dictionary<string, string> Groups = Table(
        (
            BasePasswd,
            """
            root daemon bin sys adm tty disk lp mail news uucp man proxy kmem dialout fax voice cdrom floppy tape sudo audio
            dip www-data backup operator list irc src shadow utmp video sasl plugdev staff games users nogroup
            """
        ),
        (
            Packages,
            """
            clock crontab input kvm lpadmin messagebus netdev polkitd render sgx _ssh systemd-coredump systemd-journal
            systemd-network systemd-oom systemd-resolve systemd-timesync tcpdump tss uuidd _chrony ntpsec
            """
        ),
        (Ubuntu, "dhcpcd fwupd-refresh landscape lxd rdma syslog")
    );

    /// <summary>Who brings a user or a group along, the user first; null where nobody does.</summary>
    public static (bool IsUser, string Source)? Find(string name) =>
        Users.TryGetValue(name, out var user) ? (true, user)
        : Groups.TryGetValue(name, out var group) ? (false, group)
        : null;

    /// <summary>Whether a base has the user.</summary>
    public static bool HasUser(string name) => Users.ContainsKey(name);

    /// <summary>Whether a base has the group.</summary>
    public static bool HasGroup(string name) => Groups.ContainsKey(name);

    private static Dictionary<string, string> Table(params (string Source, string Names)[] parts) =>
        parts
            .SelectMany(part =>
                part.Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => (name, part.Source))
            )
            .ToDictionary(pair => pair.name, pair => pair.Source, StringComparer.Ordinal);
}
