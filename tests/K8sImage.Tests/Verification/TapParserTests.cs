using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

public sealed class TapParserTests
{
    private const string Nonce = "0123456789abcdef";

    private static readonly string[] Whole =
    [
        "TAP version 14",
        "# k8simage nonce=0123456789abcdef boot=b80c235e-da78-4ab5-8d66-66f6851c0501 instance=k8s-1 node=k8s-master",
        "1..3",
        "ok 1 - sysctl: IPv4 forwarding is on",
        "not ok 2 - swap: no swap is active",
        "  ---",
        "  run: \"swapon --noheadings\"",
        "  wanted: \"\"",
        "  seen: \"/swap.img \\\"512M\\\"\\nsecond\\u0007\"",
        "  hint: \"swapon --show\"",
        "  ...",
        "ok 3 - hosts: k8s-node1: resolves: to its address",
        "# off: kubelet",
        "# off: kubernetes-packages",
        "# k8simage end nonce=0123456789abcdef passed=2 failed=1",
    ];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_whole_verdict_is_read_without_a_finding(string lineBreak)
    {
        var (report, findings) = Parse(string.Join(lineBreak, Whole) + lineBreak);

        Assert.Empty(findings);
        Assert.Equal(
            new TapHeader(Nonce, "b80c235e-da78-4ab5-8d66-66f6851c0501", "k8s-1", "k8s-master"),
            report.Header
        );
        Assert.Equal(3, report.Planned);
        Assert.True(report.IsEnded);
        Assert.Equal(["kubelet", "kubernetes-packages"], report.Off);
        Assert.Equal(
            [
                new CheckResult(1, "sysctl", "IPv4 forwarding is on", true, 4),
                new CheckResult(2, "swap", "no swap is active", false, 5)
                {
                    Diagnostic = new CheckDiagnostic(
                        "swapon --noheadings",
                        "",
                        "/swap.img \"512M\"\nsecond\a",
                        "swapon --show"
                    ),
                },
                new CheckResult(3, "hosts", "k8s-node1: resolves: to its address", true, 12),
            ],
            report.Checks
        );
    }

    [Fact]
    public void Silence_is_a_failure() => Assert.Equal(["K8S601"], Codes(""));

    [Fact]
    public void Another_boots_nonce_is_a_failure() =>
        Assert.Equal(
            ["K8S602"],
            Codes(Text(Whole).Replace(Nonce, "fedcba9876543210", StringComparison.Ordinal))
        );

    [Fact]
    public void A_guest_that_could_not_read_its_nonce_is_a_failure() =>
        Assert.Equal(
            ["K8S602"],
            Codes(Text(Whole).Replace(Nonce, "none", StringComparison.Ordinal))
        );

    [Fact]
    public void An_end_with_another_nonce_than_the_header_is_a_failure() =>
        Assert.Equal(
            ["K8S602"],
            Codes(Text(Changed(14, "# k8simage end nonce=other passed=2 failed=1")))
        );

    // Whichever line is lost, somebody notices.
    [Theory]
    [InlineData(0, "K8S605")]
    [InlineData(1, "K8S605")]
    [InlineData(2, "K8S605")]
    [InlineData(3, "K8S606", "K8S608", "K8S605")]
    [InlineData(4, "K8S603", "K8S606", "K8S608", "K8S605")]
    [InlineData(5, "K8S607", "K8S603")]
    [InlineData(6, "K8S607", "K8S603")]
    [InlineData(9, "K8S607")]
    [InlineData(10, "K8S607")]
    [InlineData(11, "K8S608", "K8S605")]
    [InlineData(14, "K8S601")]
    public void A_lost_line_is_a_failure(int line, params string[] codes) =>
        Assert.Equal(codes.Order(), Codes(Text(Whole.Where((_, i) => i != line))));

    [Theory]
    [InlineData(0, "K8S604")]
    [InlineData(1, "K8S604")]
    [InlineData(2, "K8S604")]
    [InlineData(3, "K8S604", "K8S608")]
    [InlineData(12, "K8S604")]
    [InlineData(14, "K8S604")]
    public void A_doubled_line_is_a_failure(int line, params string[] codes) =>
        Assert.Equal(
            codes.Order(),
            Codes(Text([.. Whole[..(line + 1)], Whole[line], .. Whole[(line + 1)..]]))
        );

    [Fact]
    public void A_verdict_that_comes_twice_is_a_failure() =>
        Assert.Equal(["K8S603", "K8S604"], Codes(Text([.. Whole, .. Whole])));

    [Theory]
    [InlineData("[   12.3] random: crng init done")]
    [InlineData("ok 1 sysctl: no dash")]
    [InlineData("ok 01 - sysctl: leading zero")]
    [InlineData("ok 3 - no step")]
    [InlineData("OK 3 - sysctl: shouted")]
    [InlineData(" ok 3 - sysctl: indented")]
    [InlineData("ok 3 - sysctl: name # SKIP\r\r")]
    [InlineData("Bail out!")]
    [InlineData("")]
    [InlineData("1..3 # SKIP")]
    [InlineData("# a comment")]
    public void A_foreign_line_is_a_failure(string line)
    {
        var codes = Codes(Text([.. Whole[..3], line, .. Whole[3..]]));
        Assert.Contains("K8S603", codes);
    }

    [Fact]
    public void A_log_that_ends_within_a_line_is_a_failure()
    {
        var text = Text(Whole);
        Assert.Equal(["K8S601", "K8S607"], Codes(text[..^1]));
    }

    // Wherever the log is cut, the verdict is no pass.
    [Fact]
    public void A_verdict_cut_at_any_byte_is_a_failure()
    {
        var text = Text(Whole);
        for (var length = 0; length < text.Length; length++)
        {
            Assert.NotEmpty(Codes(text[..length]));
        }
    }

    [Fact]
    public void A_byte_changed_anywhere_in_the_frame_is_a_failure()
    {
        var text = Text([.. Whole[..3], .. Whole[^1..]])
            .Replace("1..3", "1..0", StringComparison.Ordinal)
            .Replace("passed=2 failed=1", "passed=0 failed=0", StringComparison.Ordinal);
        Assert.Empty(Codes(text));
        for (var i = 0; i < text.Length; i++)
        {
            // The ids of boot, instance and node are judged elsewhere.
            var isOfHeader =
                i > text.IndexOf("boot=", StringComparison.Ordinal) + 4
                && i < text.IndexOf("1..", StringComparison.Ordinal) - 1;
            if (!isOfHeader)
            {
                Assert.NotEmpty(Codes(text[..i] + '~' + text[(i + 1)..]));
            }
        }
    }

    [Theory]
    [InlineData("  seen: unquoted")]
    [InlineData("  seen: \"unfinished")]
    [InlineData("  seen: null")]
    [InlineData("  seen: 5")]
    public void A_diagnostic_that_is_no_JSON_string_is_a_failure(string line) =>
        Assert.Equal(["K8S607"], Codes(Text(Changed(8, line))));

    [Fact]
    public void Sums_that_contradict_the_lines_are_a_failure() =>
        Assert.Equal(
            ["K8S608"],
            Codes(Text(Changed(14, $"# k8simage end nonce={Nonce} passed=3 failed=0")))
        );

    [Fact]
    public void Facts_are_read_and_none_may_come_twice()
    {
        const string Line = "# k8simage fact host-keys=2c26b46b = x";
        var (report, findings) = Parse(Text([.. Whole[..^1], Line, Whole[^1]]));
        Assert.Empty(findings);
        Assert.Equal("2c26b46b = x", report.Facts["host-keys"]);
        Assert.Equal(["K8S604"], Codes(Text([.. Whole[..^1], Line, Line, Whole[^1]])));
        Assert.Equal(["K8S603"], Codes(Text([.. Whole[..^1], "# k8simage fact x", Whole[^1]])));
    }

    [Fact]
    public void A_finding_points_to_the_line_of_the_log()
    {
        var (_, findings) = Parse(Text(Changed(3, "garbage")));
        Assert.Contains(
            findings,
            finding =>
                finding.Place == new Place("boot1-verdict.tap", 4) && finding.Code == "K8S603"
        );
    }

    // As OVMF writes it, from a boot of HandOverMatrix.
    [Fact]
    public void What_a_UEFI_firmware_says_first_is_no_part_of_a_verdict_and_later_words_are()
    {
        string[] firmware =
        [
            "\u001b[2J\u001b[01;01HBdsDxe: loading Boot0001 \"UEFI Misc Device\" from PciRoot(0x0)/Pci(0x2,0x0)\r",
            "EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path\r",
        ];
        var text = Text([.. firmware, .. Whole]);

        var (report, findings) = Parse(text, Firmware.Uefi);

        Assert.Empty(findings);
        Assert.Equal(
            Parse(Text(Whole)).Report.Checks.Select(check => check.Name),
            report.Checks.Select(check => check.Name)
        );
        Assert.Equal(["K8S603"], Codes(text));
        Assert.Equal(
            ["K8S603"],
            Codes(Text([.. Whole[..3], firmware[1], .. Whole[3..]]), Firmware.Uefi)
        );
        // A check is never passed over.
        Assert.NotEmpty(Codes(Text(["ok 1 - test: forged", .. Whole]), Firmware.Uefi));
    }

    private static string[] Changed(int line, string text) =>
        [.. Whole[..line], text, .. Whole[(line + 1)..]];

    private static string Text(IEnumerable<string> lines) =>
        string.Concat(lines.Select(l => l + "\n"));

    private static string[] Codes(string text, Firmware firmware = Firmware.Bios) =>
        [.. Parse(text, firmware).Findings.Select(finding => finding.Code).Distinct().Order()];

    private static (TapReport Report, FindingCollection Findings) Parse(
        string text,
        Firmware firmware = Firmware.Bios
    )
    {
        var findings = new FindingCollection();
        return (TapParser.Parse(text, Nonce, "boot1-verdict.tap", findings, firmware), findings);
    }
}
