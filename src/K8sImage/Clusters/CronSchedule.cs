using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace K8sImage.Clusters;

/// <summary>The first five fields of a line in a crontab (crontab(5)).</summary>
internal static partial class CronSchedule
{
    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly (string Name, int Least, int Most, string[] Names)[] Fields =
    [
        ("minute", 0, 59, []),
        ("hour", 0, 23, []),
        ("day of the month", 1, 31, []),
        ("month", 1, 12, Months),
        ("day of the week", 0, 7, Days),
    ];

    /// <summary>What an editor can tell of a schedule; <see cref="Fault"/> knows more.</summary>
    [GeneratedRegex(@"\A[0-9*/,-]+( [0-9*/,-]+){2}( [0-9A-Za-z*/,-]+){2}\z")]
    internal static partial Regex Form();

    /// <summary>What is wrong with a schedule; null if nothing is.</summary>
    public static string? Fault(string text)
    {
        var fields = text.Split(' ');
        if (fields.Length != Fields.Length)
        {
            return $"it has {fields.Length} field{(fields.Length == 1 ? "" : "s")}, not 5 with a space between";
        }
        foreach (var (field, form) in fields.Zip(Fields))
        {
            foreach (var item in field.Split(','))
            {
                if (!IsRight(item, form.Least, form.Most, form.Names))
                {
                    var names =
                        form.Names.Length > 0 ? $", or {form.Names[0]} to {form.Names[^1]}" : "";
                    return $"'{Findings.Shown.Short(item)}' is no {form.Name} ({form.Least} to {form.Most}{names})";
                }
            }
        }
        return null;
    }

    /// <summary>
    /// Whether the day of a schedule ever comes: 30 February does not. Cron takes a day that fits either the month's or
    /// the week's field, unless one of them begins with a star; Cronos wants both.
    /// </summary>
    public static bool Comes(string text) =>
        !text.Split(' ')[4].StartsWith('*')
        || CronExpression.Parse(text).GetNextOccurrence(DateTime.UnixEpoch) is not null;

    // A star or a range may have a step; a single value may not: cron reads 0/5 as 0.
    private static bool IsRight(string item, int least, int most, string[] names)
    {
        var step = item.Split('/');
        var range = step[0].Split('-');
        var low = Value(range[0]);
        var isRange = range.Length == 2 && low <= Value(range[1]);
        return step.Length <= 2
            && (step.Length == 1 || (Number(step[1]) is { } width && width >= 1 && width <= most))
            && (
                step[0] == "*"
                || isRange
                || (range.Length == 1 && step.Length == 1 && low is not null)
            );

        int? Value(string word) =>
            Array.FindIndex(names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase))
                is >= 0
                    and var index
                ? index + (least == 0 ? 0 : 1)
            : Number(word) is { } number && number >= least && number <= most ? number
            : null;
    }

    private static int? Number(string digits) =>
        digits.Length <= 2
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
