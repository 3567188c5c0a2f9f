using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Verification;

/// <summary>What must hold for a boot to count as passed.</summary>
public static class VerificationRules
{
    /// <summary>A boot ends with a verdict.</summary>
    public static readonly Rule NoVerdict = Error("K8S601", "Every boot ends with a verdict");

    /// <summary>The verdict is about this boot.</summary>
    public static readonly Rule WrongNonce = Error(
        "K8S602",
        "The verdict carries this boot's nonce"
    );

    /// <summary>A verdict holds nothing else.</summary>
    public static readonly Rule ForeignLine = Error("K8S603", "A verdict holds nothing else");

    /// <summary>A verdict says everything once.</summary>
    public static readonly Rule DoubledLine = Error("K8S604", "A verdict says everything once");

    /// <summary>A verdict says everything that it plans to say.</summary>
    public static readonly Rule MissingLine = Error(
        "K8S605",
        "A verdict says all that it plans to"
    );

    /// <summary>Checks are numbered from 1 in order.</summary>
    public static readonly Rule WrongNumber = Error("K8S606", "Checks are numbered in order");

    /// <summary>No line of a verdict is cut.</summary>
    public static readonly Rule CutLine = Error("K8S607", "No line of a verdict is cut");

    /// <summary>The sums at the end are those of the lines.</summary>
    public static readonly Rule WrongSum = Error("K8S608", "The sums are those of the lines");

    /// <summary>The checks are those that the steps declare.</summary>
    public static readonly Rule OtherChecks = Error("K8S609", "The checks are those of the steps");

    /// <summary>The node runs the seed that it was given.</summary>
    public static readonly Rule OtherSeed = Error(
        "K8S610",
        "The node runs the seed that it was given"
    );

    /// <summary>A check sees what it wants.</summary>
    public static readonly Rule FailedCheck = Error("K8S611", "Checks see what they want");

    /// <summary>The console shows no trouble.</summary>
    public static readonly Rule BadConsole = Error("K8S612", "The console shows no trouble");

    /// <summary>The console shows nothing odd.</summary>
    public static readonly Rule OddConsole = Warning("K8S613", "The console shows nothing odd");

    /// <summary>The guest finds its seed.</summary>
    public static readonly Rule NoSeed = Error("K8S614", "The guest finds its seed");

    /// <summary>The guest boots from its disk.</summary>
    public static readonly Rule NoBootDevice = Error("K8S615", "The guest boots from its disk");

    /// <summary>The guest keeps talking.</summary>
    public static readonly Rule Silent = Error("K8S616", "The guest keeps talking");

    /// <summary>A boot ends in time.</summary>
    public static readonly Rule TooLate = Error("K8S617", "A boot ends in time");

    /// <summary>The guest runs until it is told to stop.</summary>
    public static readonly Rule EndedEarly = Error(
        "K8S618",
        "The guest runs until it is told to stop"
    );

    /// <summary>The guest restarts and powers off when told to.</summary>
    public static readonly Rule NotStopped = Error("K8S619", "The guest stops when told to");

    /// <summary>A second boot is another boot.</summary>
    public static readonly Rule SameBoot = Error("K8S620", "A second boot is another boot");

    /// <summary>A node passes all its boots.</summary>
    public static readonly Rule NodeFailed = Error("K8S621", "A node passes all its boots");

    /// <summary>A restart repeats nothing that is done once.</summary>
    public static readonly Rule Redone = Error(
        "K8S622",
        "A restart repeats nothing that is done once"
    );

    /// <summary>No two nodes are the same machine.</summary>
    public static readonly Rule Twin = Error("K8S623", "No two nodes are the same machine");

    /// <summary>A filter chooses something.</summary>
    public static readonly Rule NothingChosen = Error("K8S624", "A filter chooses something");

    /// <summary>The cluster judges itself.</summary>
    public static readonly Rule NoCluster = Error("K8S660", "The cluster judges itself");

    /// <summary>The cluster forms itself.</summary>
    public static readonly Rule NoBootstrap = Error("K8S658", "The cluster forms itself");

    /// <summary>The cluster works.</summary>
    public static readonly Rule ClusterFailed = Error("K8S659", "The cluster works");
}
