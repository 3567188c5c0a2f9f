using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace K8sImage.Tests.Bases.Published;

/// <summary>A publisher's key, made for a test.</summary>
internal sealed class TestKey
{
    private const PublicKeyAlgorithmTag Algorithm = PublicKeyAlgorithmTag.EdDsa_Legacy;

    private readonly PgpSecretKeyRing _secret;
    private PgpPublicKeyRing _public;

    /// <param name="made">When it was made.</param>
    /// <param name="lifetime">How long it holds; null for ever.</param>
    /// <param name="signingSubkey">Whether a subkey signs; else the primary key does.</param>
    /// <param name="claimsBack">Whether the subkey says that it belongs to the primary key.</param>
    public TestKey(
        DateTime? made = null,
        TimeSpan? lifetime = null,
        bool signingSubkey = false,
        bool claimsBack = true
    )
    {
        Made = made ?? new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetKeyFlags(
            true,
            signingSubkey ? KeyFlags.CertifyOther : KeyFlags.CertifyOther | KeyFlags.SignData
        );
        if (lifetime is { } time)
        {
            packets.SetKeyExpirationTime(true, (long)time.TotalSeconds);
        }
        packets.SetSignatureCreationTime(true, Made);
        var generator = new PgpKeyRingGenerator(
            PgpSignature.PositiveCertification,
            NewPair(),
            "Publisher <publisher@example.org>",
            SymmetricKeyAlgorithmTag.Null,
            HashAlgorithmTag.Sha512,
            Array.Empty<char>(),
            true,
            packets.Generate(),
            null,
            new SecureRandom()
        );
        if (signingSubkey)
        {
            var flags = new PgpSignatureSubpacketGenerator();
            flags.SetKeyFlags(true, KeyFlags.SignData);
            flags.SetSignatureCreationTime(true, Made);
            if (claimsBack)
            {
                generator.AddSubKey(
                    NewPair(),
                    flags.Generate(),
                    null,
                    HashAlgorithmTag.Sha512,
                    HashAlgorithmTag.Sha512
                );
            }
            else
            {
                generator.AddSubKey(NewPair(), flags.Generate(), null, HashAlgorithmTag.Sha512);
            }
        }
        _secret = generator.GenerateSecretKeyRing();
        _public = generator.GeneratePublicKeyRing();
    }

    public DateTime Made { get; }

    public string Fingerprint => Convert.ToHexString(_public.GetPublicKey().GetFingerprint());

    private PgpSecretKey Signer => _secret.GetSecretKeys().Last();

    /// <summary>The public key, armored.</summary>
    public byte[] Public() => Armored(_public.GetEncoded());

    /// <summary>A detached signature.</summary>
    public byte[] Sign(
        byte[] document,
        HashAlgorithmTag hash = HashAlgorithmTag.Sha512,
        DateTime? made = null,
        TimeSpan? lifetime = null,
        bool armored = true,
        bool text = false,
        bool unknownCondition = false
    )
    {
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetSignatureCreationTime(true, made ?? Made.AddDays(1));
        packets.SetIssuerFingerprint(false, Signer.PublicKey);
        if (lifetime is { } time)
        {
            packets.SetSignatureExpirationTime(true, (long)time.TotalSeconds);
        }
        if (unknownCondition)
        {
            packets.AddNotationData(true, true, "condition@example.org", "only on Sundays");
        }
        var generator = new PgpSignatureGenerator(Algorithm, hash);
        generator.InitSign(
            text ? PgpSignature.CanonicalTextDocument : PgpSignature.BinaryDocument,
            Signer.ExtractPrivateKey(Array.Empty<char>())
        );
        generator.SetHashedSubpackets(packets.Generate());
        generator.Update(document);
        var signature = generator.Generate().GetEncoded();
        return armored ? Armored(signature) : signature;
    }

    /// <summary>The owner revokes the key, or its last subkey.</summary>
    public void Revoke(bool subkey = false)
    {
        var generator = new PgpSignatureGenerator(Algorithm, HashAlgorithmTag.Sha512);
        generator.InitSign(
            subkey ? PgpSignature.SubkeyRevocation : PgpSignature.KeyRevocation,
            _secret.GetSecretKey().ExtractPrivateKey(Array.Empty<char>())
        );
        var primary = _public.GetPublicKey();
        var revoked = subkey ? _public.GetPublicKeys().Last() : primary;
        _public = PgpPublicKeyRing.InsertPublicKey(
            _public,
            PgpPublicKey.AddCertification(
                revoked,
                subkey
                    ? generator.GenerateCertification(primary, revoked)
                    : generator.GenerateCertification(primary)
            )
        );
    }

    private PgpKeyPair NewPair()
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new PgpKeyPair(Algorithm, generator.GenerateKeyPair(), Made);
    }

    private static byte[] Armored(byte[] content)
    {
        using var output = new MemoryStream();
        using (var armor = new ArmoredOutputStream(output))
        {
            armor.Write(content);
        }
        return output.ToArray();
    }
}
