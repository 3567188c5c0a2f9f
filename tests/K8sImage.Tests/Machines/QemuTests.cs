using K8sImage.Findings;
using K8sImage.Machines;
using Xunit;

namespace K8sImage.Tests.Machines;

public sealed class QemuTests
{
    [Theory]
    [InlineData(
        "QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2+deb13u1~bpo12+1)\nCopyright",
        "10.0.2"
    )]
    [InlineData("QEMU emulator version 11.0.50 (v11.0.0-1-gabc)\n", "11.0.50")]
    public void QEMU_10_and_later_are_taken_as_they_are(string said, string version)
    {
        var findings = new FindingCollection();
        var qemu = Qemu.Check("/q", said, findings);
        Assert.Equal(Version.Parse(version), qemu.Version);
        Assert.False(qemu.MustHideCmpxchg16B);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("QEMU emulator version 7.2.17 (Debian 1:7.2+dfsg-7+deb12u13)\n")]
    [InlineData("QEMU emulator version 9.2.4\n")]
    public void QEMU_7_to_9_are_warned_about_and_masked(string said)
    {
        var findings = new FindingCollection();
        Assert.True(Qemu.Check("/q", said, findings).MustHideCmpxchg16B);
        var finding = Assert.Single(findings);
        Assert.Equal(("K8S503", Severity.Warning), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("QEMU emulator version 6.2.0 (Debian 1:6.2+dfsg-2ubuntu6)\n", "K8S502")]
    [InlineData("QEMU PC emulator version 0.12\n", "K8S501")]
    [InlineData("", "K8S501")]
    public void Older_ones_are_refused_with_what_to_install(string said, string code)
    {
        var thrown = Assert.Throws<FindingException>(() =>
            Qemu.Check("/q", said, new FindingCollection())
        );
        var finding = Assert.Single(thrown.Findings);
        Assert.Equal(code, finding.Code);
        Assert.Contains("qemu-system-x86", finding.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true, "flags\t\t: fpu vme vmx smx\n", Accelerator.Kvm)]
    [InlineData(null, true, "flags\t\t: fpu svm\n", Accelerator.Kvm)]
    [InlineData(null, false, "flags\t\t: fpu vmx\n", Accelerator.Tcg)]
    [InlineData(
        null,
        true,
        "flags\t\t: fpu vme\nvmx flags\t: vnmi\nbugs\t: vmxoff\n",
        Accelerator.Tcg
    )]
    [InlineData(null, true, "", Accelerator.Tcg)]
    [InlineData(Accelerator.Tcg, true, "flags\t\t: vmx\n", Accelerator.Tcg)]
    [InlineData(Accelerator.Kvm, true, "", Accelerator.Kvm)]
    public void KVM_is_chosen_where_the_device_and_the_processor_have_it(
        Accelerator? asked,
        bool isWritable,
        string cpuinfo,
        Accelerator chosen
    ) => Assert.Equal(chosen, AcceleratorChoice.Choose(asked, isWritable, cpuinfo));

    [Fact]
    public void KVM_that_is_asked_for_and_not_there_is_a_finding() =>
        Assert.Equal(
            "K8S504",
            Assert
                .Single(
                    Assert
                        .Throws<FindingException>(() =>
                            AcceleratorChoice.Choose(Accelerator.Kvm, false, "flags: vmx")
                        )
                        .Findings
                )
                .Code
        );
}
