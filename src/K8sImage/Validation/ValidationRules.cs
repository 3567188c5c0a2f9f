using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Validation;

/// <summary>What must hold for the documents of a node beyond what its sources say.</summary>
public static class ValidationRules
{
    /// <summary>cloud-init's schema takes the user-data.</summary>
    public static readonly Rule UserData = Error("K8S801", "cloud-init takes the user-data");

    /// <summary>netplan takes the network-config.</summary>
    public static readonly Rule NetworkConfig = Error("K8S802", "netplan takes the network-config");

    /// <summary>What a shell is to run is shell.</summary>
    public static readonly Rule Shell = Error("K8S804", "Shell can be read by sh");

    /// <summary>cloud-init knows the keys of the user-data.</summary>
    public static readonly Rule UserDataKey = Warning(
        "K8S805",
        "cloud-init knows the keys of user-data"
    );

    /// <summary>No name is almost the time server's.</summary>
    public static readonly Rule NearMiss = Warning("K8S806", "No name is almost the time server's");

    /// <summary>Keys of user-data have an effect without cloud-init's default user.</summary>
    public static readonly Rule DefaultUser = Warning(
        "K8S807",
        "Keys about cloud-init's default user need it"
    );

    /// <summary>The owner of a file is there when it is written.</summary>
    public static readonly Rule FileOwner = Warning(
        "K8S808",
        "The owner of a file is there when it is written"
    );

    /// <summary>Lines of scripts and commands do not end in a carriage return.</summary>
    public static readonly Rule CarriageReturn = Error(
        "K8S809",
        "Lines of scripts do not end in a carriage return"
    );

    /// <summary>TOML files that user-data writes or adds to can be read.</summary>
    public static readonly Rule Toml = Error("K8S810", "TOML files can be read");

    /// <summary>Keys that user-data adds to a TOML file are in a table of their own.</summary>
    public static readonly Rule TomlKey = Warning(
        "K8S811",
        "Keys added to a TOML file have a table's header before them"
    );

    /// <summary>Whoever may log in to a node, or become root on it, stands in the cluster file.</summary>
    public static readonly Rule Login = Warning("K8S830", "The cluster file names who may log in");

    /// <summary>cloud-init knows the keys of files and users in user-data.</summary>
    public static readonly Rule EntryKey = Error(
        "K8S840",
        "cloud-init knows the keys of files and users"
    );

    /// <summary>The accounts that the cluster file names are made by something.</summary>
    public static readonly Rule NoAccount = Warning("K8S841", "Something makes the other users");

    /// <summary>Scripts and what else is read by its first bytes begin with no byte order mark.</summary>
    public static readonly Rule ByteOrderMark = Error(
        "K8S842",
        "Scripts do not begin with a byte order mark"
    );

    /// <summary>A report of findings can be written.</summary>
    public static readonly Rule Report = Error("K8S803", "The report can be written");
}
