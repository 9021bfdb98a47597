using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BeautyGrains.ReadModels;

/// <summary>What a batch of events does to the rows of a copy. Each key is named at most once in a table.</summary>
public sealed class RowChanges
{
    private readonly Dictionary<Table, Changes> _tables = [];

    /// <summary>The tables that change, in no promised order of effect: they do not depend on each other.</summary>
    internal IEnumerable<(Table Table, IReadOnlyList<object?[]> Puts, IReadOnlyList<object?[]> Removals)> Tables =>
        _tables.Select(table => (table.Key, (IReadOnlyList<object?[]>)table.Value.Puts, (IReadOnlyList<object?[]>)table.Value.Removals));

    /// <summary>Sets a row.</summary>
    /// <param name="values">Texts, whole numbers (long) and nulls in the order of <see cref="Table.All"/>.</param>
    public void Put(Table table, params object?[] values) => Of(table).Puts.Add(values);

    /// <summary>Removes a row if it is there.</summary>
    /// <param name="key">In the order of <see cref="Table.Key"/>.</param>
    public void Remove(Table table, params object?[] key) => Of(table).Removals.Add(key);

    private Changes Of(Table table)
    {
        if (!_tables.TryGetValue(table, out var changes)) _tables.Add(table, changes = new());
        return changes;
    }

    private sealed class Changes
    {
        public List<object?[]> Puts { get; } = [];

        public List<object?[]> Removals { get; } = [];
    }
}

/// <summary>Rows as both databases take them: a JSON array of arrays.</summary>
internal static class RowsJson
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Of(IEnumerable<object?[]> rows)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(bytes, s_readable))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartArray();
                foreach (var value in row) Write(json, value);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static string Of(IEnumerable<string> texts)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_readable))
        {
            json.WriteStartArray();
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(Stored.Text(text));
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                throw new ArgumentException($"A column holds texts and whole numbers (long), not {value.GetType().Name}.");
        }
    }
}
