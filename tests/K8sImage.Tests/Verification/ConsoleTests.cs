using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

public sealed class ConsoleTests
{
    public static TheoryData<string, string> Lines { get; } =
        new()
        {
            {
                "panic",
                "[    2.134567] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)"
            },
            { "oops", "[   12.000001] Oops: 0002 [#1] PREEMPT SMP NOPTI" },
            {
                "oops",
                "[   12.000001] Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP"
            },
            {
                "null-pointer",
                "[   12.000001] BUG: kernel NULL pointer dereference, address: 0000000000000008"
            },
            {
                "null-pointer",
                "[   12.000001] BUG: unable to handle page fault for address: ffffffffc0000000"
            },
            { "double-fault", "[   12.000001] traps: PANIC: double fault, error_code: 0x0" },
            {
                "protection-fault",
                "[   12.000001] traps: systemd[1] general protection fault ip:7f00 sp:7ffc error:0"
            },
            {
                "memory-corruption",
                "[   12.000001] list_add corruption. next->prev should be prev (ffff), but was 0000."
            },
            { "no-root", "Gave up waiting for root file system device.  Common problems:" },
            {
                "no-root",
                "ALERT!  UUID=7855e7f3-86e4-4a01-a82c-c647c0e3475c does not exist.  Dropping to a shell!"
            },
            { "initramfs-shell", "(initramfs) " },
            {
                "emergency",
                "You are in emergency mode. After logging in, type \"journalctl -xb\" to view"
            },
            {
                "emergency",
                "[\u001B[0;32m  OK  \u001B[0m] Reached target \u001B[0;1;39memergency.target\u001B[0m - Emergency Mode."
            },
            {
                "systemd-crash",
                "[   12.000001] systemd[1]: Caught <SEGV>, dumped core as pid 300."
            },
            { "systemd-crash", "[   12.000001] systemd[1]: Freezing execution." },
            { "grub", "grub rescue> " },
            { "grub", "error: no such device: 7855e7f3-86e4-4a01-a82c-c647c0e3475c." },
            {
                "cloud-init-stage",
                "[  105.917769] cloud-init[535]: failed run of stage init-local"
            },
            {
                "cloud-init-stage",
                "[  105.448679] cloud-init[535]: 2026-11-23 12:03:52,485 - main.py[ERROR]: failed stage init-local"
            },
            {
                "no-datasource",
                "[   61.1] cloud-init[535]: Cloud-init v. 25.1.4 finished at Mon, 23 Nov 2026 12:03:43 +0000. Datasource DataSourceNone.  Up 61.10 seconds"
            },
            { "traceback", "[  105.453495] cloud-init[535]: Traceback (most recent call last):" },
            {
                "cloud-init-warning",
                "[   40.1] cloud-init[535]: 2026-11-23 12:03:52,472 - schema.py[WARNING]: cloud-config failed schema validation!"
            },
            {
                "failed-unit",
                "[\u001B[0;1;31mFAILED\u001B[0m] Failed to start \u001B[0;1;39mcron.service\u001B[0m - Regular background program."
            },
            {
                "dependency",
                "[\u001B[0;1;38;5;185mDEPEND\u001B[0m] Dependency failed for swap.img.swap - /swap.img."
            },
            {
                "device-timeout",
                "[ TIME ] Timed out waiting for device dev-sdb1.device - /dev/sdb1."
            },
            {
                "ordering-cycle",
                "[   12.000001] systemd[1]: basic.target: Found ordering cycle on a.service/start"
            },
            {
                "bad-unit",
                "[   12.000001] systemd[1]: a.service: Unit configuration has fatal error, unit will not be started."
            },
            {
                "wait-online",
                "[  140.000001] systemd-networkd-wait-online[300]: Timeout occurred while waiting for network connectivity."
            },
            {
                "out-of-memory",
                "[   92.000001] Out of memory: Killed process 900 (apt-get) total-vm:300000kB"
            },
            {
                "file-system",
                "[   12.000001] EXT4-fs error (device vda1): ext4_lookup:1855: inode #2: comm sh: deleted inode referenced: 17"
            },
            { "disk", "[   12.000001] I/O error, dev vda, sector 2048 op 0x0:(READ) flags 0x0" },
            {
                "no-space",
                "[   50.1] cloud-init[535]: cp: error writing '/var/x': No space left on device"
            },
            {
                "segfault",
                "[   12.000001] netplan[400]: segfault at 0 ip 00007f00 sp 00007ffc error 4 in libc.so.6"
            },
            {
                "kernel-warning",
                "[   12.000001] WARNING: CPU: 0 PID: 1 at kernel/sched/core.c:100 try_to_wake_up+0x1/0x2"
            },
            {
                "apt-lock",
                "[   50.1] cloud-init[535]: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 700 (apt-get)"
            },
            {
                "duplicate-address",
                "[   12.000001] IPv6: ens33: IPv6 duplicate address fe80::1 used by 52:54:00:00:00:01 detected! duplicate address detected"
            },
            {
                "netplan",
                "[   12.000001] cloud-init[535]: netplan: /etc/netplan/50.yaml:3:5: Error in network definition: unknown key 'gateway5'"
            },
            {
                "soft-lockup",
                "[   60.000001] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [cloud-init:535]"
            },
            { "rcu-stall", "[   60.000001] rcu: INFO: rcu_preempt self-detected stall on CPU" },
            {
                "hung-task",
                "[  240.000001] INFO: task jbd2/vda1-8:180 blocked for more than 120 seconds."
            },
        };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_recognized_by_its_pattern(string pattern, string line)
    {
        var scanner = new ConsoleScanner();
        scanner.Add("Booting\r\n" + line + "\r\n");

        var hit = Assert.Single(scanner.Hits, hit => hit.Pattern.Name == pattern);
        Assert.Equal(2, hit.Line);
        Assert.DoesNotContain('\u001B', hit.Text);
    }

    [Fact]
    public void Every_pattern_of_the_table_has_a_line_here() =>
        Assert.Equal(
            ConsolePatterns.Bad.Select(pattern => pattern.Name).Order(),
            Lines.Select(row => row.Data.Item1).Distinct().Order()
        );

    [Fact]
    public void The_table_has_more_than_twenty_patterns_each_with_its_own_name()
    {
        Assert.True(ConsolePatterns.Bad.Count > 20);
        Assert.Equal(
            ConsolePatterns.Bad.Count,
            ConsolePatterns.Bad.Select(pattern => pattern.Name).Distinct().Count()
        );
    }

    [Theory]
    [InlineData("[    2.0] I/O error, dev fd0, sector 0 op 0x0:(READ) flags 0x0")]
    [InlineData("[    2.0] Buffer I/O error on dev sr0, logical block 180, async page read")]
    [InlineData(
        "[   40.1] cloud-init[535]: 2026-11-23 12:03:52,472 - netplan.py[WARNING]: Permissions for /etc/netplan/50-cloud-init.yaml are too open."
    )]
    public void A_harmless_line_is_one_that_the_table_would_take_for_trouble(string line)
    {
        Assert.Contains(ConsolePatterns.Bad, pattern => pattern.Regex.IsMatch(line));
        var scanner = new ConsoleScanner();
        scanner.Add(line + "\n");
        Assert.Empty(scanner.Hits);
    }

    [Theory]
    [InlineData(
        "[    0.000000] Command line: BOOT_IMAGE=/vmlinuz root=UUID=1-2 ro console=tty0 console=ttyS0,115200"
    )]
    [InlineData(
        "[    9.1] EXT4-fs (vda1): mounted filesystem 7855e7f3-86e4 ro with ordered data mode. Quota mode: none."
    )]
    [InlineData("[   21.5] systemd[1]: Reached target basic.target - Basic System.")]
    [InlineData(
        "[   97.4] cloud-init[535]: Cloud-init v. 25.1.4 running 'init-local' at Mon, 23 Nov 2026 12:03:43 +0000. Up 96.37 seconds."
    )]
    [InlineData("[  378.0] clocksource: Not enough CPUs to check clocksource 'tsc'.")]
    [InlineData(
        "[   27.5] systemd-ssh-generator[243]: Failed to query local AF_VSOCK CID: Cannot assign requested address"
    )]
    public void A_line_of_a_healthy_boot_is_no_trouble(string line)
    {
        var scanner = new ConsoleScanner();
        scanner.Add(line + "\r\n");
        Assert.Empty(scanner.Hits);
    }

    [Fact]
    public void A_line_that_comes_in_pieces_is_recognized_once()
    {
        var scanner = new ConsoleScanner();
        foreach (var c in "[ 2.1] Kernel panic - not syncing: x\r\n[ 2.2] next\r\n")
        {
            scanner.Add(c.ToString());
        }
        Assert.Equal("panic", Assert.Single(scanner.Hits).Pattern.Name);
        Assert.Equal(2, scanner.Lines);
    }

    [Fact]
    public void The_last_line_of_a_console_needs_no_line_break()
    {
        var scanner = new ConsoleScanner();
        scanner.Add("(initramfs) ");
        Assert.Empty(scanner.Hits);
        scanner.Finish();
        Assert.Equal("initramfs-shell", Assert.Single(scanner.Hits).Pattern.Name);
    }

    [Fact]
    public void A_line_that_only_looks_like_trouble_is_kept_with_its_reason()
    {
        var scanner = new ConsoleScanner();
        scanner.Add(
            "first\n" + string.Concat(Enumerable.Repeat("I/O error, dev fd0, sector 0\n", 9))
        );
        Assert.Empty(scanner.Hits);
        Assert.Equal([2, 3, 4, 5, 6], scanner.Harmless.Select(hit => hit.Line));
        Assert.Contains("floppy", scanner.Harmless[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_each_pattern_the_first_five_lines_are_kept()
    {
        var scanner = new ConsoleScanner();
        for (var i = 0; i < 1000; i++)
        {
            scanner.Add($"[ {i}.1] I/O error, dev vda, sector {i}\n");
        }
        Assert.Equal(5, scanner.Hits.Count);
    }

    [Fact]
    public void The_stage_of_a_boot_is_read_from_its_console()
    {
        var scanner = new ConsoleScanner();
        List<string> stages = [scanner.Stage];
        foreach (
            var line in (string[])
                [
                    "[    0.0] Linux version 6.12.117+deb13-amd64 (debian-kernel@lists.debian.org)",
                    "[   21.5] systemd[1]: systemd 257.13-1~deb13u1 running in system mode (+PAM)",
                    "[   97.4] cloud-init[535]: Cloud-init v. 25.1.4 running 'init-local' at Mon",
                    "[   99.4] cloud-init[535]: Cloud-init v. 25.1.4 running 'modules:final' at Mon",
                    "[  100.1] cloud-init[535]: Setting up libnetfilter-conntrack3:amd64 (1.1.0-1) ...",
                    "[  101.2] cloud-init[535]: Setting up kubelet (1.20.2-1.1) ...",
                    "[  105.4] cloud-init[535]: Cloud-init v. 25.1.4 finished at Mon, 23 Nov 2026",
                ]
        )
        {
            scanner.Add(line + "\r\n");
            stages.Add(scanner.Stage);
        }
        Assert.Equal(
            [
                "firmware",
                "kernel",
                "systemd",
                "cloud-init init-local",
                "cloud-init modules:final",
                "installing libnetfilter-conntrack3",
                "installing kubelet",
                "cloud-init finished",
            ],
            stages
        );
        Assert.True(scanner.HasCloudInit);
        Assert.False(scanner.HasLogin);
        scanner.Add("Debian GNU/Linux 13 k8s-test ttyS0\r\n\r\nk8s-test login: ");
        Assert.True(scanner.HasLogin);
    }
}
