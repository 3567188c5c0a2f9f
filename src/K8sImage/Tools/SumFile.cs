using K8sImage.Files;

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
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation) =>
        (await File.ReadAllTextAsync(PathOf(path), cancellation))[..DigitCount];
}
