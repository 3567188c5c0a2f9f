using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Bases;

/// <summary>What must hold for a base image to be there.</summary>
public static class BaseRules
{
    /// <summary>There is a file for the base that is asked for.</summary>
    public static readonly Rule Unknown = Error("K8S411", "Bases have a file");

    /// <summary>The values of a base file have the form that they need.</summary>
    public static readonly Rule Value = Error("K8S412", "Values have a form");

    /// <summary>Debian's packages can be had.</summary>
    public static readonly Rule Mirror = Error("K8S413", "Debian's packages can be had");

    /// <summary>Security updates are part of a base.</summary>
    public static readonly Rule Security = Warning("K8S414", "Security updates are part of a base");

    /// <summary>A published image is signed or its digest is pinned.</summary>
    public static readonly Rule Unverified = Error("K8S416", "Published images are verified");

    /// <summary>A published image has an address that always gives the same image.</summary>
    public static readonly Rule Url = Error("K8S417", "Addresses are https and dated");

    /// <summary>The publisher's server gives what it is asked for.</summary>
    public static readonly Rule Server = Error("K8S418", "Servers give what they are asked for");

    /// <summary>A download runs to its end.</summary>
    public static readonly Rule Cut = Error("K8S419", "Downloads run to their end");

    /// <summary>A download is as long as the base file says.</summary>
    public static readonly Rule Size = Error("K8S420", "Downloads have their size");

    /// <summary>An image has its publisher's digest.</summary>
    public static readonly Rule Digest = Error("K8S421", "Images have their digest");

    /// <summary>The publisher's list of digests names the image, with the digest that is pinned.</summary>
    public static readonly Rule Checksums = Error("K8S422", "Lists of digests name the image");

    /// <summary>The publisher's key is the pinned one, neither expired nor revoked.</summary>
    public static readonly Rule Key = Error("K8S423", "The publisher's key holds");

    /// <summary>The signature of the publisher's list of digests holds.</summary>
    public static readonly Rule Signature = Error("K8S424", "The publisher's signature holds");

    /// <summary>A disk has the format that is said.</summary>
    public static readonly Rule Format = Error("K8S425", "Disks have a known format");

    /// <summary>A disk is one file: QEMU reads no other because of it.</summary>
    public static readonly Rule OtherFiles = Error("K8S426", "Disks read no other file");

    /// <summary>The file that is given as a base can be read.</summary>
    public static readonly Rule LocalFile = Error("K8S427", "Disks given by hand can be read");

    /// <summary>One base at a time.</summary>
    public static readonly Rule TwoBases = Error("K8S428", "One base at a time");

    /// <summary>Disks can be written to the cache.</summary>
    public static readonly Rule Cache = Error("K8S429", "The cache can be written");

    /// <summary>A swap file is removed where the image has one.</summary>
    public static readonly Rule NoSwapFile = Warning(
        "K8S430",
        "A swap file is removed where there is one"
    );

    /// <summary>The mirror has the suites of a base that is built from packages.</summary>
    public static readonly Rule Suite = Error("K8S431", "Suites are on the mirror");

    /// <summary>The mirror's lists of a base that is built from packages are still valid.</summary>
    public static readonly Rule Expired = Error("K8S432", "Release files are still valid");
}
