using System.Collections;

namespace K8sImage.Findings;

/// <summary>Collects all that is wrong, so that a user hears it at once. Safe for use from several threads.</summary>
public sealed class FindingCollection : IReadOnlyCollection<Finding>
{
    /// <summary>Most findings that are kept. A list of a million is no help, and a report of it fills the memory.</summary>
    public const int MaxCount = 10_000;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<Finding> _known = [];
    private readonly Lock _lock = new();

    /// <summary>Number of findings so far.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _findings.Count;
            }
        }
    }

    /// <summary>Whether one of the findings is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether further findings are only counted: no more need to be made of what is no error.</summary>
    public bool IsFull => Count > MaxCount;

    /// <summary>
    /// Adds a finding; one that is already there is not added again. What comes after <see cref="MaxCount"/> is counted as
    /// an error where it is one, and otherwise left out, which a last finding says.
    /// </summary>
    public void Add(Finding finding)
    {
        lock (_lock)
        {
            HasErrors |= finding.Severity == Severity.Error;
            if (_findings.Count <= MaxCount && _known.Add(finding))
            {
                _findings.Add(
                    _findings.Count < MaxCount
                        ? finding
                        : FindingRules.TooMany.At(
                            new Place(finding.Place.File),
                            $"there are more than {MaxCount} findings; the others are not listed",
                            "mend the first ones, then look again"
                        )
                );
            }
        }
    }

    /// <summary>Puts a finding in the place of one that it says better; both are errors, or neither.</summary>
    public void Replace(Finding finding, Finding better)
    {
        lock (_lock)
        {
            // Once the list is cut, what is known need not stand in it.
            if (_findings.Count <= MaxCount && _known.Remove(finding))
            {
                // Mostly one of the last: what is said better was said of the same mapping.
                _findings.RemoveAt(_findings.LastIndexOf(finding));
            }
        }
        Add(better);
    }

    /// <summary>The findings sorted by file, line and column.</summary>
    public IEnumerator<Finding> GetEnumerator()
    {
        Finding[] sorted;
        lock (_lock)
        {
            sorted =
            [
                .. _findings
                    .OrderBy(finding => finding.Place.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Place.Line)
                    .ThenBy(finding => finding.Place.Column),
            ];
        }
        return ((IEnumerable<Finding>)sorted).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
