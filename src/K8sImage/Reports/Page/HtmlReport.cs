using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Reports.Page;

/// <summary>
/// A run as one page that needs nothing else: style, script and logs are in it, and its Content-Security-Policy (W3C CSP
/// Level 3) lets it run and fetch nothing else. All that guests said is encoded by the template engine.
/// </summary>
public static class HtmlReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "report.html";

    private static readonly TextEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly TemplateOptions Options = NewOptions();

    /// <summary>Writes a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="directory">The report's directory, below which the logs are.</param>
    public static string Write(VerificationRun run, string directory)
    {
        var template = new FluidParser().Parse(Resource("report.liquid"));
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var context = new TemplateContext(Options);
        context.SetValue("page", new PageBuilder(run, directory).Build());
        context.SetValue("style", style);
        context.SetValue("script", script);
        context.SetValue("policy", ContentPolicy.Of(style, script));
        return template.Render(context, Encoder);
    }

    private static string Resource(string name) =>
        EmbeddedText.Read($"K8sImage.Reports.Page.{name}");

    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions
        {
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
        };
        options.MemberAccessStrategy.IgnoreCasing = true;
        Type[] seen =
        [
            typeof(PageModel),
            typeof(Fact),
            typeof(Problem),
            typeof(PageNode),
            typeof(PageBoot),
            typeof(StepGroup),
            typeof(PageCheck),
            typeof(Bar),
            typeof(PageLog),
            typeof(LogLine),
            typeof(VerificationRun),
            typeof(NodeRun),
            typeof(BootRun),
            typeof(CheckRun),
            typeof(Place),
        ];
        foreach (var type in seen)
        {
            options.MemberAccessStrategy.Register(type);
        }
        // What guests say may hold any control character.
        options.Filters.AddFilter(
            "visible",
            (input, _, _) => new StringValue(Characters.Visible(input.ToStringValue()))
        );
        return options;
    }
}
