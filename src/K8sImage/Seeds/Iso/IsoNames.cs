using System.Buffers;

namespace K8sImage.Seeds.Iso;

/// <summary>Which names an image can hold, and in which order they stand.</summary>
internal static class IsoNames
{
    /// <summary>Joliet's limit for a file; with it a Rock Ridge record (255 bytes at most) needs no continuation.</summary>
    public const int MaximumLength = 64;

    /// <summary>Joliet's limit for a volume: 32 bytes of UCS-2.</summary>
    private const int MaximumLabelLength = 16;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    );

    public static void CheckLabel(string label)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label, nameof(label));
        if (label.Length > MaximumLabelLength)
        {
            throw new ArgumentException(
                $"The volume label '{label}' has {label.Length} characters; {MaximumLabelLength} is the most",
                nameof(label)
            );
        }
        if (label.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                $"The volume label '{label}' holds a character that isn't printable ASCII",
                nameof(label)
            );
        }
    }

    /// <summary>The files in the order of their directory records.</summary>
    public static IsoFile[] Sort(IReadOnlyList<IsoFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var seen = new HashSet<string>(files.Count, StringComparer.OrdinalIgnoreCase);
        var sorted = new IsoFile[files.Count];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = files[i];
            CheckName(files[i].Name);
            if (!seen.Add(files[i].Name))
            {
                throw new ArgumentException(
                    $"Two files have the name '{files[i].Name}' (upper and lower case count as one)",
                    nameof(files)
                );
            }
        }
        Array.Sort(sorted, static (left, right) => Compare(left.Name, right.Name));
        return sorted;
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, nameof(name));
        if (name.Length > MaximumLength)
        {
            throw new ArgumentException(
                $"The file name '{name}' has {name.Length} characters; {MaximumLength} is the most",
                nameof(name)
            );
        }
        if (name.AsSpan().ContainsAnyExcept(Allowed) || name[0] == '.' || name[^1] == '.')
        {
            throw new ArgumentException(
                $"The file name '{name}' must be ASCII letters, digits, '-', '_' and inner dots",
                nameof(name)
            );
        }
    }

    /// <summary>
    /// ECMA-119 9.3: by file name, then by extension, the shorter padded with spaces; so the end of a name comes
    /// before a dot, and a dot before all else.
    /// </summary>
    private static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        return Weight(left, common) - Weight(right, common);

        static int Weight(string name, int at) =>
            at == name.Length ? 0
            : name[at] == '.' ? 1
            : name[at];
    }
}
