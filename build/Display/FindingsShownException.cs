/// <summary>Ends a target whose findings have been printed.</summary>
internal sealed class FindingsShownException(int errors)
    : Exception(errors == 1 ? "1 error, shown above" : $"{errors} errors, shown above");
