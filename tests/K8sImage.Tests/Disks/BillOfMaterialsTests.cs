using System.Text.Json.Nodes;
using CycloneDX;
using CycloneDX.Json;
using K8sImage.Disks;
using Xunit;

namespace K8sImage.Tests.Disks;

/// <summary>Bills of materials, judged by CycloneDX's own library.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly DiskRecord Disk = new(
        "worker",
        new string('a', 64),
        "debian-13-local",
        new string('b', 64),
        RepositorySha256: null,
        "debian",
        "13",
        ["sysctl"],
        DiskCompression.Zstd,
        "00112233445566778899aabbccddeeff" + new string('0', 32),
        1024,
        [
            new("libstdc++6", "14.2.0-19", "amd64") { Licences = ["GPL-3+ with GCC exception"] },
            new("tzdata", "1:2025b~1+deb13u1", "all"),
        ]
    );

    [Fact]
    public void The_library_finds_nothing_wrong_with_it()
    {
        var result = Validator.Validate(Document(), SpecificationVersion.v1_6);
        Assert.True(result.Valid, string.Join('\n', result.Messages ?? []));
    }

    [Fact]
    public void The_library_would_find_something()
    {
        var document = JsonNode.Parse(Document())!;
        document["components"]![0]!["type"] = "package";
        Assert.False(Validator.Validate(document.ToJsonString(), SpecificationVersion.v1_6).Valid);
    }

    [Fact]
    public void Each_package_has_its_package_URL_with_what_is_special_in_it_escaped()
    {
        var components = JsonNode.Parse(Document())!["components"]!.AsArray();
        Assert.Equal(
            [
                "pkg:deb/debian/libstdc%2B%2B6@14.2.0-19?arch=amd64&distro=debian-13",
                "pkg:deb/debian/tzdata@1%3A2025b~1%2Bdeb13u1?arch=all&distro=debian-13",
            ],
            components.Select(component => component!["purl"]!.GetValue<string>())
        );
    }

    [Theory]
    [InlineData(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-2+\n text\n\nFiles: b\nLicense: Expat\n\nLicense: GPL-2+\n more\n",
        "Expat GPL-2+"
    )]
    [InlineData("This is free software.\nLicense: see below\n", "")]
    public void Licences_are_those_that_a_machine_can_read(string copyright, string names) =>
        Assert.Equal(names, string.Join(' ', Licences.Parse(copyright)));

    private static string Document() => BillOfMaterials.Of(Disk, "worker.qcow2");
}
