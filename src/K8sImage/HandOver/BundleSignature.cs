using System.Text;
using CliWrap;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.HandOver;

/// <summary>
/// Signatures of a bundle's sums: OpenPGP's by gpg(1), or minisign(1)'s. Neither program is part of this one: the key stays where
/// its owner keeps it.
/// </summary>
public static class BundleSignature
{
    private static readonly Tool Gpg = new("gpg", "gnupg");
    private static readonly Tool Minisign = new("minisign", "minisign");

    /// <summary>Signs a file.</summary>
    /// <param name="sums">The file; the signature is written beside it.</param>
    /// <param name="key">A file with minisign's secret key, or a key of gpg's keyring as <c>--local-user</c> names it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">The program isn't installed, or refuses the key.</exception>
    public static async Task SignAsync(string sums, string key, CancellationToken cancellation)
    {
        var (tool, arguments) = File.Exists(key)
            ? (Minisign, (string[])["-S", "-s", key, "-m", sums, "-t", "K8sImage"])
            : (
                Gpg,
                [
                    "--batch",
                    "--yes",
                    "--local-user",
                    key,
                    "--armor",
                    "--output",
                    sums + ".asc",
                    "--detach-sign",
                    sums,
                ]
            );
        var (exitCode, said) = await RunAsync(tool, arguments, cancellation);
        if (exitCode != 0)
        {
            throw new FindingException(
                HandOverRules.NotSigned.At(
                    new Place("--sign-with"),
                    $"{tool.Name} does not sign with '{Shown.Short(key)}': {Reason(said)}",
                    "give the path of minisign's secret key, or the fingerprint of a key in gpg's keyring that needs no one to type"
                )
            );
        }
    }

    /// <summary>Checks the signatures beside a file.</summary>
    /// <param name="sums">The file.</param>
    /// <param name="shownAs">What findings call it.</param>
    /// <param name="publicKey">A file with minisign's public key; null for none.</param>
    /// <param name="findings">Takes a bad signature, and one that can't be checked.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Who has signed, as the programs say it; empty where nobody has that is known.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        string sums,
        string shownAs,
        string? publicKey,
        FindingCollection findings,
        CancellationToken cancellation
    )
    {
        List<string> signers = [];
        // Whoever says whose signature it must be is not content with none.
        if (publicKey is not null && !IsPublicKey(publicKey))
        {
            findings.Add(
                HandOverRules.BadSignature.At(
                    new Place("--signed-by"),
                    $"'{Shown.Short(publicKey)}' is not a public key of minisign",
                    "give the file that the signer has published, minisign.pub by default"
                )
            );
            return signers;
        }
        if (publicKey is not null && !File.Exists(sums + ".minisig"))
        {
            findings.Add(
                HandOverRules.BadSignature.At(
                    new Place(shownAs + ".minisig"),
                    "there is no signature by the key that --signed-by names",
                    "use nothing of the bundle; ask whom you have it from"
                )
            );
        }
        if (File.Exists(sums + ".asc"))
        {
            var (exitCode, said) = await RunAsync(
                Gpg,
                ["--batch", "--status-fd", "1", "--verify", sums + ".asc", sums],
                cancellation
            );
            Judge(
                shownAs + ".asc",
                exitCode == 0,
                said.Contains("[GNUPG:] NO_PUBKEY", StringComparison.Ordinal),
                Signer(said),
                "gpg --import takes the signer's key"
            );
        }
        if (File.Exists(sums + ".minisig"))
        {
            var (exitCode, _) = publicKey is null
                ? (1, "")
                : await RunAsync(Minisign, ["-V", "-p", publicKey, "-m", sums], cancellation);
            Judge(
                shownAs + ".minisig",
                exitCode == 0,
                publicKey is null,
                publicKey is null ? "" : $"the key in {publicKey}",
                "--signed-by takes the file with the signer's public key"
            );
        }
        return signers;

        void Judge(string signature, bool isGood, bool isUnknown, string signer, string how)
        {
            if (isGood)
            {
                signers.Add(signer);
                return;
            }
            findings.Add(
                isUnknown
                    ? HandOverRules.NoSignature.At(
                        new Place(signature),
                        "the signer's key is not known here, so the signature says nothing",
                        how
                    )
                    : HandOverRules.BadSignature.At(
                        new Place(signature),
                        "the signature is not of this file",
                        "use nothing of the bundle; ask whom you have it from"
                    )
            );
        }
    }

    // All lines: gpg says its reason in any of them, and that it has failed in the last. It writes no more than a few.
    private static string Reason(string said)
    {
        var lines = said.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return Shown.Short(
            lines.Length > 0 ? string.Join("; ", lines) : "it does not say why",
            1000
        );
    }

    // Two lines: a comment, and 42 bytes in base64 that begin with "Ed" (minisign's page, "Public key format").
    private static bool IsPublicKey(string path)
    {
        try
        {
            return File.ReadLines(path).Take(2).Where(line => line.Length < 1024).ToArray()
                    is [_, var key]
                && key.Trim() is { Length: 56 } text
                && text.StartsWith("RW", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // [GNUPG:] GOODSIG <key id> <user id>
    private static string Signer(string said) =>
        said.Split('\n')
            .FirstOrDefault(line => line.StartsWith("[GNUPG:] GOODSIG ", StringComparison.Ordinal))
            ?[17..].Trim()
        ?? "";

    private static async Task<(int ExitCode, string Said)> RunAsync(
        Tool tool,
        IReadOnlyList<string> arguments,
        CancellationToken cancellation
    )
    {
        var said = new StringBuilder();
        var result = await Cli.Wrap(tool.Locate())
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" })
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
            .ExecuteAsync(cancellation);
        return (result.ExitCode, said.ToString());
    }
}
