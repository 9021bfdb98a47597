namespace BeautyGrains.ReadModels;

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    /// <summary>Text.</summary>
    Text,
    /// <summary>A whole number of 64 bits: quantities in thousandths, times as UTC ticks, flags as 0 and 1.</summary>
    Whole,
}

/// <summary>A column.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Nullable">May it be null?</param>
public sealed record Column(string Name, ColumnType Type, bool Nullable = false)
{
    /// <summary>A text that is never null.</summary>
    public static Column Text(string name) => new(name, ColumnType.Text);

    /// <summary>A text or null.</summary>
    public static Column MaybeText(string name) => new(name, ColumnType.Text, Nullable: true);

    /// <summary>A whole number.</summary>
    public static Column Whole(string name) => new(name, ColumnType.Whole);

    /// <summary>A whole number or null.</summary>
    public static Column MaybeWhole(string name) => new(name, ColumnType.Whole, Nullable: true);
}

/// <summary>
/// A table of a read model, the same on both databases. A copy of the model has its own, with its generation in the name.
/// </summary>
/// <param name="Name">Lower case with underscores; begins with the model's name or is unique otherwise.</param>
/// <param name="Key">The primary key.</param>
/// <param name="Columns">The others.</param>
/// <param name="Indexes">Names of columns; each index is told apart by its place.</param>
public sealed record Table(string Name, IReadOnlyList<Column> Key, IReadOnlyList<Column> Columns, params IReadOnlyList<string[]> Indexes)
{
    /// <summary>All columns, key first: the order of a row's values.</summary>
    public IReadOnlyList<Column> All { get; } = [.. Key, .. Columns];

    /// <summary>All columns' names, for SELECT.</summary>
    /// <param name="alias">With its dot; empty for none.</param>
    public string Select(string alias = "") => string.Join(", ", All.Select(column => alias + column.Name));

    internal string KeyNames { get; } = string.Join(", ", Key.Select(column => column.Name));

    internal IEnumerable<string> CreateSql(Dialect dialect, long generation)
    {
        var columns = All.Select(column => $"{column.Name} {dialect.TypeOf(column.Type)}{(column.Nullable ? "" : " NOT NULL")}");
        yield return $"CREATE TABLE IF NOT EXISTS {dialect.Prefix}{Name}_{generation} ({string.Join(", ", columns)}, PRIMARY KEY ({KeyNames})) {dialect.TableOptions}";
        for (var i = 0; i < Indexes.Count; i++)
            yield return $"CREATE INDEX IF NOT EXISTS {Name}_{generation}_{i + 1} ON {dialect.Prefix}{Name}_{generation} ({string.Join(", ", Indexes[i])})";
    }

    internal string UpsertSql(Dialect dialect, string name)
    {
        var values = string.Join(", ", All.Select((column, place) => dialect.ValueOf(place, column.Type)));
        var changes = Columns.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", Columns.Select(column => $"{column.Name} = excluded.{column.Name}"));
        return $"INSERT INTO {name} ({Select()}) SELECT {values} FROM {dialect.RowsOf("@rows")} WHERE true ON CONFLICT ({KeyNames}) DO {changes}";
    }

    internal string DeleteSql(Dialect dialect, string name)
    {
        var values = string.Join(", ", Key.Select((column, place) => dialect.ValueOf(place, column.Type)));
        return $"DELETE FROM {name} WHERE ({KeyNames}) IN (SELECT {values} FROM {dialect.RowsOf("@rows")})";
    }

    /// <summary>Rows whose first key columns are among the given ones.</summary>
    /// <param name="columns">How many of the key's columns are given.</param>
    internal string ByKeySql(Dialect dialect, string name, int columns)
    {
        var on = string.Join(" AND ", Key.Take(columns).Select((column, place) => $"t.{column.Name} = {dialect.ValueOf(place, column.Type)}"));
        // The given keys lead, and the table is looked up by its own key.
        return $"SELECT {Select("t.")} FROM {dialect.RowsOf("@rows")} CROSS JOIN {name} AS t WHERE {on} ORDER BY {string.Join(", ", Key.Select(column => "t." + column.Name))}";
    }
}
