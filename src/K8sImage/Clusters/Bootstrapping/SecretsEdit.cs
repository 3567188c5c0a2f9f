using System.Text.RegularExpressions;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>Adds nodes to the text of a cluster's secrets and touches no other line: people write comments into it.</summary>
internal static class SecretsEdit
{
    /// <summary>The text with the tokens of nodes that it lacks; null where it is not laid out so that lines can be added.</summary>
    /// <param name="text">The text.</param>
    /// <param name="before">What it holds.</param>
    /// <param name="after">What it shall hold.</param>
    public static string? Add(string text, ClusterSecrets before, ClusterSecrets after)
    {
        var added = string.Concat(
            after
                .Tokens.Where(token => !before.Tokens.ContainsKey(token.Key))
                // Quoted: a name or a token may look like a number.
                .Select(token => $"  \"{token.Key}\": \"{token.Value}\"\n")
        );
        var edited = Regex.Replace(
            text.ReplaceLineEndings("\n"),
            @"^tokens:[ \t]*(#.*)?\n",
            match => match.Value + added,
            RegexOptions.Multiline
        );
        foreach (var used in before.SpareTokens.Except(after.SpareTokens))
        {
            edited = Regex.Replace(
                edited,
                $@"^[ \t]*- *[""']?{Regex.Escape(used)}[""']?[ \t]*(#.*)?\n",
                "",
                RegexOptions.Multiline
            );
        }
        if (after.SpareTokens.Count == 0)
        {
            edited = Regex.Replace(
                edited,
                @"^spareTokens:(?=[ \t]*(#.*)?\n)",
                "spareTokens: []",
                RegexOptions.Multiline
            );
        }
        // Whatever the layout: what is written is what was meant, or nothing is. The order of the nodes means nothing.
        return
            SecretsFile.Parse(edited) is { } read
            && SecretsFile.Text(SecretsMaker.Complete(read, [])) == SecretsFile.Text(after)
            ? edited
            : null;
    }
}
