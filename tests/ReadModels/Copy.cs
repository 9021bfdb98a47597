using System.Data.Common;
using System.Globalization;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Looks into the tables.</summary>
internal static class Copy
{
    /// <summary>Every row of the copy that serves, as text.</summary>
    public static Task<List<string>> Dump(this IReadModelStore store, ReadModel model) => new ReadModelReader(store).Read(model, async (copy, _) =>
    {
        var lines = new List<string>();
        foreach (var table in model.Tables)
            lines.AddRange(await copy.Connection.Query($"SELECT {table.Select()} FROM {copy.Of(table)} ORDER BY {string.Join(", ", table.Key.Select(column => column.Name))}",
                row => $"{table.Name}: {Text(row)}", CancellationToken.None));
        return lines;
    }, CancellationToken.None);

    /// <summary>All tables of the read models.</summary>
    public static Task<List<string>> Tables(this IReadModelStore store) => store.Read(connection => connection.Query(
        store.Dialect.TablesEndingIn("@ending"), row => row.GetString(0), CancellationToken.None, ("@ending", "")), CancellationToken.None);

    /// <summary>The rows of copies.</summary>
    public static Task<List<CopyRow>> CopiesOf(this IReadModelStore store, string model) =>
        store.Read(connection => new Copies(connection, store.Dialect, model).All(CancellationToken.None), CancellationToken.None);

    private static string Text(DbDataReader row) =>
        string.Join(" | ", Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : Convert.ToString(row[i], CultureInfo.InvariantCulture)));
}
