using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sImage.Disks;

/// <summary>
/// A disk's packages as a CycloneDX bill of materials, version 1.6, JSON (ECMA-424). Written by hand: the library CycloneDX.Core
/// can't be had from the registry that this project is built from, and what is needed of the form is five keys.
/// </summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The document.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="file">Name of the disk's file.</param>
    public static string Of(DiskRecord disk, string file) =>
        new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            // The same disk has the same bill: its number is made of the disk's digest.
            ["serialNumber"] = $"urn:uuid:{new Guid(Convert.FromHexString(disk.Sha256[..32]))}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "operating-system",
                    ["bom-ref"] = "disk",
                    ["name"] = file,
                    ["version"] = disk.Key,
                    ["hashes"] = new JsonArray(
                        new JsonObject { ["alg"] = "SHA-256", ["content"] = disk.Sha256 }
                    ),
                },
            },
            ["components"] = new JsonArray([
                .. disk.Packages.Select(package =>
                    Component(package, disk.Distribution, disk.DistributionVersion)
                ),
            ]),
        }.ToJsonString(Options) + "\n";

    private static JsonObject Component(InstalledPackage package, string system, string version)
    {
        // Package URL specification, type deb.
        var purl =
            $"pkg:deb/{system}/{Uri.EscapeDataString(package.Name)}@{Uri.EscapeDataString(package.Version)}?arch={package.Architecture}&distro={system}-{Uri.EscapeDataString(version)}";
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = purl,
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["purl"] = purl,
        };
        if (package.Licences.Count > 0)
        {
            component["licenses"] = new JsonArray([
                .. package.Licences.Select(name => new JsonObject
                {
                    ["license"] = new JsonObject { ["name"] = name },
                }),
            ]);
        }
        return component;
    }
}
