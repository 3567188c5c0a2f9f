using K8sImage.Commands;

/// <summary>Says what the target Secrets has done.</summary>
internal static class SecretsText
{
    /// <summary>Prints it.</summary>
    public static void Print(MakeSecrets.Result result, Func<string, string> show)
    {
        var path = show(result.Path);
        Console.WriteLine(
            result.IsNew ? $"Written: {path}, readable by you alone. Keep a copy in a safe place."
            : result.Added.Count > 0
                ? $"{path} has join credentials for {string.Join(", ", result.Added)} now; all else is as it was."
            : $"{path} has all that the cluster needs; nothing was changed."
        );
    }
}
