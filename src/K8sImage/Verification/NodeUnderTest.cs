using K8sImage.Bases;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>A node that is booted and judged.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SeedIso">Its seed ISO; null to boot the base alone.</param>
/// <param name="InstanceId">The seed's instance-id, which the guest must report.</param>
/// <param name="Base">The base that it boots on.</param>
/// <param name="NetworkCard">Its network card; null for a machine without one.</param>
/// <param name="Checks">The checks that its verdict must hold, in order.</param>
/// <param name="LogDirectory">Takes its logs; made when needed.</param>
public sealed record NodeUnderTest(
    string Name,
    string? SeedIso,
    string InstanceId,
    BaseDisk Base,
    NetworkCard? NetworkCard,
    IReadOnlyList<ExpectedCheck> Checks,
    string LogDirectory
);
