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
    private readonly IReadOnlyList<string>? _order;
    private Column[]? _keyAndOften;

    /// <summary>All columns, key first: the order of a row's values.</summary>
    public IReadOnlyList<Column> All { get; } = [.. Key, .. Columns];

    /// <summary>All columns' names, for SELECT.</summary>
    /// <param name="alias">With its dot; empty for none.</param>
    public string Select(string alias = "") => string.Join(", ", All.Select(column => alias + column.Name));

    /// <summary>Names of columns that change often while the row is there; in no index, and not in the key.</summary>
    public IReadOnlyList<string> Often { get; init; } = [];

    /// <summary>The key's columns in the order in which rows lie; the key's own order unless told.</summary>
    public IReadOnlyList<string> Order { get => _order ?? [.. Key.Select(column => column.Name)]; init => _order = value; }

    /// <summary>The key and the columns that change often: what <see cref="RowChanges.Change"/> takes.</summary>
    public IReadOnlyList<Column> KeyAndOften => _keyAndOften ??= [.. Key, .. Often.Select(name => Columns.Single(column => column.Name == name))];

    internal string KeyNames { get; } = string.Join(", ", Key.Select(column => column.Name));

    internal IEnumerable<string> CreateSql(Dialect dialect, long generation)
    {
        var columns = All.Select(column => $"{column.Name} {dialect.TypeOf(column.Type)}{(column.Nullable ? "" : " NOT NULL")}");
        yield return $"CREATE TABLE IF NOT EXISTS {dialect.Prefix}{Name}_{generation} ({string.Join(", ", columns)}, PRIMARY KEY ({string.Join(", ", Order)})) {dialect.TableOptions}";
        for (var i = 0; i < Indexes.Count; i++)
            yield return $"CREATE INDEX IF NOT EXISTS {Name}_{generation}_{i + 1} ON {dialect.Prefix}{Name}_{generation} ({string.Join(", ", Indexes[i])})";
    }

    /// <summary>Rows that have one of the given values in some columns.</summary>
    /// <param name="columns">The first ones of the key or of an index.</param>
    internal string BySql(Dialect dialect, string name, IEnumerable<Column> columns)
    {
        var on = string.Join(" AND ", columns.Select((column, place) => $"t.{column.Name} = {dialect.ValueOf(place, column.Type)}"));
        // The given values lead, and the table is looked up by them.
        return $"SELECT {Select("t.")} FROM {dialect.RowsOf("@rows")} CROSS JOIN {name} AS t WHERE {on} ORDER BY {string.Join(", ", Key.Select(column => "t." + column.Name))}";
    }
}
