using System.Globalization;

namespace K8sImage.Seeds.Iso;

/// <summary>A date in the two forms of ECMA-119, both in UTC.</summary>
internal readonly struct IsoDate
{
    /// <summary>Length in bytes of the form in directory records.</summary>
    public const int ShortLength = 7;

    private readonly DateTime _utc;

    public IsoDate(DateTimeOffset date)
    {
        _utc = date.UtcDateTime;
        // Rock Ridge is for POSIX, whose time begins in 1970; a directory record counts years from 1900 in one byte.
        if (_utc.Year is < 1970 or > 2155)
        {
            throw new ArgumentOutOfRangeException(
                nameof(date),
                date,
                "An ISO 9660 image holds the years 1970 to 2155 only"
            );
        }
    }

    /// <summary>ECMA-119 9.1.5: seven bytes, the last the offset from UTC.</summary>
    public void WriteShort(Span<byte> field)
    {
        field[0] = (byte)(_utc.Year - 1900);
        field[1] = (byte)_utc.Month;
        field[2] = (byte)_utc.Day;
        field[3] = (byte)_utc.Hour;
        field[4] = (byte)_utc.Minute;
        field[5] = (byte)_utc.Second;
        field[6] = 0;
    }

    /// <summary>ECMA-119 8.4.26.1: sixteen digits down to hundredths of a second, then the offset from UTC.</summary>
    public void WriteLong(Span<byte> field)
    {
        _utc.TryFormat(field, out _, "yyyyMMddHHmmssff", CultureInfo.InvariantCulture);
        field[16] = 0;
    }

    /// <summary>ECMA-119 8.4.26.1: how "not specified" is written.</summary>
    public static void WriteUnspecified(Span<byte> field)
    {
        field[..16].Fill((byte)'0');
        field[16] = 0;
    }
}
