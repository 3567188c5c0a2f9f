namespace K8sImage.Machines;

/// <summary>Why a guest ended.</summary>
public enum GuestEnd
{
    /// <summary>It switched its power off.</summary>
    PowerOff,

    /// <summary>It restarted.</summary>
    Restart,

    /// <summary>We ended it.</summary>
    Quit,

    /// <summary>QEMU ended without a word from the guest.</summary>
    Died,
}
