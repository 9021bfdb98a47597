using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels.NearExpiry;

/// <summary>What was decided of goods that expire soon.</summary>
public sealed class NearExpiryModel : ReadModel
{
    private NearExpiryModel() { }

    /// <summary>The one there is.</summary>
    public static NearExpiryModel Instance { get; } = new();

    /// <summary>One row for each decision. "quantity" is thousandths, "discount" ten thousandths of the price, "expires_at" and "at" UTC ticks.</summary>
    public static Table Decisions { get; } = new(
        "near_expiry_decisions",
        [Column.Text("store"), Column.Text("sku"), Column.Text("lot"), Column.Text("id")],
        [
            Column.Text("proposal"), Column.Whole("taken"), Column.Whole("quantity"), Column.MaybeText("destination"), Column.MaybeWhole("discount"), Column.MaybeText("reason"), Column.Whole("stage"),
            Column.Whole("expires_at"), Column.Text("actor"), Column.Whole("at"), Column.Whole("version"),
        ],
        ["at", "store", "sku", "lot", "id"]);

    /// <inheritdoc />
    public override string Name => "near-expiry";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Decisions];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var recorded in batch)
            {
                if (recorded.Stream.Category != NearExpiryKind.Instance.Category || NearExpiryKind.Instance.Events.Read(recorded) is not NearExpiryDecided it) continue;
                var key = recorded.Stream.Key.Split('/');
                changes.Put(
                    Decisions, key[0], key[1], key[2], it.Id, it.Proposal.ToString(), Stored.Flag(it.Taken), Stored.Quantity(it.Quantity), it.To, it.Discount is { } share ? (long)(share * 10_000) : (long?)null, it.Reason,
                    (long)it.Stage, Stored.Time(it.ExpiresAt), recorded.Actor, Stored.Time(recorded.At), recorded.Version);
            }
            return ValueTask.FromResult(changes);
        }
    }
}
