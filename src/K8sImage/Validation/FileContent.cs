using System.IO.Compression;
using System.Text;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>What a file under <c>write_files</c> holds (cloud-init's module reference, Write Files).</summary>
internal static class FileContent
{
    // As much as a cluster file may have.
    private const int Most = 2 << 20;

    /// <summary>Its text; null where it is fetched, or is not what its encoding says.</summary>
    public static string? Of(YamlMapping file)
    {
        if (file["source"] is not null)
        {
            return null;
        }
        var content = file["content"] is YamlScalar scalar ? scalar.Text : "";
        return file["encoding"] switch
        {
            null or YamlScalar { Text: "text/plain" } => content,
            YamlScalar { Text: "b64" or "base64" } => FromBase64(content) is { } bytes
                ? Encoding.UTF8.GetString(bytes)
                : null,
            YamlScalar { Text: "gz+b64" or "gzip+b64" or "gz+base64" or "gzip+base64" } =>
                FromBase64(content) is { } packed ? Unpacked(packed) : null,
            _ => null,
        };
    }

    /// <summary>Its text; nothing where <see cref="Of"/> knows none.</summary>
    public static string TextOf(YamlMapping file) => Of(file) ?? "";

    /// <summary>Whether it is added to what is there.</summary>
    public static bool IsAppended(YamlMapping file) => IsTrue(file["append"]);

    /// <summary>Whether it is written in cloud-init's final stage, behind all that are not.</summary>
    public static bool IsDeferred(YamlMapping file) => IsTrue(file["defer"]);

    // is_true in cloud-init's util.py.
    private static bool IsTrue(YamlNode? node) =>
        node is YamlScalar { Text: var text }
        && text.Trim().ToLowerInvariant() is ("true" or "1" or "on" or "yes");

    private static byte[]? FromBase64(string content)
    {
        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var count) ? bytes[..count] : null;
    }

    private static string? Unpacked(byte[] packed)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var bytes = new byte[Most];
            return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, Most, false));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
