using System.Text;

namespace Nuke.Common.Parameters;

/// <summary>Names of parameters and targets: case and dashes don't matter, and a slip is met with the nearest.</summary>
internal static class Names
{
    public static bool AreSame(string left, string right) =>
        Bare(left).Equals(Bare(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>Without dashes and underscores.</summary>
    public static string Bare(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    /// <summary><c>NodeName</c> as <c>node-name</c>, <c>QEMUPath</c> as <c>qemu-path</c>.</summary>
    public static string Dashed(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord =
                i > 0
                && char.IsUpper(name[i])
                && (
                    !char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))
                );
            text.Append(startsWord ? "-" : "").Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary>A sentence that names the nearest of the known names, after a blank; empty if none is near.</summary>
    public static string Nearest(string name, IEnumerable<string> known, string prefix)
    {
        var bare = Bare(name).ToLowerInvariant();
        var best = known.MinBy(candidate => Distance(bare, Bare(candidate).ToLowerInvariant()));
        return
            best is null
            || Distance(bare, Bare(best).ToLowerInvariant())
                > Math.Max(bare.Length, best.Length) / 2
            ? ""
            : $" Did you mean {prefix}{best}?";
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[^1];
    }
}
