using System.Security.Cryptography;
using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Packing;

namespace K8sImage.Tests.Targets;

/// <summary>What PackKubernetes writes: packs, and the cache of unpacked programs. The programs here are a word each.</summary>
internal static class PackedPrograms
{
    private const string Command = "PackKubernetes --kubernetes programs";
    private const string Source = TargetProject.Home + "programs/";
    private const string Packs = TargetProject.Artifacts + "kubernetes/";

    private static readonly ProgramDirectory Programs = new(
        "programs",
        new Place("programs"),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["v1.33.13/kube"] = Digest,
            ["v1.34.4/kube"] = Digest,
        }
    );

    private static readonly string Cached =
        TargetProject.Cache + "kubernetes/" + Programs.Key[..16];

    private static string Digest =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("kube")));

    public static IEnumerable<Round> Rounds() =>
        [
            // The first release is not packed before the second one's directory has been looked at.
            Round.Of(
                Command,
                Packs + "1.34.4",
                "images.tar",
                "repository/Release",
                project =>
                {
                    Put(project, Source);
                    project.Own(Packs + "1.34.4", "images.tar", "repository/Release");
                    return Task.CompletedTask;
                }
            ),
            new(Command, new Thing(Packs + "1.33.13/images.tar", "changed")) { Before = Pack },
            .. ((string[])["file", "link to a directory", "dangling link"]).Select(
                what => new Round(Command, new Thing(Cached, what))
                {
                    Before = project => Put(project, Source),
                }
            ),
            new(Command, new Thing(Cached + "/v1.34.4/kube", "changed") { NamedAs = Cached })
            {
                Before = project =>
                {
                    Put(project, Cached + "/");
                    return Put(project, Source);
                },
            },
        ];

    private static Task Put(TargetProject project, string directory)
    {
        foreach (var program in Programs.Sums.Keys)
        {
            project.Write(directory + program, "kube");
        }
        if (directory == Source)
        {
            project.Write(
                Source + "SHA256SUMS",
                string.Concat(Programs.Sums.Select(sum => $"{sum.Value}  {sum.Key}\n"))
            );
            // Nothing reads it: what is in the way is seen first.
            project.Write(Source + "programs.tar.xz", "");
        }
        return Task.CompletedTask;
    }

    private static Task Pack(TargetProject project)
    {
        using var output = OwnedOutput.Open(project[Packs], "1.33.13", owner: null);
        output.Claim(["images.tar", KubernetesPacker.StampName]);
        project.Write(Packs + "1.33.13/images.tar", "images");
        project.Write(
            $"{Packs}1.33.13/{KubernetesPacker.StampName}",
            KubernetesPacker.InputsOf(Programs, "1.33.13")
        );
        return Put(project, Source);
    }
}
