using K8sImage.Verification;

namespace K8sImage.BootTests;

/// <summary>Progress on the thread that reports it, while the guest is as it says.</summary>
public sealed class Immediate(Action<NodeProgress> report) : IProgress<NodeProgress>
{
    public void Report(NodeProgress value) => report(value);
}
