using System.Data.Common;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Feedback, and the lots that it may be about.</summary>
public sealed class FeedbackModel : ReadModel
{
    private FeedbackModel() { }

    /// <summary>The one there is.</summary>
    public static FeedbackModel Instance { get; } = new();

    /// <summary>One row each. "due_at" is the tick by which the authority is to be told, and the last one there is where it need not be or was; "record" is the state as snapshots have it.</summary>
    public static Table Cases { get; } = new(
        "feedback_cases",
        [Column.Text("id")],
        [
            Column.Whole("version"), Column.Whole("at"), Column.Text("store"), Column.Text("sort"), Column.Text("state"), Column.MaybeText("severity"), Column.MaybeText("client"), Column.Whole("known_at"),
            Column.Whole("due_at"), Column.Text("record"),
        ],
        ["known_at", "id"], ["due_at", "id"], ["store", "known_at", "id"], ["client", "known_at", "id"]);

    /// <summary>One row for each lot of a case. "counts" is 0 for what was found not to be so.</summary>
    public static Table Lots { get; } = new(
        "feedback_lots",
        [Column.Text("sku"), Column.Text("lot_no"), Column.Text("id")],
        [Column.Text("category"), Column.Text("store"), Column.Whole("known_at"), Column.Whole("severe"), Column.Whole("counts"), Column.Whole("named")],
        ["known_at", "sku", "lot_no"], ["id"]);

    /// <inheritdoc />
    public override string Name => "feedback";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Cases, Lots];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            var ours = batch.Where(recorded => recorded.Stream.Category == FeedbackKind.Instance.Category).ToLookup(recorded => recorded.Stream.Key, StringComparer.Ordinal);
            if (ours.Count == 0) return changes;
            var before = (await copy.ByKey(Cases, [.. ours.Select(one => new object?[] { one.Key })], FeedbackRows.Read, cancel)).ToDictionary(row => row.Id, row => row.Case, StringComparer.Ordinal);
            foreach (var events in ours)
            {
                var had = before.GetValueOrDefault(events.Key) ?? FeedbackRows.Nothing;
                var has = events.Aggregate(had, FeedbackKind.Instance.Evolve);
                changes.Put(Cases, FeedbackRows.Of(events.Key, has));
                foreach (var gone in had.State.Lots.Where(lot => has.State.Lots.All(now => (now.Sku, now.LotNo) != (lot.Sku, lot.LotNo)))) changes.Remove(Lots, gone.Sku, gone.LotNo, events.Key);
                foreach (var lot in has.State.Lots) changes.Put(Lots, FeedbackRows.Of(events.Key, has.State, lot));
            }
            return changes;
        }
    }
}

/// <summary>Between a case and its rows.</summary>
internal static class FeedbackRows
{
    public static Versioned<FeedbackCase> Nothing { get; } = new(FeedbackCase.Empty, 0, DateTimeOffset.MinValue);

    public static (string Id, Versioned<FeedbackCase> Case) Read(DbDataReader row) =>
        (row.GetString(0), new(FeedbackKind.Instance.LoadState(Encoding.UTF8.GetBytes(row.GetString(10))), row.GetInt64(1), Stored.Time(row.GetInt64(2))));

    public static Cell[] Of(string id, Versioned<FeedbackCase> it) =>
    [
        id, it.Version, Stored.Time(it.At), it.State.Store, it.State.Kind.ToString(), it.State.State.ToString(), it.State.Severity?.ToString(), it.State.Tie.Client, Stored.Time(it.State.KnownAt), DueOf(it.State),
        Encoding.UTF8.GetString(FeedbackKind.Instance.SaveState(it.State)),
    ];

    public static Cell[] Of(string id, FeedbackCase it, FeedbackLot lot) =>
    [
        lot.Sku, lot.LotNo, id, lot.Category.ToString(), it.Store, Stored.Time(it.KnownAt), Stored.Flag(it.Severity is FeedbackSeverity.Severe or FeedbackSeverity.Death), Stored.Flag(it.WasSo != false), Stored.Flag(lot.Named),
    ];

    private static long DueOf(FeedbackCase it) => it.Duty is { Met: false } duty ? Stored.Time(duty.DueAt) : Stored.Never;
}
