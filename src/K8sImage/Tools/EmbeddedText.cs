namespace K8sImage.Tools;

/// <summary>Texts that are part of this assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of a resource.</summary>
    /// <param name="name">Its name in the project file, as in <c>K8sImage.Reports.Page.report.css</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
