namespace K8sImage.Validation;

/// <summary>Commands whose first words alone say that they undo what a step of this project did.</summary>
internal static class UndoneTable
{
    private static readonly (string Words, string Step, string What)[] Commands =
    [
        ("swapon", "swap", "this command turns swap on"),
        ("hostnamectl set-hostname", "hostname", "this command gives the node another name"),
        ("hostnamectl hostname", "hostname", "this command gives the node another name"),
        ("timedatectl set-timezone", "time", "this command sets another time zone"),
        ("timedatectl set-ntp", "time-cron", "this command has another service set the clock"),
        ("localectl set-locale", "locale", "this command sets another locale"),
        ("update-locale", "locale", "this command sets another locale"),
        ("chpasswd", "access", "this command sets a password"),
        ("passwd --delete", "access", "this command opens an account without a password"),
        ("passwd -d", "access", "this command opens an account without a password"),
        ("passwd --unlock", "access", "this command unlocks a password"),
        ("passwd -u", "access", "this command unlocks a password"),
    ];

    /// <summary>The step that a command undoes, and what it does, as the beginning of a sentence; null for others.</summary>
    public static (string Step, string What)? Find(IReadOnlyList<string> words)
    {
        foreach (var (start, step, what) in Commands)
        {
            var wanted = start.Split(' ');
            // Options may stand between: hostnamectl --static set-hostname.
            if (words[0] == wanted[0] && wanted.Skip(1).All(words.Contains))
            {
                return (step, what);
            }
        }
        return null;
    }
}
