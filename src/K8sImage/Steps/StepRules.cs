using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Steps;

/// <summary>What step and role files must keep to, and what must hold between them.</summary>
public static class StepRules
{
    /// <summary>A role that a node names has a file.</summary>
    public static readonly Rule UnknownRole = Error("K8S201", "Roles have a file");

    /// <summary>A step that a role or a cluster names has a file.</summary>
    public static readonly Rule UnknownStep = Error("K8S202", "Steps have a file");

    /// <summary>Steps do not wait for one another in a circle.</summary>
    public static readonly Rule Cycle = Error("K8S203", "Steps do not wait in a circle");

    /// <summary>What a step needs is on.</summary>
    public static readonly Rule Needs = Error("K8S204", "What a step needs is on");

    /// <summary>Templates are Liquid.</summary>
    public static readonly Rule TemplateSyntax = Error("K8S205", "Templates are Liquid");

    /// <summary>Templates name values that exist.</summary>
    public static readonly Rule TemplateValue = Error("K8S206", "Templates name existing values");

    /// <summary>Two steps do not set one value differently.</summary>
    public static readonly Rule Conflict = Error(
        "K8S207",
        "Two steps do not set one value differently"
    );

    /// <summary>A check has a name of its own.</summary>
    public static readonly Rule CheckName = Error("K8S208", "A check has a name of its own");

    /// <summary>A check wants one thing.</summary>
    public static readonly Rule CheckWants = Error("K8S209", "A check wants one thing");

    /// <summary>A step's stage is one that exists.</summary>
    public static readonly Rule Stage = Error("K8S210", "Stages are image and node");

    /// <summary>A step's or role's file is named like it.</summary>
    public static readonly Rule FileName = Error(
        "K8S211",
        "Step and role files are named like them"
    );

    /// <summary>A file outside of the project replaces one of the project's own.</summary>
    public static readonly Rule Replaced = Warning("K8S220", "Names are new");

    /// <summary>The user's own cloud-config does not undo what a step did.</summary>
    public static readonly Rule Undone = Warning(
        "K8S221",
        "Extra user-data leaves the steps' work alone"
    );

    /// <summary>Two steps do not write one file.</summary>
    public static readonly Rule SameFile = Error("K8S222", "Two steps do not write one file");

    /// <summary>A check runs something.</summary>
    public static readonly Rule CheckRuns = Error("K8S223", "A check runs something");

    /// <summary>A role names a step once.</summary>
    public static readonly Rule DoubledStep = Warning("K8S224", "A role names a step once");

    /// <summary>What is given as a directory of steps is one.</summary>
    public static readonly Rule StepDirectory = Error(
        "K8S240",
        "A directory of steps holds steps/ or roles/"
    );

    /// <summary>A node gets a step of one's own.</summary>
    public static readonly Rule UnusedStep = Warning("K8S241", "A step of one's own is named");

    /// <summary>A node gets something of a directory of steps.</summary>
    public static readonly Rule UnusedDirectory = Warning(
        "K8S242",
        "A directory of steps reaches a node"
    );

    /// <summary>A step is not asked for and turned off at once.</summary>
    public static readonly Rule ExtraAndOff = Error(
        "K8S243",
        "A step is asked for or turned off, not both"
    );

    /// <summary>A bake does not drop in silence what the one before had.</summary>
    public static readonly Rule Dropped = Warning(
        "K8S244",
        "Steps of the last bake are still there"
    );

    /// <summary>What is added to a list is a list, to a mapping a mapping.</summary>
    public static readonly Rule OtherKind = Error(
        "K8S247",
        "Lists are added to lists, mappings to mappings"
    );

    /// <summary>A directory of steps is read once.</summary>
    public static readonly Rule DirectoryTwice = Warning(
        "K8S245",
        "A directory of steps is named once"
    );

    /// <summary>A step that is asked for is for one of the nodes.</summary>
    public static readonly Rule IdleExtra = Warning("K8S246", "A step that is asked for is of use");

    /// <summary>Values of the cluster file are used by a step that is on.</summary>
    public static readonly Rule UnusedValue = Warning("K8S226", "Values are for a step that is on");

    /// <summary>Programs of steps are called where these steps are on.</summary>
    public static readonly Rule MissingProgram = Warning(
        "K8S227",
        "Programs of steps are called where these are on"
    );

    /// <summary>A step comes after the one whose program it calls.</summary>
    public static readonly Rule MissingAfter = Warning(
        "K8S225",
        "A step comes after what it calls"
    );
}
