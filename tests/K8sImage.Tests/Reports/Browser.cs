using K8sImage.Tests.Tools;
using Microsoft.Playwright;
using Xunit;

namespace K8sImage.Tests.Reports;

/// <summary>Debian's Chromium, started once for all tests of pages, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Milliseconds. A machine that boots guests beside this is slow.
    private const float Patience = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = ExternalTool.Locate("chromium", "/usr/bin"),
                // Root has no sandbox; the pages are ours.
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            }
        );
    }

    /// <summary>A page that has opened a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    public async Task<OpenPage> OpenAsync(
        string path,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var context = await _chromium!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                ColorScheme = scheme,
            }
        );
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var open = new OpenPage(page);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
        _playwright?.Dispose();
    }
}

/// <summary>A page, and what it did besides being shown.</summary>
public sealed class OpenPage
{
    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Messages.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Messages.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            Messages.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What came to the browser's console, errors and dialogues among it.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>What was asked for, the page itself first.</summary>
    public List<string> Requests { get; } = [];
}
