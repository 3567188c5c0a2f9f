using K8sImage.Findings;

namespace K8sImage.Bases.Published;

/// <summary>A publisher's list of digests with its detached signature, both in the directory of the image.</summary>
/// <param name="Place">Where it is described.</param>
/// <param name="File">Name of the list, as sha256sum(1) or sha512sum(1) write it.</param>
/// <param name="Signature">Name of the OpenPGP signature, binary or armored.</param>
/// <param name="Fingerprint">Fingerprint of the publisher's primary key, 40 hexadecimal digits in upper case.</param>
/// <param name="KeyFile">Path of the publisher's public key.</param>
public sealed record SignedChecksums(
    Place Place,
    string File,
    string Signature,
    string Fingerprint,
    string KeyFile
);
