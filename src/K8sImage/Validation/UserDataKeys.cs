using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// The keys that a cloud-config can begin with: the properties at the root of cloud-init's schema
/// (<c>schema-cloud-config-v1.json</c>, commit 01a3bf28, which has all that version 22.4 has). Others it leaves aside with a
/// warning, and the node's own check of its configuration fails.
/// </summary>
internal static class UserDataKeys
{
    private static readonly HashSet<string> Known = new(
        """
        allow_public_ssh_keys ansible apk_repos apt apt_pipelining apt_reboot_if_required apt_update apt_upgrade
        authkey_hash autoinstall bootcmd byobu_by_default ca-certs ca_certs chef chpasswd cloud_config_modules
        cloud_final_modules cloud_init_modules create_hostname_file device_aliases disable_ec2_metadata disable_piwiz
        disable_root disable_root_opts disk_setup drivers enable_rpi_connect fan final_message fqdn fs_setup groups
        growpart grub-dpkg grub_dpkg hostname keyboard landscape launch-index locale locale_configfile lxd
        manage_etc_hosts manage_resolv_conf mcollective merge_how merge_type migrate mount_default_fields mounts
        no_ssh_fingerprints ntp output package_reboot_if_required package_update package_upgrade packages password
        phone_home power_state prefer_fqdn_over_hostname preserve_hostname puppet random_seed reporting resize_rootfs
        resolv_conf rh_subscription rpi_interfaces rpi_userconf rsyslog runcmd salt_minion snap spacewalk ssh
        ssh_authorized_keys ssh_deletekeys ssh_fp_console_blacklist ssh_genkeytypes ssh_import_id
        ssh_key_console_blacklist ssh_keys ssh_publish_hostkeys ssh_pwauth ssh_quiet_keygen swap system_info timezone
        ubuntu_advantage ubuntu_pro updates user users vendor_data version wireguard write_files yum_repo_dir yum_repos
        zypper
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    // What its mappings below can have; it takes no other keys there. Of all versions: "source" came with 24.3, "doas" with 23.2.
    private static readonly HashSet<string> OfFile =
    [
        "path",
        "content",
        "owner",
        "permissions",
        "encoding",
        "append",
        "defer",
        "source",
    ];

    private static readonly HashSet<string> OfUser = new(
        """
        name doas expiredate gecos groups homedir inactive lock-passwd lock_passwd no_create_home no_log_init no_user_group
        passwd hashed_passwd plain_text_passwd create_groups primary_group selinux_user shell snapuser ssh_authorized_keys
        ssh_import_id ssh_redirect_user system sudo uid
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    /// <summary>Adds a finding for each key that cloud-init does not know.</summary>
    public static void Check(YamlMapping userData, FindingCollection findings)
    {
        CheckEntries(userData, "write_files", OfFile, "file", findings);
        CheckEntries(userData, "users", OfUser, "user", findings);
        foreach (var key in userData.Entries.Select(entry => entry.Key))
        {
            if (!Known.Contains(key.Text) && !findings.IsFull)
            {
                findings.Add(
                    ValidationRules.UserDataKey.At(
                        key.Place,
                        $"cloud-init knows no key '{Shown.Short(key.Text)}'",
                        Nearest.To(key.Text, Known) is { } nearest
                            ? $"did you mean '{nearest}'?"
                            : "take a key of cloud-init's module reference, or runcmd: for a command"
                    )
                );
            }
        }
    }

    private static void CheckEntries(
        YamlMapping userData,
        string list,
        HashSet<string> known,
        string kind,
        FindingCollection findings
    )
    {
        foreach (
            var key in ShellPieces
                .Items(userData[list])
                .OfType<YamlMapping>()
                .SelectMany(entry => entry.Entries)
                .Select(entry => entry.Key)
                .Where(key => !known.Contains(key.Text))
        )
        {
            findings.Add(
                ValidationRules.EntryKey.At(
                    key.Place,
                    $"cloud-init knows no key '{Shown.Short(key.Text)}' of a {kind} under {list}",
                    Nearest.To(key.Text, known) is { } nearest
                        ? $"did you mean '{nearest}'?"
                        : $"the keys of a {kind} are {string.Join(", ", known)}"
                )
            );
        }
    }
}
