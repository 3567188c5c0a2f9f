using System.Text;
using K8sImage.Findings;

namespace K8sImage.Bases.Published;

/// <summary>A list of digests as sha256sum(1) and sha512sum(1) write it: digits, blank, blank or asterisk, name.</summary>
internal static class ChecksumFile
{
    /// <summary>The digest of a file.</summary>
    /// <param name="content">The list.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="place">Where findings point.</param>
    /// <exception cref="FindingException">The list has no digest for the name, or several.</exception>
    public static ImageDigest DigestOf(byte[] content, string name, Place place)
    {
        var digests = Encoding
            .UTF8.GetString(content)
            .Split('\n')
            .Select(line => line.TrimEnd('\r').Split(' ', 2))
            .Where(parts => parts is [_, [' ' or '*', .. var named]] && named == name)
            .Select(parts => ImageDigest.OfHex(parts[0]))
            .Distinct()
            .ToList();
        return digests is [{ } digest]
            ? digest
            : throw new FindingException(
                BaseRules.Checksums.At(
                    place,
                    digests.Count == 0
                        ? $"the signed list has no digest for {name}"
                        : $"the signed list has no single SHA-256 or SHA-512 digest for {name}",
                    "look whether file: names the list that belongs to the image"
                )
            );
    }
}
