using System.Security.Cryptography.X509Certificates;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Commands;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Clusters.Bootstrapping;

public sealed class SecretsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_directory.FullName, "lab.secrets.yaml");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var made = SecretsMaker.Make("lab", ["a", "b"], Now);
        SecretsFile.Write(File, made);
        var findings = new FindingCollection();
        var read = SecretsFile.Read(File, File, findings);
        Assert.Empty(findings);
        Assert.Equal(SecretsFile.Text(made), SecretsFile.Text(read!));
        Assert.Equal(made.CaHash, read!.CaHash);
    }

    [Fact]
    public void Nobody_else_can_read_the_file()
    {
        SecretsFile.Write(File, SecretsMaker.Make("lab", ["a"], Now));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            System.IO.File.GetUnixFileMode(File)
        );
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        Assert.Equal("K8S185", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_new_node_takes_a_spare_token_and_all_else_stays()
    {
        var before = SecretsMaker.Make("lab", ["a", "b"], Now);
        var after = SecretsMaker.Complete(before, ["a", "b", "c"]);
        Assert.Equal(before.Tokens["a"], after.Tokens["a"]);
        Assert.Equal(before.SpareTokens[0], after.Tokens["c"]);
        Assert.Equal(before.SpareTokens.Skip(1), after.SpareTokens);
        Assert.Equal(before.Ca, after.Ca);
    }

    [Fact]
    public void Comments_stay_when_a_node_is_added_and_so_does_a_link_to_the_file()
    {
        var before = SecretsMaker.Make("lab", ["a"], Now);
        var kept = Path.Combine(_directory.FullName, "safe", "kept.yaml");
        SecretsFile.Write(
            kept,
            SecretsFile
                .Text(before)
                .Replace(
                    "\ntokens:\n",
                    "\n# the copy is with Ada\ntokens: # one a node\n",
                    StringComparison.Ordinal
                )
        );
        System.IO.File.CreateSymbolicLink(File, kept);

        var result = Run("a", "b");

        Assert.Equal((kept, false, "b"), (result.Path, result.IsNew, Assert.Single(result.Added)));
        Assert.Equal(kept, new FileInfo(File).LinkTarget);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            System.IO.File.GetUnixFileMode(kept)
        );
        var text = System.IO.File.ReadAllText(kept);
        Assert.Contains(
            "# the copy is with Ada\ntokens: # one a node\n",
            text,
            StringComparison.Ordinal
        );
        var after = SecretsFile.Parse(text)!;
        Assert.Equal(before.SpareTokens[0], after.Tokens["b"]);
        Assert.Equal(before.SpareTokens.Skip(1), after.SpareTokens);
        Assert.Equal(
            SecretsFile.Text(SecretsMaker.Complete(before, ["a", "b"])),
            SecretsFile.Text(SecretsMaker.Complete(after, []))
        );
    }

    [Fact]
    public void More_nodes_than_there_are_spare_tokens_are_added_too()
    {
        SecretsFile.Write(File, SecretsMaker.Make("lab", ["a"], Now));
        string[] names = [.. Enumerable.Range(0, SecretsMaker.Spares + 2).Select(i => $"n{i}")];
        Assert.Equal(names, Run(["a", .. names]).Added);
        var after = SecretsFile.Parse(System.IO.File.ReadAllText(File))!;
        Assert.Equal(names.Length + 1, after.Tokens.Count);
        Assert.Empty(after.SpareTokens);
        Assert.Empty(Run(["a", .. names]).Added);
    }

    [Fact]
    public void A_file_that_was_laid_out_anew_is_not_written_over()
    {
        SecretsFile.Write(File, SecretsMaker.Make("lab", ["a"], Now));
        var text = System
            .IO.File.ReadAllText(File)
            .Replace("\ntokens:\n", "\n\"tokens\":\n", StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, text);
        var refused = Assert.Throws<FindingException>(() => Run("a", "b"));
        Assert.Equal("K8S186", Assert.Single(refused.Findings).Code);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_reason_to_make_new_secrets()
    {
        System.IO.File.CreateSymbolicLink(File, Path.Combine(_directory.FullName, "gone"));
        var refused = Assert.Throws<FindingException>(() => Run("a"));
        Assert.Equal("K8S184", Assert.Single(refused.Findings).Code);
        Assert.False(System.IO.File.Exists(Path.Combine(_directory.FullName, "gone")));
    }

    [Fact]
    public async Task Of_two_runs_at_once_one_makes_the_secrets()
    {
        var command = Command("a");
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        try
                        {
                            return command.Run([]).IsNew ? System.IO.File.ReadAllText(File) : null;
                        }
                        catch (FindingException e)
                        {
                            Assert.Equal("K8S301", Assert.Single(e.Findings).Code);
                            return null;
                        }
                    })
                )
        );
        Assert.Equal(System.IO.File.ReadAllText(File), Assert.Single(made.OfType<string>()));
    }

    private MakeSecrets.Result Run(params IReadOnlyList<string> nodes) => Command(nodes).Run([]);

    private MakeSecrets Command(params IReadOnlyList<string> nodes)
    {
        var cluster = Path.Combine(_directory.FullName, "lab.yaml");
        System.IO.File.WriteAllText(
            cluster,
            ClusterText.With([
                "bootstrap: { secrets: lab.secrets.yaml }",
                $"nodes: [{string.Join(", ", nodes.Select((name, i) => $"{{ name: {name}, role: {(i == 0 ? "control-plane" : "worker")}, address: 192.168.218.{10 + i} }}"))}]",
            ])
        );
        return new MakeSecrets(cluster, "lab.yaml", Now);
    }

    [Fact]
    public void No_two_nodes_share_a_token()
    {
        var made = SecretsMaker.Make("lab", ["a", "b", "c"], Now);
        var all = made.Tokens.Values.Concat(made.SpareTokens).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(3 + SecretsMaker.Spares, all.Length);
    }

    [Fact]
    public void The_authorities_are_authorities_and_valid_for_ten_years()
    {
        var made = SecretsMaker.Make("lab", ["a"], Now);
        foreach (var pair in (PemPair[])[made.Ca, made.EtcdCa, made.FrontProxyCa])
        {
            using var certificate = X509Certificate2.CreateFromPem(pair.Public, pair.Private);
            Assert.True(certificate.HasPrivateKey);
            Assert.True(
                Assert
                    .Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>())
                    .CertificateAuthority
            );
            Assert.True(certificate.NotBefore.ToUniversalTime() < Now);
            Assert.True(certificate.NotAfter.ToUniversalTime() > Now.AddYears(9));
        }
    }

    [Theory]
    [InlineData("cluster: lab", "clutser: lab")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY----")]
    [InlineData("front-proxy-ca:", "front-proxy:")]
    [InlineData("spareTokens:", "others:")]
    public void A_damaged_file_is_a_finding_that_quotes_nothing_of_it(string text, string with)
    {
        var secrets = SecretsMaker.Make("lab", ["a"], Now);
        SecretsFile.Write(File, secrets);
        System.IO.File.WriteAllText(
            File,
            System.IO.File.ReadAllText(File).Replace(text, with, StringComparison.Ordinal)
        );
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        var finding = Assert.Single(findings);
        Assert.Equal("K8S186", finding.Code);
        Assert.DoesNotContain(secrets.Tokens["a"], finding.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_belongs_to_another_certificate_is_found()
    {
        var one = SecretsMaker.Make("lab", ["a"], Now);
        var other = SecretsMaker.Make("lab", ["a"], Now);
        SecretsFile.Write(File, one with { Ca = one.Ca with { Private = other.Ca.Private } });
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        Assert.Equal("K8S186", Assert.Single(findings).Code);
    }

    [Fact]
    public void What_people_are_shown_has_no_secret_and_still_shows_that_one_changed()
    {
        var one = SecretsFile.Text(SecretsMaker.Make("lab", ["a"], Now));
        var other = SecretsFile.Text(SecretsMaker.Make("lab", ["a"], Now));
        Assert.DoesNotContain("PRIVATE KEY", SecretText.Hide(one), StringComparison.Ordinal);
        Assert.NotEqual(SecretText.Hide(one), SecretText.Hide(other));
        Assert.DoesNotContain(
            "abcdef.0123456789abcdef",
            SecretText.Hide("token: \"abcdef.0123456789abcdef\""),
            StringComparison.Ordinal
        );
    }
}
