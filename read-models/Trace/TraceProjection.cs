using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>
/// Copies the ledger's lines under their lots. It keeps nothing at hand and reads nothing back but for what is seldom: whether a lot is known that a fact names and the book had nothing of.
/// </summary>
internal sealed class TraceProjection : IProjection
{
    private static readonly Column[] s_stockLot = [.. TraceTables.Lots.Indexes[0].Select(Column.Text)];

    // Reservations, which are most of what happens, are not even read.
    private static readonly HashSet<string> s_read = StockKind.Instance.Events.Written
        .Where(one => one.Type == typeof(LotOpened) || one.Type == typeof(StockMoved) || one.Type == typeof(FactRecorded) || one.Type == typeof(ContainerMoved)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

    // The last word of a batch on a lot is what its row gets.
    private readonly Dictionary<(string Store, string Sku, string Lot), Cell[]> _lots = [];
    private RowChanges _changes = new();

    /// <inheritdoc />
    public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        _changes = new();
        _lots.Clear();
        foreach (var recorded in batch)
        {
            if (recorded.Stream.Category != StockKind.Instance.Category || !s_read.Contains(recorded.Type)) continue;
            var key = StockKey.Parse(recorded.Stream.Key);
            switch (StockKind.Instance.Events.Read(recorded))
            {
                case LotOpened lot:
                    Put(key, lot, recorded.At);
                    break;
                // A fact tells of its own movement, and who the client was.
                case StockMoved { Kind: MovementKind.Fact }:
                    break;
                case StockMoved moved:
                    Put(key, moved, recorded);
                    break;
                case FactRecorded fact:
                    await Put(key, fact, recorded, copy, cancel);
                    break;
                case ContainerMoved used:
                    Put(
                        new(key, recorded, TraceKinds.Container, TraceKinds.Of(used.Kind), $"{used.Container}/{used.Id}", used.Client) { Document = used.Document, Reason = used.Reason, OccurredAt = used.OccurredAt },
                        0, used.Lot, -used.Quantity, null);
                    break;
            }
        }
        foreach (var row in _lots.Values) _changes.Put(TraceTables.Lots, row);
        return _changes;
    }

    private void Put(StockKey key, LotOpened lot, DateTimeOffset at)
    {
        var expiry = lot.Expiry is { } it ? it.Date.ToString(it.Precision == DatePrecision.Day ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture) : null;
        // It may be there by its name alone, of a fact that came before it.
        if (lot.Lot != lot.LotNo) _changes.Remove(TraceTables.Lots, key.Sku, lot.Lot, key.Store, lot.Lot);
        _lots[(key.Store, key.Sku, lot.Lot)] =
        [
            key.Sku, lot.LotNo, key.Store, lot.Lot, expiry, Stored.TimeOrNever(lot.ExpiresAt), lot.MadeOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), lot.Supplier, lot.SplitFrom, Stored.Time(at),
        ];
    }

    private void Put(StockKey key, StockMoved moved, RecordedEvent recorded)
    {
        // Costs alone move no goods.
        if (moved.Kind == MovementKind.LandedCost) return;
        var step = new Step(key, recorded, "", TraceKinds.Of(moved.Kind), moved.Id, moved.Client)
        {
            Document = moved.Document, Reason = moved.Reason, Party = moved.Party, Reverses = moved.Reverses, OccurredAt = moved.OccurredAt,
        };
        for (var line = 0; line < moved.Lines.Length; line++)
        {
            var it = moved.Lines[line];
            Put(step, line, it.Lot, it.Quantity, it.Serial);
            if (moved.Kind is MovementKind.RepackOut or MovementKind.RepackIn && moved.Document is { } document)
                _changes.Put(TraceTables.Repacks, document, key.Store, key.Sku, it.Lot, recorded.Version, (long)line, step.Kind, Stored.Quantity(it.Quantity), Stored.Time(recorded.At));
        }
    }

    private async ValueTask Put(StockKey key, FactRecorded fact, RecordedEvent recorded, CopyTables copy, CancellationToken cancel)
    {
        var step = new Step(key, recorded, "", TraceKinds.Of(fact.Kind), fact.Id, fact.Client)
        {
            Document = fact.Document, Reason = fact.Reason, OccurredAt = fact.OccurredAt,
        };
        for (var line = 0; line < fact.Lines.Length; line++) Put(step, line, fact.Lines[line].Lot, fact.Lines[line].Quantity, fact.Serial);
        if (fact.Unmatched == 0) return;
        var lot = fact.Lot ?? "";
        Put(step with { Stream = TraceKinds.Unmatched }, fact.Lines.Length, lot, fact.Unmatched, fact.Serial);
        if (lot.Length == 0 || _lots.ContainsKey((key.Store, key.Sku, lot))) return;
        if ((await copy.By(TraceTables.Lots, s_stockLot, [[key.Store, key.Sku, lot]], row => row.GetString(1), cancel)).Count > 0) return;
        // Named by its number, for nothing of it ever came in here.
        _lots[(key.Store, key.Sku, lot)] = [key.Sku, lot, key.Store, lot, (string?)null, Stored.Never, (string?)null, (string?)null, (string?)null, Stored.Time(recorded.At)];
    }

    private void Put(Step step, int line, string lot, decimal quantity, string? serial)
    {
        var (key, recorded) = (step.Key, step.Recorded);
        var (at, occurred) = (Stored.Time(recorded.At), step.OccurredAt is { } then ? Stored.Time(then) : (long?)null);
        _changes.Put(
            TraceTables.Steps, key.Sku, key.Store, lot, at, step.Stream, recorded.Version, (long)line, step.Kind, step.Movement, Stored.Quantity(quantity), step.Document, step.Reason, step.Party, step.Client, serial,
            step.Reverses, occurred, recorded.Actor);
        if (serial is not null) _changes.Put(TraceTables.Serials, key.Sku, serial, at, key.Store, lot, step.Stream, recorded.Version, (long)line);
        if (step.Client is not { } client) return;
        _changes.Put(
            TraceTables.Clients, client, at, key.Sku, key.Store, lot, step.Stream, recorded.Version, (long)line, Stored.Quantity(quantity));
    }

    /// <summary>What the lines of one event share.</summary>
    private sealed record Step(StockKey Key, RecordedEvent Recorded, string Stream, string Kind, string Movement, string? Client)
    {
        public string? Document { get; init; }

        public string? Reason { get; init; }

        public string? Party { get; init; }

        public string? Reverses { get; init; }

        public DateTimeOffset? OccurredAt { get; init; }
    }
}
