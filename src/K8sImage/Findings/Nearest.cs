namespace K8sImage.Findings;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance (Levenshtein) to <paramref name="word"/>, case ignored; null if
    /// none is nearer than half the word's length, or than <paramref name="within"/>.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates, int? within = null)
    {
        if (word.Length > 64)
        {
            return null;
        }
        string? nearest = null;
        var least = within ?? Math.Max(2, (word.Length + 1) / 2);
        var lowered = word.ToLowerInvariant();
        foreach (var candidate in candidates)
        {
            // The distance is the difference in length at least: a file may have ten thousands of wrong words.
            if (Math.Abs(candidate.Length - word.Length) >= least)
            {
                continue;
            }
            var distance = Distance(lowered, candidate.ToLowerInvariant());
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }
        return nearest;
    }

    /// <summary>The edit distance (Levenshtein) of two words.</summary>
    public static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
