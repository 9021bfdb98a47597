namespace BeautyGrains.ReadModels;

/// <summary>What a column of a row holds: a text, a whole number or nothing.</summary>
public readonly record struct Cell
{
    // Stands in the place of a text, so that a cell takes no more room than a text and a number.
    private static readonly string s_whole = new('#', 1);

    private readonly string? _text;
    private readonly long _whole;

    private Cell(string? text, long whole) => (_text, _whole) = (text, whole);

    /// <summary>A text that both databases can hold, or null.</summary>
    public static Cell Of(string? text) => new(Stored.Text(text), 0);

    /// <summary>A whole number, or null.</summary>
    public static Cell Of(long? whole) => whole is { } number ? new(s_whole, number) : default;

    /// <inheritdoc cref="Of(string)" />
    public static implicit operator Cell(string? text) => Of(text);

    /// <inheritdoc cref="Of(long?)" />
    public static implicit operator Cell(long whole) => new(s_whole, whole);

    /// <inheritdoc cref="Of(long?)" />
    public static implicit operator Cell(long? whole) => Of(whole);

    /// <summary>The text; null for a number or nothing.</summary>
    public string? Text => ReferenceEquals(_text, s_whole) ? null : _text;

    /// <summary>The number; null for a text or nothing.</summary>
    public long? Whole => ReferenceEquals(_text, s_whole) ? _whole : null;

    /// <inheritdoc />
    public override string ToString() => Whole is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : _text ?? "-";
}

/// <summary>Rows, or parts of rows, of the same columns, one behind the other.</summary>
/// <param name="width">Columns of each; above 0.</param>
public sealed class CellRows(int width)
{
    // Pieces, so that many rows are neither copied while they grow nor among the large objects, which are collected seldom and dearly.
    private const int CellsAtOnce = 4_096;

    private readonly List<Cell[]> _pieces = [];
    private readonly int _rowsAtOnce = Math.Max(1, CellsAtOnce / width);

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>One row's cells.</summary>
    public ReadOnlySpan<Cell> this[int row] => _pieces[row / _rowsAtOnce].AsSpan(row % _rowsAtOnce * width, width);

    /// <summary>A cell of a row.</summary>
    public Cell At(int row, int column) => this[row][column];

    internal void Add(ReadOnlySpan<Cell> row)
    {
        if (row.Length != width) throw new ArgumentException($"{row.Length} cells are given for {width} columns.");
        if (Count == _pieces.Count * _rowsAtOnce) _pieces.Add(new Cell[_rowsAtOnce * width]);
        row.CopyTo(_pieces[Count / _rowsAtOnce].AsSpan(Count % _rowsAtOnce * width));
        Count++;
    }

    internal void Clear() => Count = 0;
}

/// <summary>What a batch of events does to the rows of a copy. Each key is set or changed at most once in a table; what is removed goes first.</summary>
public sealed class RowChanges
{
    private readonly List<TableChanges> _tables = [];

    /// <summary>The tables that change; they do not depend on each other.</summary>
    public IReadOnlyList<TableChanges> Tables => _tables;

    /// <summary>Sets a whole row, whether it is there or not.</summary>
    /// <param name="values">In the order of <see cref="Table.All"/>.</param>
    public void Put(Table table, params ReadOnlySpan<Cell> values) => Of(table).Puts.Add(values);

    /// <summary>Changes those columns of a row that change often; the row is there.</summary>
    /// <param name="values">The key and then the columns of <see cref="Table.Often"/>.</param>
    public void Change(Table table, params ReadOnlySpan<Cell> values) => Of(table).Changes.Add(values);

    /// <summary>Removes a row if it is there.</summary>
    /// <param name="key">In the order of <see cref="Table.Key"/>.</param>
    public void Remove(Table table, params ReadOnlySpan<Cell> key) => Of(table).Removals.Add(key);

    /// <summary>Forgets all of it, so that the next batch finds the room made.</summary>
    public void Clear()
    {
        foreach (var table in _tables) table.Clear();
    }

    private TableChanges Of(Table table)
    {
        foreach (var known in _tables)
            if (ReferenceEquals(known.Table, table)) return known;
        var added = new TableChanges(table);
        _tables.Add(added);
        return added;
    }
}

/// <summary>What a batch of events does to the rows of one table.</summary>
public sealed class TableChanges(Table table)
{
    /// <summary>The table.</summary>
    public Table Table => table;

    /// <summary>Keys of rows that go.</summary>
    public CellRows Removals { get; } = new(table.Key.Count);

    /// <summary>Whole rows.</summary>
    public CellRows Puts { get; } = new(table.All.Count);

    /// <summary>Keys with the columns that change often.</summary>
    public CellRows Changes { get; } = new(table.KeyAndOften.Count);

    internal void Clear()
    {
        Removals.Clear();
        Puts.Clear();
        Changes.Clear();
    }
}
