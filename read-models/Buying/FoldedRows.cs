using System.Text;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>An aggregate before and after a batch.</summary>
/// <param name="Before">Null where the batch holds its first event.</param>
internal sealed record Folded<TState>(string Key, Versioned<TState>? Before, Versioned<TState> After);

/// <summary>
/// Small aggregates whose rows hold their whole state, so that a batch is folded on top of what the copy has. The table's columns begin with "version", "at"
/// and "state". A model counts its version up with the fold's.
/// </summary>
internal sealed class FoldedRows<TState, TEvent>(AggregateKind<TState, TEvent> kind, Table table)
    where TState : class
    where TEvent : class
{
    /// <summary>The columns that every such table begins with.</summary>
    public static IReadOnlyList<Column> Columns { get; } = [Column.Whole("version"), Column.Whole("at"), Column.Text("state")];

    /// <summary>The table.</summary>
    public Table Table => table;

    /// <summary>The aggregates that a batch changes, in the order in which they first come.</summary>
    public async ValueTask<IReadOnlyCollection<Folded<TState>>> Fold(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        var mine = batch.Where(recorded => recorded.Stream.Category == kind.Category).ToList();
        if (mine.Count == 0) return [];
        var keys = mine.Select(recorded => recorded.Stream.Key).Distinct(StringComparer.Ordinal).ToList();
        var before = (await copy.ByKey(table, [.. keys.Select(key => new object?[] { key })], row => (Key: row.GetString(0), State: Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel))
            .ToDictionary(row => row.Key, row => row.State, StringComparer.Ordinal);
        var folded = keys.ToDictionary(key => key, key => new Folded<TState>(key, before.GetValueOrDefault(key), before.GetValueOrDefault(key) ?? new(kind.Empty(key), 0, DateTimeOffset.MinValue)), StringComparer.Ordinal);
        foreach (var recorded in mine)
        {
            var one = folded[recorded.Stream.Key];
            // A copy may be told of what it holds already.
            if (recorded.Version > one.After.Version) folded[recorded.Stream.Key] = one with { After = kind.Evolve(one.After, recorded) };
        }
        return [.. keys.Select(key => folded[key])];
    }

    /// <summary>The first cells of an aggregate's row: key, version, at, state.</summary>
    public Cell[] Cells(Folded<TState> one) => [one.Key, one.After.Version, Stored.Time(one.After.At), Encoding.UTF8.GetString(kind.SaveState(one.After.State))];

    /// <summary>The state that a row holds.</summary>
    public Versioned<TState> Read(long version, long at, string state) => new(kind.LoadState(Encoding.UTF8.GetBytes(state)), version, Stored.Time(at));
}
