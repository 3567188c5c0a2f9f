using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;
using K8sImage.Reports.Page;
using K8sImage.Tools;

namespace K8sImage.HandOver.Page;

/// <summary>
/// The page that explains a bundle: it opens from a disk, needs nothing else, and fetches nothing (W3C CSP Level 3). All that
/// the cluster file and guests said is encoded by the template engine.
/// </summary>
internal static class BundlePage
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "index.html";

    private static readonly TextEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = NewOptions();

    /// <summary>Writes the page of a bundle.</summary>
    public static string Write(Bundle bundle)
    {
        var values = BundleValues.Of(bundle);
        PageValues.Add(values, bundle);
        values["ways"] = Render("ways.liquid", values);
        var (style, script) = (Resource("index.css"), Resource("index.js"));
        values["style"] = style;
        values["script"] = script;
        values["policy"] = ContentPolicy.Of(style, script);
        return Render("index.liquid", values);
    }

    private static string Render(string name, Dictionary<string, object?> values) =>
        Parser.Parse(Resource(name)).Render(new TemplateContext(values, Options), Encoder);

    private static string Resource(string name) =>
        EmbeddedText.Read($"K8sImage.HandOver.Page.{name}");

    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions
        {
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
        };
        options.Filters.AddFilter(
            "command",
            (input, _, _) =>
                new StringValue(
                    $"<div class=\"command\"><pre><code>{Encoder.Encode(input.ToStringValue())}</code></pre><button type=\"button\">Copy</button></div>",
                    encode: false
                )
        );
        return options;
    }
}
