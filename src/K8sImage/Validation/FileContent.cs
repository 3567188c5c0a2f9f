using System.Text;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>What a file under <c>write_files</c> holds (cloud-init's module reference, Write Files).</summary>
internal static class FileContent
{
    /// <summary>Its text; null where it is compressed, is fetched, or is not what its encoding says.</summary>
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
            YamlScalar { Text: "b64" or "base64" } => FromBase64(content),
            _ => null,
        };
    }

    private static string? FromBase64(string content)
    {
        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : null;
    }
}
