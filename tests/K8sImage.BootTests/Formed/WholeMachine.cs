using Xunit;

namespace K8sImage.BootTests.Formed;

/// <summary>Tests whose guests need all of the machine: they run behind the others, one by one.</summary>
[CollectionDefinition(nameof(WholeMachine), DisableParallelization = true)]
public sealed class WholeMachine;
