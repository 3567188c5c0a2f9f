using K8sImage.Findings;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace K8sImage.Bases.Published;

/// <summary>The OpenPGP key (RFC 9580) by which a publisher vouches for its lists of digests.</summary>
internal sealed class PublisherKey
{
    private readonly SignedChecksums _checksums;
    private readonly DateTimeOffset _now;

    // The primary key and its subkeys, those of them that may sign.
    private readonly Dictionary<long, PgpPublicKey> _signing = [];

    private PublisherKey(SignedChecksums checksums, PgpPublicKeyRing ring, DateTimeOffset now)
    {
        _checksums = checksums;
        _now = now;
        var primary = ring.GetPublicKey();
        var self =
            KeyBinding.OfPrimary(primary)
            ?? throw Fault("no signature of its own says what it is for");
        if (primary.HasRevocation())
        {
            throw Fault("its owner has revoked it");
        }
        if (KeyBinding.ExpiryOf(primary, self) is { } expiry && expiry <= now)
        {
            throw Fault($"it expired on {expiry:yyyy-MM-dd}");
        }
        if (KeyBinding.MaySign(self))
        {
            _signing.Add(primary.KeyId, primary);
        }
        foreach (var subkey in ring.GetPublicKeys().Where(key => key.KeyId != primary.KeyId))
        {
            if (KeyBinding.IsSigningSubkey(primary, subkey, now))
            {
                _signing.Add(subkey.KeyId, subkey);
            }
        }
    }

    /// <summary>Reads the key.</summary>
    /// <param name="checksums">Says which key, and in which file.</param>
    /// <param name="now">The time at which it must hold.</param>
    /// <exception cref="FindingException">The file lacks the key, or the key is expired or revoked.</exception>
    public static PublisherKey Read(SignedChecksums checksums, DateTimeOffset now)
    {
        PgpPublicKeyRing? ring;
        try
        {
            using var stream = PgpUtilities.GetDecoderStream(File.OpenRead(checksums.KeyFile));
            ring = new PgpPublicKeyRingBundle(stream)
                .GetKeyRings()
                .FirstOrDefault(each =>
                    Convert.ToHexString(each.GetPublicKey().GetFingerprint())
                    == checksums.Fingerprint
                );
            if (ring is not null)
            {
                return new PublisherKey(checksums, ring, now);
            }
        }
        // The library names no exceptions for what is no key, and has many.
        catch (Exception e) when (e is not FindingException)
        {
            throw Fault(checksums, $"{ShownFile(checksums)} can't be read: {e.Message}");
        }
        throw Fault(checksums, $"{ShownFile(checksums)} holds no key of that fingerprint");
    }

    /// <summary>Verifies that the key's owner signed the list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="signature">The detached signature.</param>
    /// <exception cref="FindingException">The signature doesn't hold, or is another key's.</exception>
    public void Verify(byte[] list, byte[] signature)
    {
        IReadOnlyList<PgpSignature> signatures;
        try
        {
            signatures = DetachedSignature.Read(signature);
        }
        // As above; and what is read here comes from the network.
        catch (Exception)
        {
            throw DoesNotHold("is no OpenPGP signature");
        }
        var ours = signatures.Where(each => _signing.ContainsKey(each.KeyId)).ToList();
        if (ours.Count == 0)
        {
            throw new FindingException(
                BaseRules.Key.At(
                    _checksums.Place,
                    $"{_checksums.File} is signed by {Signers(signatures)}, and not by {_checksums.Fingerprint}",
                    "if the publisher has a new key, make sure that it is the publisher's before you pin it"
                )
            );
        }
        // A publisher that changes algorithms signs with both for a while: one signature that holds is enough.
        var faults = ours.Select(each =>
                DetachedSignature.FaultOf(each, _signing[each.KeyId], list, _now)
            )
            .ToList();
        if (!faults.Contains(null))
        {
            throw DoesNotHold(faults[0]!);
        }
    }

    // As a base file would name it.
    private static string ShownFile(SignedChecksums checksums) =>
        "keys/" + Path.GetFileName(checksums.KeyFile);

    private static string Signers(IReadOnlyList<PgpSignature> signatures) =>
        signatures.Count == 0
            ? "nobody"
            : string.Join(", ", signatures.Select(each => $"key {each.KeyId:X16}"));

    private FindingException DoesNotHold(string fault) =>
        new(
            BaseRules.Signature.At(
                _checksums.Place,
                $"{_checksums.Signature} {fault}",
                "the list is damaged or forged; run it again, and if that doesn't help, ask the publisher"
            )
        );

    private FindingException Fault(string fault) =>
        Fault(_checksums, $"the key {_checksums.Fingerprint} can't be used: {fault}");

    private static FindingException Fault(SignedChecksums checksums, string message) =>
        new(
            BaseRules.Key.At(
                checksums.Place,
                message,
                "get the publisher's key of today, make sure that it is the publisher's, and put it there"
            )
        );
}
