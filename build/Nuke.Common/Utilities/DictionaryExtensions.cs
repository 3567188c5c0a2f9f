namespace Nuke.Common.Utilities.Collections;

/// <summary>Dictionaries, fluently.</summary>
public static class DictionaryExtensions
{
    /// <summary>Adds a pair, its value as text.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public static Dictionary<TKey, string> AddPair<TKey, TValue>(
        this Dictionary<TKey, string> dictionary,
        TKey key,
        TValue value
    )
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        dictionary.Add(key, value?.ToString() ?? "");
        return dictionary;
    }
}
