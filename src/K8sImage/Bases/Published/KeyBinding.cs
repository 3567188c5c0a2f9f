using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;

namespace K8sImage.Bases.Published;

/// <summary>
/// What an OpenPGP key says about itself, and how its subkeys are bound to it (RFC 9580, sections 5.2.1 and 10.1.5).
/// </summary>
internal static class KeyBinding
{
    /// <summary>
    /// The newest of the primary key's own certifications that holds. SHA-1 is taken here, as Canonical's key of 2009 has
    /// no other: the key is known by its fingerprint, and this signature can only narrow what it is good for.
    /// </summary>
    public static PgpSignature? OfPrimary(PgpPublicKey primary) =>
        primary
            .GetUserIds()
            .SelectMany(id =>
                primary
                    .GetSignaturesForId(id)
                    .Where(each =>
                        each.IsCertification()
                        && each.KeyId == primary.KeyId
                        && Holds(each, primary, () => each.VerifyCertification(id, primary))
                    )
            )
            .MaxBy(each => each.CreationTime);

    /// <summary>When a key ends; null if it does not.</summary>
    public static DateTimeOffset? ExpiryOf(PgpPublicKey key, PgpSignature binding) =>
        binding.GetHashedSubPackets()?.GetKeyExpirationTime() is { } seconds and > 0
            ? new DateTimeOffset(key.CreationTime, TimeSpan.Zero).AddSeconds(seconds)
            : null;

    /// <summary>Whether a key may sign documents; one that does not say what it is for may.</summary>
    public static bool MaySign(PgpSignature binding) =>
        binding.GetHashedSubPackets() is { } packets
        && (
            !packets.HasSubpacket(SignatureSubpacketTag.KeyFlags)
            || (packets.GetKeyFlags() & KeyFlags.SignData) != 0
        );

    /// <summary>
    /// Whether a subkey may sign for the primary key: bound by it, for signing, and by a signature of the subkey itself
    /// that it belongs there, else one could claim another's.
    /// </summary>
    public static bool IsSigningSubkey(
        PgpPublicKey primary,
        PgpPublicKey subkey,
        DateTimeOffset now
    )
    {
        var binding = subkey
            .GetSignatures()
            .Where(each =>
                each.SignatureType == PgpSignature.SubkeyBinding
                && each.KeyId == primary.KeyId
                && DetachedSignature.IsStrong(each.HashAlgorithm)
                && Holds(each, primary, () => each.VerifyCertification(primary, subkey))
            )
            .MaxBy(each => each.CreationTime);
        return binding is not null
            && !subkey.HasRevocation()
            && !(ExpiryOf(subkey, binding) <= now)
            && binding.GetHashedSubPackets() is { } packets
            && packets.HasSubpacket(SignatureSubpacketTag.KeyFlags)
            && (packets.GetKeyFlags() & KeyFlags.SignData) != 0
            && IsClaimedBack(primary, subkey, binding);
    }

    private static bool IsClaimedBack(
        PgpPublicKey primary,
        PgpPublicKey subkey,
        PgpSignature binding
    ) =>
        new[] { binding.GetHashedSubPackets(), binding.GetUnhashedSubPackets() }
            .Where(packets => packets is not null)
            .Select(packets => packets.GetEmbeddedSignatures())
            .SelectMany(list => Enumerable.Range(0, list.Count).Select(i => list[i]))
            .Any(each =>
                each.SignatureType == PgpSignature.PrimaryKeyBinding
                && DetachedSignature.IsStrong(each.HashAlgorithm)
                && Holds(each, subkey, () => each.VerifyCertification(primary, subkey))
            );

    private static bool Holds(PgpSignature signature, PgpPublicKey signer, Func<bool> verify)
    {
        if (signature.KeyAlgorithm != signer.Algorithm)
        {
            return false;
        }
        signature.InitVerify(signer);
        return verify();
    }
}
