namespace K8sImage.Findings;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance to <paramref name="word"/>, case ignored; null if none is near. Near is one edit
    /// for three letters of the shorter of the two, as compilers have it, or nearer than half the word's length where both begin
    /// alike: <c>networking</c> is <c>network</c>, <c>imageRepository</c> is something else than <c>repository</c>.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="candidates">What it may have been meant to be.</param>
    /// <param name="within">A distance that only nearer ones have; null for the one above.</param>
    public static string? To(string word, IEnumerable<string> candidates, int? within = null)
    {
        if (word.Length > 64)
        {
            return null;
        }
        string? nearest = null;
        var least = int.MaxValue;
        var lowered = word.ToLowerInvariant();
        foreach (var candidate in candidates)
        {
            var bound = within ?? BoundOf(lowered, candidate);
            // The distance is the difference in length at least: a file may have ten thousands of wrong words.
            if (Math.Abs(candidate.Length - word.Length) >= Math.Min(least, bound))
            {
                continue;
            }
            var distance = Distance(lowered, candidate.ToLowerInvariant());
            if (distance < Math.Min(least, bound))
            {
                (nearest, least) = (candidate, distance);
            }
        }
        return nearest;
    }

    private static int BoundOf(string word, string candidate)
    {
        var shorter = Math.Min(word.Length, candidate.Length);
        var alike = 0;
        while (alike < shorter && word[alike] == char.ToLowerInvariant(candidate[alike]))
        {
            alike++;
        }
        var near = 1 + Math.Max(1, (shorter + 1) / 3);
        return alike * 2 >= shorter ? Math.Max(near, (word.Length + 1) / 2) : near;
    }

    /// <summary>
    /// The edit distance of two words: letters added, left out or changed, and neighbours that have changed places (Damerau and
    /// Levenshtein, in the form in which no letter is touched twice).
    /// </summary>
    public static int Distance(string a, string b)
    {
        var (before, last, row) = (
            new int[b.Length + 1],
            new int[b.Length + 1],
            new int[b.Length + 1]
        );
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }
        return row[b.Length];
    }
}
