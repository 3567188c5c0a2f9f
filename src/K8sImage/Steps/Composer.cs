using System.Collections.Concurrent;
using Fluid;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>Composes the steps of each node into its documents. Safe for use from several threads.</summary>
public sealed class Composer
{
    // Every node has it; here it judges the guest in which a disk is baked.
    private const string SelfCheck = "self-check";

    // With it the first control plane judges the cluster, too.
    private const string Bootstrap = "bootstrap";

    /// <summary>The step that no role has: BakeDisks adds it to those of a role.</summary>
    internal const string GoldenDisk = "golden-disk";

    private readonly Cluster _cluster;
    private readonly StepLibrary _library;
    private readonly FindingCollection _findings;
    private readonly TemplateRenderer _renderer;
    private readonly Dictionary<string, IReadOnlyList<Step>> _plans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Check, NodeCheck?> _sharedChecks = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly DocumentMerger _steps;
    private readonly DocumentMerger _extras;

    /// <summary>Plans which steps the nodes of each role get.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="library">All steps and roles.</param>
    /// <param name="findings">Takes what is wrong with them, also while composing.</param>
    public Composer(Cluster cluster, StepLibrary library, FindingCollection findings)
    {
        _cluster = cluster;
        _library = library;
        _findings = findings;
        _renderer = new TemplateRenderer(new TemplateValues(cluster), findings);
        _steps = new DocumentMerger(overrides: false, findings);
        _extras = new DocumentMerger(overrides: true, findings);
        foreach (
            var name in cluster.DisabledSteps.Where(name => !library.Steps.ContainsKey(name.Text))
        )
        {
            findings.Add(RolePlan.UnknownStep(name, library));
        }
        foreach (var role in cluster.RoleUserData.Keys)
        {
            Plan(role, [], cluster.RoleUserData[role].Place, library);
        }
        for (var i = 0; i < cluster.Nodes.Count; i++)
        {
            var (role, extra) = (cluster.Nodes[i].Role, cluster.Nodes[i].ExtraSteps);
            // That of the role alone is a golden disk's.
            Plan(role, [], cluster.Places[$"nodes[{i}].role"], library);
            Plan(role, extra, cluster.Places[$"nodes[{i}].role"], library);
            _indexes[cluster.Nodes[i].Name] = i;
        }
    }

    /// <summary>Finds steps that <c>extraSteps</c> asks for and whose <c>when</c> holds for no node of the cluster.</summary>
    /// <param name="findings">Takes them.</param>
    internal void CheckExtraSteps(FindingCollection findings)
    {
        foreach (
            var name in _cluster
                .ExtraSteps.Concat(_cluster.RoleSteps.Values.SelectMany(steps => steps))
                .Concat(_cluster.Nodes.SelectMany(node => node.ExtraSteps))
        )
        {
            if (
                _library.Steps.TryGetValue(name.Text, out var step)
                && step.When is { } when
                && !_cluster.Nodes.Any(node =>
                    _renderer.Holds(when, _renderer.ContextOf(node.Name))
                )
            )
            {
                findings.Add(
                    StepRules.IdleExtra.At(
                        name.Place,
                        $"no node gets anything of the step {step.Name}: it is for {Shown.Short(TemplateCompiler.TextOf(when), 200)}",
                        "leave it out, or give the cluster what that asks for"
                    )
                );
            }
        }
    }

    /// <summary>
    /// The steps of which a node gets something, and those that depend on which node of its role it is.
    /// </summary>
    internal IEnumerable<Step> StepsOf(Node node)
    {
        var context = _renderer.ContextOf(node.Name);
        return _plans[KeyOf(node.Role, node.ExtraSteps)]
            .Where(step => step.When is { IsPerNode: true } || _renderer.Holds(step.When, context));
    }

    /// <summary>Composes one node.</summary>
    /// <returns>Its configuration; only of use if the findings have no errors.</returns>
    public NodeConfiguration Compose(Node node)
    {
        var composed = Compose(node, _plans[KeyOf(node.Role, node.ExtraSteps)]);
        YamlMapping?[] extras =
        [
            _cluster.ExtraUserData,
            _cluster.RoleUserData.GetValueOrDefault(node.Role),
            node.ExtraUserData,
        ];
        var userData = composed.UserData;
        foreach (var extra in extras.OfType<YamlMapping>())
        {
            userData = _extras.Merge(userData, extra);
        }
        return composed with { UserData = userData };
    }

    /// <summary>
    /// Composes what a golden disk of a role is given: the role's steps of the stage image, and those that judge and clean the
    /// guest in which it is baked.
    /// </summary>
    /// <param name="role">A role that a node of the cluster has.</param>
    /// <exception cref="FindingException">There is no step that cleans it, or none that judges it.</exception>
    public NodeConfiguration ComposeDisk(string role)
    {
        var node = _cluster.Nodes.First(node => node.Role == role);
        var steps = _plans[role]
            .Where(step => step.Stage == Stage.Image || step.Name == SelfCheck)
            .ToList();
        if (
            !_library.Steps.TryGetValue(GoldenDisk, out var golden)
            || steps.All(step => step.Name != SelfCheck)
        )
        {
            throw new FindingException(
                StepRules.UnknownStep.At(
                    _cluster.Places[$"nodes[{_indexes[node.Name]}].role"],
                    $"a disk of {Shown.Short(role)} can't be baked without the steps {SelfCheck} and {GoldenDisk}",
                    "turn them on"
                )
            );
        }
        var composed = Compose(node, [.. steps, golden]);
        // Any card will do in the guest that bakes.
        return composed with { Node = node with { Name = "golden-" + role, Interface = null } };
    }

    private NodeConfiguration Compose(Node node, IEnumerable<Step> planned)
    {
        var context = _renderer.ContextOf(node.Name);
        Step[] steps = [.. planned.Where(step => _renderer.Holds(step.When, context))];
        TemplateValues.SetSteps(context, steps);
        NodeCheck[] checks = [.. steps.SelectMany(step => Checks(step, node, context))];
        NodeCheck[] clusterChecks =
            steps.Any(step => step.Name == Bootstrap)
            && node.Address.Equals(_cluster.FirstControlPlane.Address)
                ? [.. _library.ClusterChecks.SelectMany(step => Checks(step, node, context))]
                : [];
        TemplateValues.SetChecks(context, checks, clusterChecks);

        var userData = new YamlMapping(node.Place, []);
        var networkConfig = userData;
        foreach (var step in steps)
        {
            userData = Merged(userData, step.UserData, context);
            networkConfig = Merged(networkConfig, step.NetworkConfig, context);
        }
        return new NodeConfiguration(node, steps, checks, userData, networkConfig)
        {
            ClusterChecks = clusterChecks,
        };
    }

    /// <summary>Fills in the templates of a step for a node that need not have it, and gives its shell.</summary>
    internal IReadOnlyList<ShellPiece> Inspect(Step step, Node node) =>
        new LoneStep(_renderer, _renderer.ContextOf(node.Name)).Inspect(step);

    /// <summary>The files of steps and roles that do not come with the project (<see cref="StepLibrary.OwnFiles"/>).</summary>
    public IReadOnlyList<string> OwnFiles => _library.OwnFiles;

    // Nodes of a role with the same steps of their own share a plan.
    private static string KeyOf(string role, IReadOnlyList<YamlScalar> extra) =>
        extra.Count == 0 ? role : $"{role}\n{string.Join('\n', extra.Select(step => step.Text))}";

    private void Plan(
        string role,
        IReadOnlyList<YamlScalar> extra,
        Place place,
        StepLibrary library
    )
    {
        var key = KeyOf(role, extra);
        if (_plans.ContainsKey(key))
        {
            return;
        }
        if (library.Roles.TryGetValue(role, out var file))
        {
            YamlScalar[] all =
            [
                .. _cluster.ExtraSteps,
                .. _cluster.RoleSteps.GetValueOrDefault(role) ?? [],
                .. extra,
            ];
            bool Applies(Step step) =>
                _cluster.Nodes.Any(node =>
                    node.Role == role && _renderer.Holds(step.When, _renderer.ContextOf(node.Name))
                );
            _plans.Add(
                key,
                RolePlan.Of(file, all, library, _cluster.DisabledSteps, Applies, _findings)
            );
            return;
        }
        _plans.Add(key, []);
        _findings.Add(
            StepRules.UnknownRole.At(
                place,
                $"there is no role '{Shown.Short(role)}'",
                $"the roles are {string.Join(", ", library.Roles.Keys.Order(StringComparer.Ordinal))}"
            )
        );
    }

    private YamlMapping Merged(YamlMapping document, YamlNode? part, TemplateContext context) =>
        part is not null && _renderer.Render(part, context) is YamlMapping rendered
            ? _steps.Merge(document, rendered)
            : document;

    private IEnumerable<NodeCheck> Checks(Step step, Node node, TemplateContext context) =>
        step
            .Checks.Select(check =>
                check.IsPerNode
                    ? Rendered(step, check, node, context)
                    : _sharedChecks.GetOrAdd(check, _ => Rendered(step, check, node, context))
            )
            .OfType<NodeCheck>();

    private NodeCheck? Rendered(Step step, Check check, Node node, TemplateContext context) =>
        _renderer.Holds(check.When, context)
            ? new NodeCheck(
                step.Name,
                check.Name,
                _renderer.Text(check.Run, context) ?? "",
                _renderer.Text(check.Prints, context),
                _renderer.Text(check.Matches, context),
                check.Timeout,
                _renderer.Text(check.Hint, context) ?? "",
                check.Place
            )
            {
                ValuePlaces = ValuePlaces(check, node),
                Fault = check.Fault is { } fault ? Rendered(fault, context) : null,
            }
            : null;

    private Place[] ValuePlaces(Check check, Node node) =>
        [
            .. new[] { check.Run, check.Prints, check.Matches }
                .OfType<TemplateScalar>()
                .SelectMany(part => part.Paths)
                .Distinct()
                .Select(path => TemplateValues.ClusterPath(path, _indexes[node.Name]))
                .Where(_cluster.Places.ContainsKey)
                .Select(path => _cluster.Places[path]),
        ];

    private NodeFault Rendered(Fault fault, TemplateContext context) =>
        fault.Run is not null
            ? new CommandFault(_renderer.Text(fault.Run, context) ?? "", fault.Place)
            : new TextFault(
                _renderer.Text(fault.In, context) ?? "",
                _renderer.Text(fault.Replace, context) ?? "",
                _renderer.Text(fault.With, context) ?? "",
                fault.Place
            );
}
