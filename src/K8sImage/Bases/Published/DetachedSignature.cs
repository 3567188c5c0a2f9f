using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace K8sImage.Bases.Published;

/// <summary>A signature of its own beside the document (RFC 9580, section 10.4).</summary>
internal static class DetachedSignature
{
    // Clocks differ, but not by more.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    // What may be critical, because it is heeded here (RFC 9580, section 5.2.3.7).
    private static readonly SignatureSubpacketTag[] Heeded =
    [
        SignatureSubpacketTag.CreationTime,
        SignatureSubpacketTag.ExpireTime,
        SignatureSubpacketTag.IssuerKeyId,
        SignatureSubpacketTag.IssuerFingerprint,
    ];

    /// <summary>Reads a signature file, binary or armored.</summary>
    /// <returns>The signatures in it.</returns>
    /// <exception cref="Exception">It is none; the library names no single exception.</exception>
    public static IReadOnlyList<PgpSignature> Read(byte[] content)
    {
        using var stream = PgpUtilities.GetDecoderStream(new MemoryStream(content));
        return new PgpObjectFactory(stream).NextPgpObject() is PgpSignatureList list
            ? [.. Enumerable.Range(0, list.Count).Select(i => list[i])]
            : throw new PgpException("no signature");
    }

    /// <summary>Why a signature doesn't hold.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="key">The key that should have made it.</param>
    /// <param name="document">What it should have signed.</param>
    /// <param name="now">The time at which it must hold.</param>
    /// <returns>The rest of a sentence that begins with the signature; null if it holds.</returns>
    public static string? FaultOf(
        PgpSignature signature,
        PgpPublicKey key,
        byte[] document,
        DateTimeOffset now
    )
    {
        if (
            signature.Version != SignaturePacket.Version4
            || signature.SignatureType != PgpSignature.BinaryDocument
            || signature.KeyAlgorithm != key.Algorithm
        )
        {
            return "is no signature of a file by this key";
        }
        if (!IsStrong(signature.HashAlgorithm))
        {
            return $"rests on {signature.HashAlgorithm}, which can be forged";
        }
        var packets = signature.GetHashedSubPackets();
        if (
            packets.ToArray().Any(each => each.IsCritical() && !Heeded.Contains(each.SubpacketType))
        )
        {
            return "has conditions that this program doesn't know";
        }
        var made = new DateTimeOffset(signature.CreationTime, TimeSpan.Zero);
        if (signature.CreationTime < key.CreationTime || made > now + ClockSkew)
        {
            return $"is dated {made:yyyy-MM-dd}, before its key or in the future";
        }
        var seconds = packets.GetSignatureExpirationTime();
        if (seconds > 0 && made.AddSeconds(seconds) <= now)
        {
            return $"expired on {made.AddSeconds(seconds):yyyy-MM-dd}";
        }
        return IsMadeBy(signature, key, document) ? null : "doesn't fit the list beside it";
    }

    /// <summary>Whether nobody can make two documents with one hash.</summary>
    public static bool IsStrong(HashAlgorithmTag hash) =>
        hash is HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512;

    private static bool IsMadeBy(PgpSignature signature, PgpPublicKey key, byte[] document)
    {
        try
        {
            signature.InitVerify(key);
            signature.Update(document);
            return signature.Verify();
        }
        // Numbers that no signature of this algorithm has.
        catch (Exception)
        {
            return false;
        }
    }
}
