using K8sImage.Tests.Reports;
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
