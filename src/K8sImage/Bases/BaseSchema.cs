using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sImage.Bases.Packages;
using K8sImage.Bases.Published;
using K8sImage.Yaml.Schemas;
using static K8sImage.Yaml.Schemas.Schema;
using static K8sImage.Yaml.Schemas.SchemaKey;

namespace K8sImage.Bases;

/// <summary>
/// Base files for editors: an entry for each key that <see cref="BaseReader"/> takes, for each kind. Tests compare the two.
/// </summary>
internal static partial class BaseSchema
{
    public static JsonObject Document =>
        Schema.Document(
            "Base file of K8sImage",
            "A base image: what a node's disk holds before the node's seed is read.",
            AnyOf(Published, Packages)
        );

    private static JsonObject Published
    {
        get
        {
            var published = Mapping(
                Title,
                Kind("published"),
                Of<PublishedBase>(nameof(PublishedBase.Url), Text(PublishedUrl.Form())) with
                {
                    IsNeeded = true,
                    Example = "https://images.example.org/release-20260926/example-1-amd64.img",
                },
                Of<BaseImage>(
                    nameof(BaseImage.Format),
                    Choice(DiskFormat.Qcow2, DiskFormat.Raw)
                ) with
                {
                    IsNeeded = true,
                },
                Of<PublishedBase>(
                    nameof(PublishedBase.Size),
                    Integer(1, PublishedBaseReader.MaxSize)
                ) with
                {
                    IsNeeded = true,
                    Example = 625612288,
                },
                Of<PublishedBase>(nameof(PublishedBase.Digest), Text(Digest())) with
                {
                    Example =
                        "sha256:6a81c37564db9b1ee84e141922625e1d7c5b389b99bb3c572e0243607d5bb4d2",
                },
                Of<PublishedBase>(nameof(PublishedBase.Checksums), Checksums),
                Of<BaseImage>(nameof(BaseImage.HasSwapFile), Boolean(), "swapFile") with
                {
                    Example = false,
                }
            );
            published["anyOf"] = new JsonArray(
                new JsonObject { ["required"] = new JsonArray("digest") },
                new JsonObject { ["required"] = new JsonArray("checksums") }
            );
            return published;
        }
    }

    private static JsonObject Packages =>
        Mapping(
            Title,
            Kind("packages"),
            Of<PackagesBase>(nameof(PackagesBase.Suite), Text(PackagesBaseReader.Suite())) with
            {
                IsNeeded = true,
                Example = "trixie",
            },
            Of<PackagesBase>(nameof(PackagesBase.Mirror), Text(PackagesBaseReader.Mirror())) with
            {
                Example = "https://deb.example.org/debian",
            },
            Of<PackagesBase>(nameof(PackagesBase.HasUpdates), Boolean(), "updates") with
            {
                Example = false,
            },
            Of<PackagesBase>(nameof(PackagesBase.HasSecurity), Boolean(), "security") with
            {
                Example = false,
            },
            Of<PackagesBase>(
                nameof(PackagesBase.ChecksValidUntil),
                Boolean(),
                "checkValidUntil"
            ) with
            {
                Example = false,
            },
            Of<PackagesBase>(
                nameof(PackagesBase.Packages),
                List(Text(PackagesBaseReader.Package()), least: 1)
            ) with
            {
                IsNeeded = true,
                Example = new JsonArray("linux-image-amd64", "grub-pc-bin", "cloud-init"),
            }
        );

    private static JsonObject Checksums =>
        Mapping(
            Of<SignedChecksums>(
                nameof(SignedChecksums.File),
                Text(PublishedBaseReader.FileName())
            ) with
            {
                IsNeeded = true,
                Example = "SHA256SUMS",
            },
            Of<SignedChecksums>(
                nameof(SignedChecksums.Signature),
                Text(PublishedBaseReader.FileName())
            ) with
            {
                IsNeeded = true,
                Example = "SHA256SUMS.gpg",
            },
            Of<SignedChecksums>(
                nameof(SignedChecksums.Fingerprint),
                Text(PublishedBaseReader.Fingerprint()),
                "key"
            ) with
            {
                IsNeeded = true,
                Example = "D2EB44626FDDC30B513D5BB71A5D6C4C7DB87C81",
            }
        );

    private static SchemaKey Title =>
        Of<BaseImage>(nameof(BaseImage.Title), Text()) with
        {
            IsNeeded = true,
            Example = "Example 1, cloud image of 2026-09-26",
        };

    private static SchemaKey Kind(string kind) =>
        new(
            "kind",
            "published: downloaded from a distribution; packages: built here from Debian's packages.",
            Choice(kind)
        )
        {
            IsNeeded = true,
        };

    [GeneratedRegex(@"\A(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex Digest();
}
