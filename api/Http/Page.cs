using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace BeautyGrains.Api.Http;

/// <summary>A bounded page of a list, and where it starts.</summary>
/// <param name="After">What the cursor holds; empty at the beginning.</param>
/// <param name="Limit">1 to 500.</param>
internal readonly record struct Page(string After, int Limit)
{
    public const int MaxLimit = 500;
    private const int DefaultLimit = 100;

    /// <summary>Reads ?cursor= and ?limit=.</summary>
    public static (Page Page, IResult? Bad) Of(string? cursor, string? limit)
    {
        var check = new Check();
        var count = LimitOf(check, limit);
        var after = "";
        if (!string.IsNullOrEmpty(cursor) && !TryOpen(cursor, out after)) check.Add("cursor", "unknown-cursor");
        return check.Failed ? (default, Problems.Of(check)) : (new(after, count), null);
    }

    /// <summary>Reads ?limit=.</summary>
    public static int LimitOf(Check check, string? limit)
    {
        if (limit is null) return DefaultLimit;
        if (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxLimit) return count;
        check.Add("limit", "must-be-1-to-500");
        return DefaultLimit;
    }

    /// <summary>The cursor that goes on after a key; callers must not look inside.</summary>
    public static string Cursor(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes("1" + after));

    private static bool TryOpen(string cursor, out string after)
    {
        after = "";
        if (cursor.Length > 400 || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith('1')) return false;
        after = text[1..];
        return after.All(c => c is > ' ' and <= '~');
    }
}
