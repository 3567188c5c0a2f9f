using K8sImage.Files;
using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>The SHA-256 of a file in one beside it, as sha256sum(1) writes it, so that people can check it.</summary>
internal static class SumFile
{
    private const int DigitCount = 64;

    /// <summary>Its path.</summary>
    /// <param name="path">The file that it is about.</param>
    public static string PathOf(string path) => path + ".sha256";

    /// <summary>Writes it; it appears whole or not at all.</summary>
    /// <param name="path">The file that it is about.</param>
    /// <param name="sum">Its SHA-256, 64 hexadecimal digits.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(string path, string sum) =>
        WholeFile.Write(PathOf(path), $"{sum}  {Path.GetFileName(path)}\n");

    /// <summary>The SHA-256 that it holds.</summary>
    /// <param name="path">The file that it is about.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="FindingException">It holds no SHA-256.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(PathOf(path), cancellation);
        return text.Length >= DigitCount && text[..DigitCount].All(char.IsAsciiHexDigitLower)
            ? text[..DigitCount]
            : throw new FindingException(
                FileRules.NoDigest.At(
                    new Place(PathOf(path)),
                    "there is no SHA-256 in it",
                    "delete it and the file that it is about: both are made anew"
                )
            );
    }
}
