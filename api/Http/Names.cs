namespace BeautyGrains.Api.Http;

/// <summary>The forms of names in paths and bodies.</summary>
internal static class Names
{
    private const int ExpirySuffix = 9; // "~yyyyMMdd", where quality confirmed a second expiry of one lot number.
    private const string CommitIncident = "commit:";
    private const string CountIncident = "count:";

    /// <summary>A lot's name within a stock.</summary>
    public static bool IsLot(string? text)
    {
        if (Limits.IsId(text)) return true;
        if (text is null || text.Length <= ExpirySuffix || text[^ExpirySuffix] != '~') return false;
        foreach (var c in text.AsSpan(text.Length - ExpirySuffix + 1))
            if (!char.IsAsciiDigit(c)) return false;
        return Limits.IsId(text[..^ExpirySuffix]);
    }

    /// <summary>An excursion's id: its sensor's, and what tells it from others of that sensor.</summary>
    public static bool IsExcursion(string? text) => text is { Length: > 0 and <= 160 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-');

    /// <summary>An incident's id.</summary>
    public static bool IsIncident(string? text) =>
        Limits.IsId(text) || (text is not null && (text.StartsWith(CommitIncident, StringComparison.Ordinal) || text.StartsWith(CountIncident, StringComparison.Ordinal)) && text.Length <= 200);

    /// <summary>The first route parameter that is not of its form, or null.</summary>
    public static string? FirstBad(RouteValueDictionary values)
    {
        foreach (var (name, value) in values)
        {
            var text = value as string;
            var good = name switch
            {
                "store" or "sku" or "id" or "key" or "payment" or "supplier" or "number" or "submission" or "comment" or "match" or "client" => Limits.IsId(text),
                "lot" => IsLot(text),
                "excursion" => IsExcursion(text),
                "incident" or "entry" => IsIncident(text),
                "alert" => AlertCause.FromId(text) is not null,
                _ => true,
            };
            if (!good) return name;
        }
        return null;
    }
}
