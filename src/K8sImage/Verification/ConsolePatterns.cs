using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>The table of what consoles say when something is wrong.</summary>
public static class ConsolePatterns
{
    // Long enough for the rest of a trace to reach the log.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    // The self-check may still come, and say more than the console does.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);

    /// <summary>Lines that mean trouble.</summary>
    public static IReadOnlyList<ConsolePattern> Bad { get; } =
    [
        Fatal(
            "panic",
            @"Kernel panic - not syncing",
            "the kernel has stopped",
            "nothing runs any more"
        ),
        Fatal(
            "oops",
            @"\bOops: [0-9a-f]{4}|\bOops: (general protection|invalid opcode|.*PREEMPT|.*SMP)",
            "the kernel has caught a fault of its own",
            "what it was doing is lost, and later failures are consequences"
        ),
        Fatal(
            "null-pointer",
            @"BUG: (unable to handle|kernel NULL pointer)",
            "the kernel has used an invalid address",
            "what it was doing is lost, and later failures are consequences"
        ),
        Fatal(
            "double-fault",
            @"\b(double fault|PANIC: double fault)\b",
            "the processor has faulted while handling a fault",
            "memory is corrupt, or the emulator is"
        ),
        Fatal(
            "protection-fault",
            @"\bgeneral protection fault\b",
            "an instruction has touched what it must not",
            "memory is corrupt, or the emulator is (QEMU before 10 with cmpxchg16b)"
        ),
        Fatal(
            "memory-corruption",
            @"Slab corruption|BUG kmalloc-|list_(add|del) corruption|Bad page (state|map)|refcount_t: (underflow|overflow|saturated)",
            "the kernel's own memory is corrupt",
            "what the node does from here proves nothing"
        ),
        Fatal(
            "no-root",
            @"VFS: (Cannot open root device|Unable to mount root fs)|Gave up waiting for root (file ?system )?device|ALERT! .* does not exist",
            "the root file system is not found",
            "the base image's disk is not the one that its boot loader names"
        ),
        Fatal(
            "initramfs-shell",
            @"^\(initramfs\)|Dropping to a shell",
            "the boot has stopped in the initramfs",
            "it waits for somebody to type"
        ),
        Fatal(
            "emergency",
            @"You are in (emergency|rescue) mode|Entering emergency mode|Reached target .*(emergency|rescue)\.target|Cannot open access to console, the root account is locked",
            "systemd has given up and started an emergency shell",
            "it waits for somebody to type; a file system of /etc/fstab is the usual cause"
        ),
        Fatal(
            "systemd-crash",
            @"systemd\[1\]: (Caught <[A-Z]+>|Freezing execution)|systemd.*!!!!!!",
            "systemd itself has crashed or frozen",
            "no unit starts or stops any more"
        ),
        Fatal(
            "grub",
            @"^grub( rescue)?> *$|error: (no such (partition|device)|unknown filesystem|file .* not found)",
            "the boot loader does not find its files",
            "the disk's partitions or file system are damaged"
        ),
        Stage(
            "cloud-init-stage",
            @"cloud-init.*failed (run of )?stage|Failed to start .*cloud-(init|config|final)[a-z-]*\.service",
            "a stage of cloud-init has failed",
            "what the seed asks for in that stage and after it was not done"
        ),
        Stage(
            "no-datasource",
            @"Cloud-init v\. .*Datasource DataSourceNone",
            "cloud-init has found no seed",
            "the node is the base image and nothing more; look at the ISO's label and meta-data"
        ),
        Trouble(
            "traceback",
            @"cloud-init\[[0-9]+\]: Traceback \(most recent call last\)",
            "a module of cloud-init has crashed",
            "what it does was done in part or not at all"
        ),
        Trouble(
            "cloud-init-warning",
            @"cloud-init\[[0-9]+\]: .*\[(WARNING|ERROR|CRITICAL)\]:",
            "cloud-init complains",
            "it goes on after most errors, and says so only here and in its log"
        ),
        Trouble(
            "failed-unit",
            @"\[FAILED\] Failed to|systemd\[1\]: Failed to start",
            "a unit has failed",
            "it may succeed later, or be forgotten by a reset: either is worth knowing"
        ),
        Trouble(
            "dependency",
            @"\[DEPEND\] Dependency failed for",
            "a unit was not started since one that it needs has failed",
            "it isn't listed as failed"
        ),
        Trouble(
            "device-timeout",
            @"Timed out waiting for device|\[ TIME \] Timed out",
            "a device has not appeared",
            "the boot waited for it 90 seconds, and will at every boot"
        ),
        Trouble(
            "ordering-cycle",
            @"ordering cycle|Job .* deleted to break",
            "units wait for each other in a circle",
            "systemd leaves one of them out, and not always the same"
        ),
        Trouble(
            "bad-unit",
            @"has a bad unit file setting|Unit configuration has fatal error|Assignment outside of section",
            "a unit file is wrong",
            "systemd ignores the unit or the line"
        ),
        Trouble(
            "wait-online",
            @"systemd-networkd-wait-online.*[Tt]imeout|Failed to start .*wait-online",
            "the network did not come up in time",
            "the boot waited two minutes for it, and will at every boot"
        ),
        Trouble(
            "out-of-memory",
            @"Out of memory: Killed process|invoked oom-killer|oom-kill:",
            "the kernel has ended a process for lack of memory",
            "which one it takes is chance"
        ),
        Trouble(
            "file-system",
            @"EXT4-fs error|EXT4-fs .*: (Remounting filesystem read-only|error count)|XFS .*[Cc]orruption|Remounting filesystem read-only",
            "a file system is damaged",
            "it is read-only from here, or will be"
        ),
        Trouble(
            "disk",
            @"Buffer I/O error on dev|I/O error, dev ",
            "a disk does not answer",
            "what was written may be lost"
        ),
        Trouble(
            "no-space",
            @"No space left on device",
            "a file system is full",
            "what was written is cut; the root file system may not have grown"
        ),
        Trouble(
            "segfault",
            @"\]: segfault at |traps: .* trap (invalid opcode|int3|divide error)",
            "a program has crashed",
            "systemd may start it again, and the next crash is only a matter of time"
        ),
        Trouble(
            "kernel-warning",
            @"WARNING: CPU: [0-9]+ PID: ",
            "the kernel has met a state that it did not expect",
            "it goes on, and nobody has thought about how"
        ),
        Trouble(
            "apt-lock",
            @"E: Could not get lock|Unable to acquire the dpkg frontend lock",
            "two package managers were at work",
            "what one of them should install is missing"
        ),
        Trouble(
            "duplicate-address",
            @"duplicate address detected|[Aa]ddress conflict",
            "somebody else on the network has the node's address",
            "the address is switched off"
        ),
        Trouble(
            "netplan",
            @"netplan.*(Error in network definition|Invalid YAML)",
            "netplan refuses the node's network configuration",
            "the network is what the base image had"
        ),
        Odd(
            "soft-lockup",
            @"BUG: soft lockup",
            "a processor has not been scheduled for long",
            "where instructions are translated, a busy host looks like this"
        ),
        Odd(
            "rcu-stall",
            @"rcu: INFO: .*(self-detected stall|detected stalls|kthread starved)",
            "a processor has not been scheduled for long",
            "where instructions are translated, a busy host looks like this"
        ),
        Odd(
            "hung-task",
            @"INFO: task .* blocked for more than [0-9]+ seconds",
            "a program has waited for a disk for two minutes",
            "where instructions are translated, a busy host looks like this"
        ),
    ];

    /// <summary>Lines that the table matches and that mean nothing.</summary>
    public static IReadOnlyList<HarmlessLine> Harmless { get; } =
    [
        new(
            Of(@"I/O error(,| on) dev fd0"),
            "a virtual machine's floppy drive is empty, and some kernels look into it"
        ),
        new(
            Of(@"I/O error(,| on) dev sr[0-9]"),
            "the end of a CD is probed for by reading past it, and an empty drive answers with an error"
        ),
        new(
            Of(@"\[WARNING\]: .*Permissions for /etc/netplan/.*too open"),
            "netplan complains about the mode that old versions of cloud-init gave to their own file"
        ),
    ];

    private static ConsolePattern Fatal(string name, string regex, string what, string why) =>
        new(name, Of(regex), what, why, EndsAfter: AtOnce);

    private static ConsolePattern Stage(string name, string regex, string what, string why) =>
        new(name, Of(regex), what, why, EndsAfter: Soon);

    private static ConsolePattern Trouble(string name, string regex, string what, string why) =>
        new(name, Of(regex), what, why);

    private static ConsolePattern Odd(string name, string regex, string what, string why) =>
        new(name, Of(regex), what, why, Severity.Warning);

    // A console is untrusted text of any length: no backtracking.
    private static Regex Of(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
