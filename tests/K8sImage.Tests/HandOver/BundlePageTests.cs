using System.Xml.Linq;
using K8sImage.Tests.Reports;
using K8sImage.Tests.Tools;
using Microsoft.Playwright;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>The page of a bundle in a real browser.</summary>
public sealed class BundlePageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TestBundles _bundles = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_opens_from_disk_without_an_error_and_asks_for_nothing(bool hasDisks)
    {
        var open = await OpenAsync(hasDisks);
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync("Cluster lab");
        Assert.Empty(open.Messages);
        Assert.Single(open.Requests);
        // The style has been taken, so the policy knows it.
        Assert.Equal(
            "1px",
            await open.Page.EvaluateAsync<string>(
                "getComputedStyle(document.querySelector('details')).borderTopWidth"
            )
        );
    }

    [Fact]
    public async Task Each_link_leads_to_a_file_of_the_bundle_or_to_a_place_of_the_page()
    {
        var open = await OpenAsync(hasDisks: true);
        var links = await open.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
        );
        Assert.True(links.Length > 20);
        foreach (var link in links)
        {
            if (link.StartsWith('#'))
            {
                Assert.Equal(1, await open.Page.Locator($"[id='{link[1..]}']").CountAsync());
            }
            else
            {
                Assert.True(File.Exists(Path.Combine(_bundles.Written, link)), link);
            }
        }
    }

    [Fact]
    public async Task A_button_copies_its_command()
    {
        var open = await OpenAsync(hasDisks: true);
        await open.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var first = open.Page.Locator(".command").First;
        await first.Locator("button").ClickAsync();
        await Assertions.Expect(first.Locator("button")).ToHaveTextAsync("Copied");
        Assert.Equal(
            "./k8s-master/qemu.sh",
            await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()")
        );
    }

    [Fact]
    public async Task Nothing_but_the_keyboard_unfolds_a_hypervisor()
    {
        var open = await OpenAsync(hasDisks: true);
        var summary = open.Page.Locator("#proxmox summary");
        await summary.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#proxmox ol")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task It_is_never_wider_than_the_window(int width)
    {
        var open = await OpenAsync(hasDisks: false, width);
        Assert.Equal(
            0,
            await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")
        );
    }

    // With columns side by side, names of files would be broken after each few letters.
    [Fact]
    public async Task In_a_narrow_window_each_cell_has_its_width_and_says_what_it_is()
    {
        var open = await OpenAsync(hasDisks: true, 390);
        Assert.Empty(
            await open.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('tbody td')].filter(cell => cell.clientWidth < 300 || "
                    + "getComputedStyle(cell, '::before').content === 'none').map(cell => cell.textContent)"
            )
        );
    }

    // Drawn for a wide window, it would be cut, or too small to read.
    [Theory]
    [InlineData(390, "narrow")]
    [InlineData(1280, "wide")]
    public async Task The_drawing_fits_the_window_and_can_be_read(int width, string kind)
    {
        var open = await OpenAsync(hasDisks: true, width);
        var shown = await open.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('svg')].filter(drawing => drawing.clientWidth > 0).map(drawing => "
                + "drawing.classList + (drawing.getBoundingClientRect().right <= innerWidth ? '' : ', cut')"
                + " + (drawing.getScreenCTM().a > 0.9 ? '' : ', small'))"
        );
        Assert.Equal([kind], shown);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_drawing_has_the_networks_of_nodes_pods_and_services(int width)
    {
        var open = await OpenAsync(hasDisks: true, width);
        var labels = open.Page.Locator("svg:visible > text.soft");
        await Assertions.Expect(labels).ToHaveTextAsync(["nodes 192.168.218.0/24"]);
        // A box fits a text if its frame, in pixels of the screen, is around that of the text.
        var bands = await open.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('svg rect.inside')].filter(band => band.getClientRects().length).map(band => {
              const frame = band.getBoundingClientRect(), text = band.nextElementSibling, inner = text.getBoundingClientRect();
              const isInside = frame.left < inner.left && frame.right > inner.right && frame.top < inner.top && frame.bottom > inner.bottom;
              return text.textContent + (isInside ? '' : ', cut');
            })
            """
        );
        Assert.Equal(
            ["pods 10.244.0.0/16, inside the cluster", "services 10.96.0.0/12, inside the cluster"],
            bands
        );
    }

    // A line through a text can't be read.
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task No_wire_of_the_drawing_crosses_a_text(int width)
    {
        var open = await OpenAsync(hasDisks: true, width);
        var crossed = await open.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('svg > text')].filter(text => text.getClientRects().length).filter(text => {
              const wire = text.parentNode.querySelector('.wire'), box = text.getBBox();
              for (let x = box.x; x <= box.x + box.width; x++) {
                for (let y = box.y; y <= box.y + box.height; y++) {
                  if (wire.isPointInStroke(new DOMPoint(x, y))) { return true; }
                }
              }
              return false;
            }).map(text => text.textContent)
            """
        );
        Assert.Empty(crossed);
    }

    [Fact]
    public async Task Paper_has_margins()
    {
        const double Margin = 15 / 25.4 * 72;
        var open = await OpenAsync(hasDisks: true);
        var pdf = Path.Combine(_bundles.Written, "..", "page.pdf");
        await open.Page.PdfAsync(new PagePdfOptions { Path = pdf, PreferCSSPageSize = true });
        var said = await ExternalTool.Run("pdftotext", "-bbox", pdf, "-");
        var pages = XElement
            .Parse(said.EnsureSuccess().Text)
            .Descendants()
            .Where(element => element.Name.LocalName == "page")
            .ToArray();
        Assert.True(pages.Length > 1);
        foreach (var page in pages)
        {
            var (width, height) = (
                (double)page.Attribute("width")!,
                (double)page.Attribute("height")!
            );
            foreach (var word in page.Elements())
            {
                Assert.InRange((double)word.Attribute("xMin")!, Margin - 1, width);
                Assert.InRange((double)word.Attribute("xMax")!, 0, width - Margin + 1);
                Assert.InRange((double)word.Attribute("yMin")!, Margin - 1, height);
                Assert.InRange((double)word.Attribute("yMax")!, 0, height - Margin + 1);
            }
        }
    }

    [Fact]
    public async Task On_paper_all_is_unfolded()
    {
        var open = await OpenAsync(hasDisks: true);
        await open.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await open.Page.Locator("details:not([open])").CountAsync());
        await open.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(6, await open.Page.Locator("details:not([open])").CountAsync());
    }

    public void Dispose() => _bundles.Dispose();

    private async Task<OpenPage> OpenAsync(bool hasDisks, int width = 1280)
    {
        if (hasDisks)
        {
            _bundles.BakeDisks();
        }
        var written = await _bundles.WriteAsync();
        return await browser.OpenAsync(Path.Combine(written, "index.html"), width);
    }
}
