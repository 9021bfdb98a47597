using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using BeautyGrains.Journal;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Compares every read model with what the journal gives: builds it anew in a scratch database up to the position of the copy that serves, then
/// compares row by row. Others may write meanwhile.
/// </summary>
public sealed class ReadModelCheck(IJournal journal, IReadModelStore store, IEnumerable<ReadModel> models)
{
    private const int MostFindings = 100;
    private const int Batch = 2_000;

    /// <summary>What differs, at most 100 findings for each read model; none where every row is as it must be.</summary>
    public async IAsyncEnumerable<JournalFinding> Run([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var model in models)
            foreach (var what in await Safely(model, cancel))
                yield return new(new("read-model", model.Name), 0, what);
    }

    private async Task<IReadOnlyList<string>> Safely(ReadModel model, CancellationToken cancel)
    {
        try
        {
            return await Check(model, cancel);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return [$"It cannot be compared with the journal: {broken.Message}"];
        }
    }

    private async Task<IReadOnlyList<string>> Check(ReadModel model, CancellationToken cancel)
    {
        // Without a name it is a temporary file of the connection's own.
        await using var scratch = new SqliteConnection("Data Source=");
        await scratch.OpenAsync(cancel);
        var replay = new Replay(model, new(journal, Batch), new(scratch, Dialect.Sqlite, 1));
        await replay.Begin(cancel);
        // Most of it before the snapshot is taken, the rest within.
        if (await Serving(model, cancel) is not { } serving) return [];
        await replay.To(serving.Position, cancel);
        return await store.Read(async connection =>
        {
            if (await new Copies(connection, store.Dialect, model.Name).Serving(cancel) is not { } now || now.Version != model.Version || now.Position < replay.Position) return [];
            await replay.To(now.Position, cancel);
            var findings = new List<string>();
            foreach (var table in model.Tables) await Compare(table, new(connection, store.Dialect, now.Generation), replay.Copy, findings, cancel);
            return (IReadOnlyList<string>)findings;
        }, cancel);
    }

    // A copy of another version is about to be replaced.
    private async Task<CopyRow?> Serving(ReadModel model, CancellationToken cancel) =>
        await store.Read(connection => new Copies(connection, store.Dialect, model.Name).Serving(cancel), cancel) is { } serving && serving.Version == model.Version ? serving : null;

    private static async Task Compare(Table table, CopyTables found, CopyTables expected, List<string> findings, CancellationToken cancel)
    {
        await using var ours = await Rows.Open(table, found, cancel);
        await using var journals = await Rows.Open(table, expected, cancel);
        var (one, other) = (await ours.Next(cancel), await journals.Next(cancel));
        while ((one is not null || other is not null) && findings.Count < MostFindings)
        {
            var order = one is null ? 1 : other is null ? -1 : Order(table, one, other);
            if (order < 0) findings.Add($"{Name(table, one!)} is there, but nothing in the journal makes it.");
            else if (order > 0) findings.Add($"{Name(table, other!)} is missing.");
            else findings.AddRange(Differences(table, one!, other!));
            if (order <= 0) one = await ours.Next(cancel);
            if (order >= 0) other = await journals.Next(cancel);
        }
    }

    private static IEnumerable<string> Differences(Table table, object?[] found, object?[] expected) =>
        from place in Enumerable.Range(0, table.All.Count)
        where !Equals(found[place], expected[place])
        select $"{Name(table, found)}: {table.All[place].Name} is {found[place] ?? "empty"}, by the journal {expected[place] ?? "empty"}.";

    private static string Name(Table table, object?[] row) => $"{table.Name} {string.Join('/', row.Take(table.Key.Count))}";

    // As both databases order: texts by their UTF-8 bytes.
    private static int Order(Table table, object?[] left, object?[] right)
    {
        for (var i = 0; i < table.Key.Count; i++)
        {
            var order = (left[i], right[i]) switch
            {
                (string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)),
                (long one, long other) => one.CompareTo(other),
                _ => 0,
            };
            if (order != 0) return order;
        }
        return 0;
    }

    /// <summary>A copy in a scratch database that is brought forward step by step.</summary>
    private sealed class Replay(ReadModel model, JournalTail tail, CopyTables copy)
    {
        private readonly IProjection _projection = model.Project();

        public JournalPosition Position { get; private set; } = JournalPosition.Start;

        public CopyTables Copy => copy;

        public Task Begin(CancellationToken cancel) => copy.Create(model, cancel);

        public async Task To(JournalPosition end, CancellationToken cancel)
        {
            while (Position < end)
            {
                List<RecordedEvent> batch = [.. (await tail.Read(Position, Batch, cancel)).TakeWhile(recorded => recorded.Position <= end)];
                if (batch.Count == 0) throw new JournalCorruptException($"The journal ends at {Position}, before {end}.");
                await using var transaction = await copy.Connection.BeginTransactionAsync(cancel);
                await copy.Write(await _projection.Apply(batch, copy, cancel), cancel);
                await transaction.CommitAsync(cancel);
                Position = batch[^1].Position;
            }
        }
    }

    /// <summary>A table's rows in the order of its key.</summary>
    private sealed class Rows(Table table, DbCommand command, DbDataReader reader) : IAsyncDisposable
    {
        public static async Task<Rows> Open(Table table, CopyTables copy, CancellationToken cancel)
        {
            var command = copy.Connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns are this program's own.
            command.CommandText = $"SELECT {table.Select()} FROM {copy.Of(table)} ORDER BY {table.KeyNames}";
#pragma warning restore CA2100
            return new(table, command, await command.ExecuteReaderAsync(cancel));
        }

        public async Task<object?[]?> Next(CancellationToken cancel) => await reader.ReadAsync(cancel)
            ? [.. table.All.Select((column, place) => reader.IsDBNull(place) ? null
                : column.Type == ColumnType.Text ? reader.GetString(place) : (object?)Convert.ToInt64(reader[place], CultureInfo.InvariantCulture))]
            : null;

        public async ValueTask DisposeAsync()
        {
            await reader.DisposeAsync();
            await command.DisposeAsync();
        }
    }
}
