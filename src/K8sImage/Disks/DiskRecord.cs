using System.Text.Json;
using System.Text.Json.Serialization;
using K8sImage.Bases;
using K8sImage.Files;

namespace K8sImage.Disks;

/// <summary>What stands beside a golden disk, in <c>ROLE.json</c>.</summary>
/// <param name="Role">The role.</param>
/// <param name="Key">Hash of all that the disk is made of.</param>
/// <param name="Base">Name of the base.</param>
/// <param name="BaseSha256">SHA-256 of the base.</param>
/// <param name="RepositorySha256">SHA-256 of the signed list of the repository that <c>--repository</c> served; null where none was.</param>
/// <param name="Distribution">The distribution as os-release(5) names it: <c>debian</c> or <c>ubuntu</c>.</param>
/// <param name="DistributionVersion">Its version, as in <c>13</c>.</param>
/// <param name="Steps">The steps that were applied, in order.</param>
/// <param name="Compression">How the disk is compressed.</param>
/// <param name="Sha256">SHA-256 of the disk.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Packages">What is installed on it.</param>
public sealed record DiskRecord(
    string Role,
    string Key,
    string Base,
    string BaseSha256,
    string? RepositorySha256,
    string Distribution,
    string DistributionVersion,
    IReadOnlyList<string> Steps,
    DiskCompression Compression,
    string Sha256,
    long Size,
    IReadOnlyList<InstalledPackage> Packages
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Path of a role's record.</summary>
    public static string PathOf(string directory, string role) =>
        System.IO.Path.Combine(directory, role + ".json");

    /// <summary>Reads a record; null if there is none, or none that this version wrote.</summary>
    public static DiskRecord? Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize<DiskRecord>(File.ReadAllBytes(path), Options);
            // Role, base and key become the name of a file beside the record.
            return
                record?.Key.Length > 16
                && record.Role == System.IO.Path.GetFileNameWithoutExtension(path)
                && $"{record.Base}{record.Key}".All(c =>
                    char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'
                )
                ? record
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Path of the disk, named by what it is: role, base, architecture and key.</summary>
    /// <param name="record">Path of the record.</param>
    public string Path(string record) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(record)!,
            $"{Role}-{Base}-amd64-{Key[..16]}.qcow2"
        );

    /// <summary>Writes it.</summary>
    public void Write(string path) =>
        WholeFile.Write(path, JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>The disk as guests boot on it.</summary>
    internal GoldenDisk ToDisk(string record, bool isNew)
    {
        var path = Path(record);
        return new GoldenDisk(
            this,
            new BaseDisk(
                Base,
                $"golden disk of {Role} on {Base}",
                path,
                "qcow2",
                Sha256,
                File.GetLastWriteTimeUtc(path)
            ),
            isNew
        );
    }
}
