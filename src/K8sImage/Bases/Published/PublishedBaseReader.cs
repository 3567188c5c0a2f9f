using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases.Published;

/// <summary>Reads the description of a base that a distribution publishes.</summary>
/// <param name="findings">Takes what is wrong with it.</param>
internal sealed partial class PublishedBaseReader(FindingCollection findings)
{
    // More than any cloud image has, and no more than a disk of today holds.
    internal const long MaxSize = 1L << 40;

    private readonly ValueForms _forms = new(findings);

    /// <summary>Reads the keys of this kind.</summary>
    /// <param name="file">The base file.</param>
    /// <param name="name">Name of the base.</param>
    /// <param name="title">What people call it; null if that is missing.</param>
    /// <param name="keys">Directory of the publishers' public keys.</param>
    /// <returns>The base; null, with findings, if something is wrong.</returns>
    public PublishedBase? Read(MappingReader file, string name, string? title, string keys)
    {
        var urlText = file.Text("url", requiredAs: "the image's address in a dated directory");
        var url = new PublishedUrl(findings).Read(urlText);
        var format = _forms.Checked(
            file.Text("format", requiredAs: DiskFormat.Qcow2),
            Format(),
            "no format of a disk",
            "write qcow2 or raw"
        );
        var size = Size(file.Text("size", requiredAs: "the image's length in bytes"));
        var digestText = file.Text("digest");
        var digest = digestText is null ? null : ImageDigest.Parse(digestText.Text);
        if (digestText is not null && digest is null)
        {
            _forms.Refuse(
                digestText,
                "no digest",
                "write sha256: and 64, or sha512: and 128 hexadecimal digits in lower case"
            );
        }
        var hasSwapFile = file.Boolean("swapFile");
        var isSigned = file.Take("checksums") is not null;
        var checksums = Checksums(file.Reader("checksums"), keys);
        if (digestText is null && !isSigned)
        {
            findings.Add(
                BaseRules.Unverified.At(
                    file.Place,
                    "nothing says how to know the image from a forged one",
                    "add checksums: (a signed list of digests), or digest: where the publisher signs nothing"
                )
            );
            return null;
        }
        var isWrong = digestText is not null && digest is null || isSigned && checksums is null;
        return title is null || url is null || format is null || size is null || isWrong
            ? null
            : new PublishedBase(
                name,
                title,
                urlText!.Place,
                format,
                url,
                size.Value,
                digest,
                checksums
            )
            {
                HasSwapFile = hasSwapFile,
            };
    }

    private long? Size(YamlScalar? scalar)
    {
        if (scalar is null)
        {
            return null;
        }
        if (
            long.TryParse(
                scalar.Text,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var size
            ) && size is > 0 and <= MaxSize
        )
        {
            return size;
        }
        _forms.Refuse(scalar, "no length of an image", "write the number of bytes, digits only");
        return null;
    }

    private SignedChecksums? Checksums(MappingReader? reader, string keys)
    {
        if (reader is null)
        {
            return null;
        }
        const string NameHint = "write the name of a file beside the image, without a directory";
        var list = _forms.Checked(
            reader.Text("file", requiredAs: "the list of digests beside the image"),
            FileName(),
            "no file name",
            NameHint
        );
        var signature = _forms.Checked(
            reader.Text("signature", requiredAs: "the detached signature beside it"),
            FileName(),
            "no file name",
            NameHint
        );
        var key = _forms.Checked(
            reader.Text("key", requiredAs: "the fingerprint of the publisher's key"),
            Fingerprint(),
            "no fingerprint of an OpenPGP key",
            "write all 40 hexadecimal digits, in upper case and without spaces"
        );
        reader.RefuseOthers();
        return list is null || signature is null || key is null
            ? null
            : new SignedChecksums(
                reader.Place,
                list,
                signature,
                key,
                Path.Combine(keys, key + ".asc")
            );
    }

    [GeneratedRegex(@"\A(qcow2|raw)\z")]
    private static partial Regex Format();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,127}\z")]
    internal static partial Regex FileName();

    [GeneratedRegex(@"\A[0-9A-F]{40}\z")]
    internal static partial Regex Fingerprint();
}
