using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;

namespace BeautyGrains.Silo.Import;

/// <summary>Reads one row's fields into the values of a request and gathers what is wrong with them.</summary>
internal sealed class RowReader(Columns columns, CsvRow row, List<RowFault> faults)
{
    private bool _faulty;

    public bool IsFaulty => _faulty;

    public int Line => row.Line;

    public string? Text(string field) => columns.Text(row, field);

    public void Fault(string field, string what)
    {
        _faulty = true;
        faults.Add(new(row.Line, columns.HeaderOf(field), what));
    }

    /// <summary>Rules name fields as requests do: "price.amount" stands in the column of "price".</summary>
    public void Faults(IEnumerable<(string Field, string Rule)> broken)
    {
        foreach (var (field, rule) in broken) Fault(field.Split('.', '[')[0], rule);
    }

    public string? Id(string field, bool required)
    {
        var text = Text(field);
        if (text is null && required) Fault(field, "It is missing.");
        else if (text is not null && !Limits.IsId(text)) Fault(field, $"'{text}' is not a code: 1 to {Limits.MaxIdLength} of A-Z, a-z, 0-9 and . _ ~ -");
        return text;
    }

    public void AddText(JsonObject body, string field)
    {
        if (Text(field) is { } text) body[field] = text;
    }

    public void AddWholeNumber(JsonObject body, string field)
    {
        if (Text(field) is not { } text) return;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) body[field] = number;
        else Fault(field, $"'{text}' is not a whole number.");
    }

    public void AddFlag(JsonObject body, string field)
    {
        if (Text(field) is not { } text) return;
        if (Flags.Read(text) is { } flag) body[field] = flag;
        else Fault(field, $"'{text}' is neither yes nor no.");
    }

    public void AddWord<T>(JsonObject body, string field, IReadOnlyDictionary<string, T>? chinese = null)
        where T : struct, Enum
    {
        if (Text(field) is not { } text) return;
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        var plain = text.ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        if (words.ContainsKey(plain)) body[field] = plain;
        else if (chinese is not null && chinese.TryGetValue(text, out var known)) body[field] = words.First(word => EqualityComparer<T>.Default.Equals(word.Value, known)).Key;
        else Fault(field, $"'{text}' must be one of: {string.Join(", ", words.Keys.Concat(chinese?.Keys ?? []))}.");
    }

    /// <summary>Money from major units; a currency column goes before the currency of the import.</summary>
    public JsonObject? Money(string field, string currency, bool exact)
    {
        if (Text("currency") is { } own) currency = own.ToUpperInvariant();
        if (Text(field) is not { } text) return null;
        if (!SkuRecordRules.IsCurrency(currency))
        {
            Fault("currency", $"'{currency}' is not a currency such as CNY.");
            return null;
        }
        if (Currencies.MinorUnits(text, currency, exact, out var fault) is { } minor) return new() { ["amount"] = minor, ["currency"] = currency };
        Fault(field, fault!);
        return null;
    }
}

/// <summary>Yes and no as tables write them.</summary>
internal static class Flags
{
    public static bool? Read(string text) => text.ToUpperInvariant() switch
    {
        "1" or "Y" or "YES" or "TRUE" or "X" or "是" or "√" or "有" => true,
        "0" or "N" or "NO" or "FALSE" or "否" or "×" or "无" => false,
        _ => null,
    };
}
