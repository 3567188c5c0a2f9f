namespace K8sImage.HandOver.Page;

/// <summary>Where the page's drawing of the networks has its parts, in pixels.</summary>
internal static class NetworkDrawing
{
    private const int Step = 220;
    private const int Left = 44;
    private const int Top = 92;
    private const int RowHeight = 112;
    private const int Gap = 20;

    // As many of its characters as fit a box.
    private const int NameLength = 22;

    /// <summary>A drawing's values.</summary>
    /// <param name="nodes">The nodes' values.</param>
    /// <param name="kind">For which windows it is: a class of the style sheet.</param>
    /// <param name="inARow">The most nodes side by side.</param>
    /// <param name="width">The least width.</param>
    public static Dictionary<string, object?> Of(
        IReadOnlyList<Dictionary<string, object?>> nodes,
        string kind,
        int inARow,
        int width
    )
    {
        var rows = (nodes.Count + inARow - 1) / inARow;
        var row = Left * 2 - Gap + Math.Min(nodes.Count, inARow) * Step;
        width = Math.Max(row, width);
        return new(StringComparer.Ordinal)
        {
            ["kind"] = kind,
            ["width"] = width,
            ["height"] = Top + rows * RowHeight + 52,
            ["middle"] = width / 2,
            ["label"] = width / 2 + 10,
            ["gatewayX"] = width / 2 - 110,
            ["right"] = width - Left + Gap,
            ["band"] = width - 2 * (Left - Gap),
            ["rows"] = Enumerable
                .Range(1, rows - 1)
                .Select(line => Top - Gap + line * RowHeight)
                .ToArray(),
            ["inside"] = Top + rows * RowHeight - Gap,
            ["boxes"] = nodes
                .Select(
                    (node, number) =>
                        Box(
                            node,
                            Left + (width - row) / 2 + number % inARow * Step,
                            Top + number / inARow * RowHeight
                        )
                )
                .ToArray(),
        };
    }

    private static Dictionary<string, object?> Box(Dictionary<string, object?> node, int x, int y)
    {
        var name = (string)node["name"]!;
        return new(StringComparer.Ordinal)
        {
            ["node"] = node,
            ["name"] = name.Length <= NameLength ? name : name[..(NameLength - 1)] + "…",
            ["x"] = x,
            ["y"] = y,
            ["wireY"] = y - Gap,
            ["middle"] = x + 100,
            ["nameY"] = y + 25,
            ["addressY"] = y + 45,
            ["roleY"] = y + 63,
        };
    }
}
