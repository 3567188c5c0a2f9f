using K8sImage.Reports;
using Microsoft.Playwright;
using Xunit;

namespace K8sImage.Tests.Reports;

/// <summary>The page of a run in a real browser.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TestRuns _runs = new();

    [Theory]
    [InlineData("green")]
    [InlineData("red")]
    public async Task The_page_opens_from_disk_without_an_error_and_asks_for_nothing(string name)
    {
        var open = await OpenAsync(name);
        await Assertions.Expect(open.Page.Locator("h1")).ToBeVisibleAsync();
        Assert.Empty(open.Messages);
        Assert.Single(open.Requests, url => !url.StartsWith("data:", StringComparison.Ordinal));
        // The script has run, so the policy knows it.
        Assert.Equal("all", await open.Page.EvaluateAsync<string>("document.body.dataset.show"));
        // So has the style.
        Assert.NotEqual(
            "0px",
            await open.Page.EvaluateAsync<string>(
                "getComputedStyle(document.querySelector('header')).borderTopWidth"
            )
        );
    }

    [Fact]
    public async Task What_a_guest_says_is_text_and_nothing_else()
    {
        var open = await OpenAsync("red");
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        Assert.Equal(0, await open.Page.Locator("main i").CountAsync());
        Assert.Equal(1, await open.Page.Locator("script").CountAsync());
        var seen = await open.Page.Locator("#k8s-node1-1-c2 pre.bad").TextContentAsync();
        Assert.Equal(
            "</script><img src=x onerror=alert(1)> | `x` [l](http://e.org) \u241B[31mred\u241B[0m \u2400 \uFFFD \uD83D\uDE00\nsecond {{ line }}",
            seen
        );
        var line = open.Page.Locator("#k8s-node1-1 .lines p").Nth(1);
        Assert.Equal("[    1.0] OK Reached <b>target</b>", await line.TextContentAsync());
        Assert.Empty(open.Messages);
    }

    [Fact]
    public async Task The_policy_stops_a_script_and_a_request_that_are_not_ours()
    {
        var open = await OpenAsync("red");
        await open.Page.EvaluateAsync(
            """
            () => {
              document.body.insertAdjacentHTML("beforeend", "<img src='http://127.0.0.1:9/x.png' onerror='window.bad = 1'>");
              const script = document.createElement("script");
              script.textContent = "window.bad = 2";
              document.body.append(script);
            }
            """
        );
        Assert.Contains(
            open.Messages,
            text => text.Contains("Content Security Policy", StringComparison.Ordinal)
        );
        Assert.True(await open.Page.EvaluateAsync<bool>("window.bad === undefined"));
    }

    [Fact]
    public async Task A_red_run_shows_what_failed_first_and_leads_to_it()
    {
        var page = (await OpenAsync("red")).Page;
        await Assertions
            .Expect(page.Locator("h1"))
            .ToHaveTextAsync("2 of 4 nodes have failed, 1 was not booted");
        var first = page.Locator(".problems li").First;
        await Assertions.Expect(first).ToContainTextAsync("sysctl: IPv4 forwarding is on");
        await Assertions.Expect(first).ToContainTextAsync("cloud-init/steps/sysctl.yaml:17:5");
        await Assertions.Expect(first).ToBeInViewportAsync();
        // The boot is closed; the link opens it.
        await page.Locator("#k8s-node1-1 > summary").ClickAsync();
        await first.Locator("a").ClickAsync();
        var check = page.Locator("#k8s-node1-1-c2");
        await Assertions.Expect(check).ToBeInViewportAsync();
        await Assertions
            .Expect(check.Locator("dd").First)
            .ToHaveTextAsync("sysctl -n net.ipv4.ip_forward");
    }

    [Fact]
    public async Task A_node_or_boot_that_was_not_made_is_shown_so()
    {
        var page = (await OpenAsync("red")).Page;
        await Assertions.Expect(page.Locator("td.absent")).ToHaveCountAsync(3);
        await Assertions
            .Expect(page.Locator("#k8s-node3-1"))
            .ToContainTextAsync("the node was not booted: nothing is proved");
        await Assertions.Expect(page.Locator("#k8s-node2-1 .check.absent")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_step_that_is_off_is_shown_as_off()
    {
        var page = (await OpenAsync("red")).Page;
        await Assertions
            .Expect(page.Locator("#k8s-master-1 .step.off"))
            .ToHaveTextAsync(["kubeletoff", "kubernetes-packagesoff"]);
        await Assertions.Expect(page.Locator("header")).ToContainTextAsync("not proved: kubelet");
    }

    [Fact]
    public async Task The_offending_line_is_marked_and_a_finding_leads_to_it()
    {
        var page = (await OpenAsync("red")).Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "the kernel has stopped: Kernel panic" })
            .ClickAsync();
        var line = page.Locator("#k8s-node2-1 .lines p.error");
        await Assertions.Expect(line).ToHaveCountAsync(1);
        await Assertions.Expect(line).ToBeInViewportAsync();
        Assert.Equal("4", await line.GetAttributeAsync("data-n"));
        Assert.Contains(
            "nothing runs any more",
            await line.GetAttributeAsync("title"),
            StringComparison.Ordinal
        );
        await Assertions.Expect(page.Locator("#k8s-node2-1 .lines p.harmless")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_filter_leaves_what_has_not_passed()
    {
        var page = (await OpenAsync("red")).Page;
        // A boot that has passed is folded where others have not.
        await Assertions.Expect(page.Locator("#k8s-master-1 .results")).ToBeHiddenAsync();
        await page.Locator("#k8s-master-1 > summary").ClickAsync();
        await page.GetByLabel("only what has not passed").CheckAsync();
        await Assertions.Expect(page.Locator(".step:visible")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".check.failed:visible")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#k8s-master-1 .nothing")).ToBeVisibleAsync();
        await page.GetByLabel("all checks").CheckAsync();
        await Assertions.Expect(page.Locator("#k8s-master-1 .nothing")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#k8s-master-1 .step:visible")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task The_keyboard_alone_searches_a_log_of_many_lines()
    {
        var run = _runs.Green();
        // 60,000 lines, 4 MB.
        await File.WriteAllLinesAsync(
            Path.Combine(_runs.Directory, "k8s-master", "boot1-console.log"),
            Enumerable
                .Range(1, 60_000)
                .Select(i =>
                    $"[{i, 12}.000000] systemd[1]: Started unit-{i}.service, {(i % 20_000 == 7 ? "Needle" : "straw")} in a haystack"
                ),
            TestContext.Current.CancellationToken
        );
        var page = (await OpenAsync(run)).Page;
        await page.Keyboard.PressAsync("/");
        var log = page.Locator("#k8s-master-1 .log");
        // The first log that is there is opened, and its box has the focus.
        await page.Keyboard.TypeAsync("nEEDLE in");
        await Assertions.Expect(log.Locator("output")).ToHaveTextAsync("1 of 3 lines");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(log.Locator("output")).ToHaveTextAsync("2 of 3 lines");
        await Assertions.Expect(log.Locator("p.current")).ToHaveAttributeAsync("data-n", "20007");
        await Assertions.Expect(log.Locator("p.current")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.PressAsync("Shift+Enter");
        await Assertions.Expect(log.Locator("p.current")).ToHaveAttributeAsync("data-n", "40007");
        Assert.Equal(1, await page.EvaluateAsync<int>("CSS.highlights.get('current').size"));
        Assert.Equal(3, await page.EvaluateAsync<int>("CSS.highlights.get('found').size"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(log.Locator("p.current")).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync("nothing like it");
        await Assertions.Expect(log.Locator("output")).ToHaveTextAsync("no line");
    }

    [Fact]
    public async Task The_keyboard_alone_opens_and_closes_and_filters()
    {
        var page = (await OpenAsync("red")).Page;
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Locator("#k8s-node1-1 > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Null(await page.Locator("#k8s-node1-1").GetAttributeAsync("open"));
        await page.GetByLabel("all checks").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("failed", await page.EvaluateAsync<string>("document.body.dataset.show"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Nothing_scrolls_sideways_and_all_is_there_to_read(
        int width,
        ColorScheme scheme
    )
    {
        var run = _runs.Red();
        await File.AppendAllTextAsync(
            Path.Combine(_runs.Directory, "k8s-master", "boot1-console.log"),
            new string('x', 3000) + "\n",
            TestContext.Current.CancellationToken
        );
        var finding = run.Findings[0] with { Message = new string('y', 300) };
        var page = (await OpenAsync(run with { Findings = [finding] }, width, scheme)).Page;
        await page.EvaluateAsync(
            "document.querySelectorAll('details').forEach(one => one.open = true)"
        );
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var isDark = await page.EvaluateAsync<bool>(
            "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).every(part => part < 64)"
        );
        Assert.Equal(scheme == ColorScheme.Dark, isDark);
    }

    [Fact]
    public async Task The_timeline_draws_each_stage_to_scale()
    {
        var page = (await OpenAsync("green")).Page;
        var bars = page.Locator("#k8s-master-1 .bars li");
        await Assertions.Expect(bars).ToHaveCountAsync(4);
        var frame = (await bars.Nth(3).Locator("svg").BoundingBoxAsync())!;
        var bar = (await bars.Nth(3).Locator("rect").BoundingBoxAsync())!;
        // The checks ran from 61 to 69.5 s, and nothing ran later.
        Assert.Equal(61 / 69.5, (bar.X - frame.X) / frame.Width, 0.01);
        Assert.Equal(frame.X + frame.Width, bar.X + bar.Width, 1.0);
    }

    public void Dispose() => _runs.Dispose();

    private Task<OpenPage> OpenAsync(string name) => OpenAsync(_runs[name]);

    private Task<OpenPage> OpenAsync(
        VerificationRun run,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var files = new ReportFiles(_runs.Directory);
        files.Write(run);
        return browser.OpenAsync(files.Page, width, scheme);
    }
}
