using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace BeautyGrains.ReadModels;

/// <summary>Where a page of a list goes on. Callers outside see it as an opaque text.</summary>
/// <param name="Order">Name of the order that it belongs to.</param>
/// <param name="After">The ordering columns of the last row seen: texts and whole numbers.</param>
public sealed record ListCursor(string Order, IReadOnlyList<object> After)
{
    /// <summary>As callers carry it.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(RowsJson.Of([[Order, .. After]])));
}

/// <summary>A page of a list.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="AsOf">As of when the read model answered.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, ListCursor? Next, AsOf AsOf);

/// <summary>
/// An order of rows in which a page goes on after the last row seen, however many rows come and go meanwhile. Its columns end with the
/// table's key, so that no two rows are alike, and are never null.
/// </summary>
/// <param name="Name">What callers call it, such as "on-hand".</param>
public sealed record Keyset(string Name, bool Descending, params IReadOnlyList<Column> Columns)
{
    private const int LongestCursor = 2_000;

    /// <summary>Reads a cursor that this order gave; null reads as the beginning.</summary>
    /// <returns>False when it is none of this order's.</returns>
    public bool TryRead(string? text, out ListCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > LongestCursor || !Base64Url.IsValid(text)) return false;
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            if (json.RootElement is not { ValueKind: JsonValueKind.Array } rows || rows.GetArrayLength() != 1) return false;
            var row = rows[0];
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != Columns.Count + 1 || row[0].ValueKind != JsonValueKind.String || row[0].GetString() != Name) return false;
            var after = new List<object>();
            for (var i = 0; i < Columns.Count; i++)
            {
                if (ValueOf(row[i + 1], Columns[i].Type) is not { } value) return false;
                after.Add(value);
            }
            cursor = new(Name, after);
            return true;
        }
        // The latter for texts that are no Unicode.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The cursor after a row.</summary>
    public ListCursor After(params IReadOnlyList<object> values) => new(Name, values);

    /// <summary>The condition that rows come after a cursor; true without one.</summary>
    internal string Where(ListCursor? cursor, string alias) => cursor is null ? "true"
        : $"({Names(alias)}) {(Descending ? "<" : ">")} ({string.Join(", ", Columns.Select((_, i) => $"@after{i}"))})";

    /// <summary>The order, for ORDER BY.</summary>
    internal string OrderBy(string alias) => string.Join(", ", Columns.Select(column => $"{alias}{column.Name}{(Descending ? " DESC" : "")}"));

    internal static IEnumerable<(string, object)> Parameters(ListCursor? cursor) => cursor is null ? [] : cursor.After.Select((value, i) => ($"@after{i}", value));

    private string Names(string alias) => string.Join(", ", Columns.Select(column => alias + column.Name));

    private static object? ValueOf(JsonElement value, ColumnType type) => type switch
    {
        // NUL would not reach PostgreSQL.
        ColumnType.Text => value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !text.Contains('\0') ? text : null,
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null,
    };
}

/// <summary>A query of one page that grows with the filters that are set.</summary>
internal sealed class PageQuery(Table table, CopyTables copy, Keyset order, ListCursor? cursor, int limit)
{
    /// <summary>The most rows of a page.</summary>
    public const int MostRows = 500;

    private readonly List<string> _where = [order.Where(cursor, "t.")];
    private readonly List<(string, object)> _parameters = [.. Keyset.Parameters(cursor)];

    /// <summary>A condition with its parameters, where it is wanted.</summary>
    public PageQuery If(bool wanted, string condition, params IEnumerable<(string, object)> parameters)
    {
        if (!wanted) return this;
        _where.Add(condition);
        _parameters.AddRange(parameters);
        return this;
    }

    /// <summary>Only stores of a list; null for all.</summary>
    public PageQuery InStores(IReadOnlyCollection<string>? stores) =>
        If(stores is not null, copy.Dialect.IsOneOf("t.store", "@stores"), ("@stores", RowsJson.Of(stores ?? [])));

    /// <summary>A column is one of some ids; null for any.</summary>
    public PageQuery OneOf(string column, IReadOnlyCollection<string>? ids) =>
        If(ids is not null, copy.Dialect.IsOneOf($"t.{column}", "@ids"), ("@ids", RowsJson.Of(ids ?? [])));

    /// <summary>A column equals a text; null for any.</summary>
    public PageQuery Is(string column, string? text) => If(text is not null, $"t.{column} = @{column}", ($"@{column}", text ?? ""));

    /// <summary>The rows of the page, and whether more follow.</summary>
    public async Task<(List<T> Rows, bool More)> Run<T>(Func<DbDataReader, T> row, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostRows);
        var rows = await copy.Connection.Query(
            $"SELECT {table.Select("t.")} FROM {copy.Of(table)} AS t WHERE {string.Join(" AND ", _where)} ORDER BY {order.OrderBy("t.")} LIMIT {limit + 1}",
            row, cancel, [.. _parameters]);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return (rows, more);
    }
}
