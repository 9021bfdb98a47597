using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Import;
using Spectre.Console.Rendering;

namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>Shows answers to people: tables whose columns stand one below the other, Chinese ones too, and things line by line.</summary>
internal sealed class CallOutput(TextWriter output, bool chinese)
{
    // What the HTTP interface has in minor units of the currency beside it.
    // "value" is one only where a currency stands beside it; a custom field's is a text.
    private static readonly HashSet<string> s_amounts =
        ["value", "inTransit", "net", "tax", "amount", "committed", "spent", "left", "unitPrice", "unitCost", "owed", "billed", "paid", "credited", "minimumOrder"];

    /// <summary>What a path such as "need.explanation" leads to; null where it ends early.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.')) node = node is JsonObject one ? one[name] : null;
        return node;
    }

    /// <summary>A row for each item.</summary>
    public Task Table(JsonArray items, IReadOnlyList<string> columns) => Write(items, columns, null, "");

    /// <summary>A line for each field, lists as tables below.</summary>
    public async Task Thing(JsonObject thing)
    {
        var currency = Currency(thing, null);
        var plain = Plain(thing, "").ToList();
        var width = plain.Count == 0 ? 0 : plain.Max(field => Width(CallWords.Heading(field.Name, chinese)));
        foreach (var (name, value) in plain)
            await output.WriteLineAsync($"{Padded(CallWords.Heading(name, chinese), width)}  {Shown(name[(name.LastIndexOf('.') + 1)..], value, currency)}");
        foreach (var (name, value) in thing.ToList())
        {
            if (value is not JsonArray { Count: > 0 } list || list[0] is not JsonObject) continue;
            await output.WriteLineAsync();
            await output.WriteLineAsync(CallWords.Heading(name, chinese));
            await Write(list, [.. list.OfType<JsonObject>().SelectMany(item => Plain(item, "")).Select(field => field.Name).Distinct()], currency, "  ");
        }
    }

    private async Task Write(JsonArray items, IReadOnlyList<string> columns, string? currency, string indent)
    {
        var rows = items.OfType<JsonObject>().Select(item => columns.Select(column => Shown(column[(column.LastIndexOf('.') + 1)..], At(item, column), Currency(item, currency))).ToArray()).ToList();
        var heads = columns.Select(column => CallWords.Heading(column, chinese)).ToArray();
        var widths = heads.Select((head, i) => rows.Select(row => Width(row[i])).Append(Width(head)).Max()).ToArray();
        var right = heads.Select((_, i) => rows.Count > 0 && rows.All(row => row[i].Length == 0 || IsNumber(row[i]))).ToArray();
        foreach (var row in rows.Prepend(heads))
            await output.WriteLineAsync((indent + string.Join("  ", row.Select((cell, i) => right[i] ? Pad(cell, widths[i]) + cell : Padded(cell, widths[i])))).TrimEnd());
    }

    // Fields of the thing and of what it holds; lists of things have their own tables.
    private static IEnumerable<(string Name, JsonNode? Value)> Plain(JsonObject thing, string prefix)
    {
        foreach (var (name, value) in thing)
        {
            if (value is JsonObject inner && !IsMoney(inner))
                foreach (var field in Plain(inner, $"{prefix}{name}.")) yield return field;
            else if (value is not JsonArray { Count: > 0 } list || list[0] is not JsonObject) yield return (prefix + name, value);
        }
    }

    private static string Shown(string name, JsonNode? value, string? currency) => value switch
    {
        null => "",
        JsonArray list => string.Join(' ', list.Select(one => Shown("", one, null))),
        JsonObject money when IsMoney(money) => $"{Major((decimal)money["amount"]!, (string)money["currency"]!)} {money["currency"]}",
        JsonObject { Count: 2 } named when named["field"] is { } field && named["value"] is { } held => Clean($"{field}={held}"),
        JsonObject other => Clean(other.ToJsonString(Client.RecordJson.Options)),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => currency is not null && s_amounts.Contains(name) ? Major((decimal)number, currency) : Currencies.Plain((decimal)number).ToString(CultureInfo.InvariantCulture),
        _ => Clean(value.ToString()),
    };

    private static bool IsMoney(JsonObject value) => value.Count == 2 && value["amount"] is not null && value["currency"] is not null;

    // An amount is in the currency beside it, or of what it is a part of.
    private static string? Currency(JsonObject thing, string? around) => thing["currency"] is { } own ? (string)own! : around;

    private static string Major(decimal minor, string currency)
    {
        var decimals = Currencies.DecimalsOf(currency);
        for (var i = 0; i < decimals; i++) minor /= 10;
        return Currencies.Plain(minor).ToString("#0." + new string('0', decimals) + "######", CultureInfo.InvariantCulture).TrimEnd('.');
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    // What a terminal would obey or break the line with is not shown.
    private static string Clean(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));

    // A Chinese character is two places wide.
    private static int Width(string text) => new Segment(text).CellCount();

    private static string Pad(string text, int width) => new(' ', width - Width(text));

    private static string Padded(string text, int width) => text + Pad(text, width);
}
