namespace K8sImage.Steps.Templates;

/// <summary>A template names a member that an object does not have.</summary>
internal sealed class UndefinedValueException(string path, string name, IEnumerable<string> known)
    : Exception($"{path} has no {name}")
{
    public string Path => path;

    public string Name => name;

    public IReadOnlyList<string> Known { get; } = [.. known];
}
