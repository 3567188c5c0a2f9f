using Fluid.Values;

namespace K8sImage.Steps.Templates;

/// <summary>
/// An object of a template whose members are all known. Fluid's own strict mode can't tell a member that is not there
/// from one that is nil.
/// </summary>
internal sealed class TemplateObject(string path, Dictionary<string, FluidValue> members)
    : IFluidIndexable
{
    public int Count => members.Count;

    public IEnumerable<string> Keys => members.Keys;

    public bool TryGetValue(string name, out FluidValue value) =>
        members.TryGetValue(name, out value!)
            ? true
            : throw new UndefinedValueException(path, name, members.Keys);
}
