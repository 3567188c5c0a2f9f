using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>Outputs that one run writes: all are looked at before something is deleted in one of them.</summary>
public sealed class OwnedOutputs : IDisposable
{
    private readonly List<OwnedOutput> _outputs = [];
    private readonly IReadOnlyList<string> _paths;

    private OwnedOutputs(IReadOnlyList<string> paths) => _paths = paths;

    /// <summary>Their directories.</summary>
    public IEnumerable<string> Directories => _outputs.Select(output => output.Directory);

    /// <summary>Opens outputs and looks whether files can be written to each of them; nothing is changed yet.</summary>
    /// <param name="root">The directory in which the outputs' own are made.</param>
    /// <param name="names">The outputs' names.</param>
    /// <param name="owner">Path of the cluster file that they are of.</param>
    /// <param name="paths">What is to be written to each, by paths in its directory, with <c>/</c>.</param>
    /// <exception cref="FindingException">Something in one of them is in the way, or another run writes there.</exception>
    public static OwnedOutputs Open(
        string root,
        IEnumerable<string> names,
        string owner,
        IEnumerable<string> paths
    )
    {
        var opened = new OwnedOutputs([.. paths]);
        try
        {
            foreach (var name in names)
            {
                opened._outputs.Add(OwnedOutput.Open(root, name, owner));
                opened._outputs[^1].Check(opened._paths);
            }
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Takes the names in each: what an earlier run wrote there is deleted, and not to be taken for this one's.</summary>
    /// <exception cref="FindingException">Something has come in the way meanwhile.</exception>
    public void Claim()
    {
        foreach (var output in _outputs)
        {
            output.Check(_paths);
        }
        foreach (var output in _outputs)
        {
            output.Claim(_paths);
        }
    }

    /// <summary>Records what was written, and lets other runs write.</summary>
    public void Dispose()
    {
        foreach (var output in _outputs)
        {
            output.Dispose();
        }
    }
}
