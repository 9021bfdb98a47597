using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.ReadModels.NearExpiry;

/// <summary>What came of one kind of proposal in a period, in one currency.</summary>
/// <param name="Quantity">That was to be sold or moved by the proposals taken.</param>
/// <param name="Moved">What left after them and before it expired by the way that they are for (sale and use, transfer, return), no more than that.</param>
/// <param name="Value">Of what left, at cost, in minor units; null where the cost is not known.</param>
public sealed record NearExpirySaving(NearExpiryProposal Proposal, string? Currency, int Taken, int Refused, decimal Quantity, decimal Moved, decimal? Value);

/// <summary>What expired on the shelf in a period, in one currency.</summary>
/// <param name="Value">At cost, in minor units; null where the cost is not known.</param>
public sealed record ExpiredValue(string? Currency, int Lots, decimal Quantity, decimal? Value);

/// <summary>What proposals saved beside what expired.</summary>
public interface INearExpirySavings
{
    /// <summary>Of decisions and of expiries in [from, until).</summary>
    /// <param name="stores">Null for all.</param>
    /// <exception cref="ReadModelNotReadyException">One that it asks is being built.</exception>
    Task<(IReadOnlyList<NearExpirySaving> Saved, IReadOnlyList<ExpiredValue> Expired, AsOf AsOf)> Of(
        IReadOnlyCollection<string>? stores, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Answers from <see cref="NearExpiryModel"/>, <see cref="TraceModel"/> and <see cref="ValuationModel"/>.</summary>
internal sealed class NearExpirySavings(ReadModelReader reader) : INearExpirySavings
{
    // By the way that a proposal is for: what leaves in time, and what takes it back.
    private static readonly string[] s_moved = [TraceKinds.Of(MovementKind.TransferOut)];
    private static readonly string[] s_back = [TraceKinds.Of(MovementKind.SupplierReturn)];
    private static readonly string[] s_sold =
    [
        .. new[]
        {
            MovementKind.Sale, MovementKind.ServiceConsumption, MovementKind.Gift, MovementKind.Sample, MovementKind.StaffPurchase, MovementKind.Opening, MovementKind.CustomerReturn, MovementKind.Reversal,
        }.Select(TraceKinds.Of), TraceKinds.Of(FactKind.OfflineSale), TraceKinds.Of(FactKind.Treatment),
    ];

    private sealed record Decided(string Store, string Sku, string Lot, string Id, NearExpiryProposal Proposal, bool Taken, decimal Quantity, long ExpiresAt, long At);

    private sealed record Cost(decimal Amount, string Currency);

    public async Task<(IReadOnlyList<NearExpirySaving> Saved, IReadOnlyList<ExpiredValue> Expired, AsOf AsOf)> Of(
        IReadOnlyCollection<string>? stores, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken cancel)
    {
        var (decided, asOf) = await reader.Read(NearExpiryModel.Instance, async (copy, at) => (await copy.Connection.Query(
            $"""
            SELECT store, sku, lot, id, proposal, taken, quantity, expires_at, at FROM {copy.Of(NearExpiryModel.Decisions)} AS t WHERE at >= @from AND at < @until {Here(copy, stores)} ORDER BY at, store, sku, lot, id
            """,
            row => new Decided(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<NearExpiryProposal>(row.GetString(4)), row.GetInt64(5) == 1, Stored.Quantity(row.GetInt64(6)), row.GetInt64(7), row.GetInt64(8)),
            cancel, Bounds(stores, from, until)), at), cancel);
        var (left, expired) = await reader.Read(TraceModel.Instance, async (copy, _) =>
            (await Left(copy, [.. decided.Where(one => one.Taken)], cancel), await Expired(copy, stores, from, until < now ? until : now, cancel)), cancel);
        var costs = await Costs([.. decided.Select(one => (one.Store, one.Sku, one.Lot)).Concat(expired.Select(one => one.Key)).Distinct()], cancel);
        Cost? CostOf((string, string, string) key) => costs.GetValueOrDefault(key);
        return (
            [
                .. decided.Select((one, i) => (One: one, Moved: left.GetValueOrDefault(one), Cost: CostOf((one.Store, one.Sku, one.Lot)))).GroupBy(one => (one.One.Proposal, one.Cost?.Currency)).OrderBy(group => group.Key.Proposal)
                    .ThenBy(group => group.Key.Currency, StringComparer.Ordinal).Select(group => new NearExpirySaving(
                        group.Key.Proposal, group.Key.Currency, group.Count(one => one.One.Taken), group.Count(one => !one.One.Taken), group.Where(one => one.One.Taken).Sum(one => one.One.Quantity), group.Sum(one => one.Moved),
                        group.Key.Currency is null ? null : group.Sum(one => one.Moved * one.Cost!.Amount))),
            ],
            [
                .. expired.Select(one => (one.Quantity, Cost: CostOf(one.Key))).GroupBy(one => one.Cost?.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new ExpiredValue(group.Key, group.Count(), group.Sum(one => one.Quantity), group.Key is null ? null : group.Sum(one => one.Quantity * one.Cost!.Amount))),
            ], asOf);
    }

    /// <summary>What left of each lot in time by the way that its proposals are for, shared out among these: to the last as much as it was for, then to the one before.</summary>
    private static async Task<Dictionary<Decided, decimal>> Left(CopyTables copy, IReadOnlyList<Decided> taken, CancellationToken cancel)
    {
        var moved = new Dictionary<Decided, decimal>();
        var steps = (await copy.ByKey(
            TraceTables.Steps, [.. taken.Select(one => (one.Sku, one.Store, one.Lot)).Distinct().Select(one => new object?[] { one.Sku, one.Store, one.Lot })],
            row => (Key: (Sku: row.GetString(0), Store: row.GetString(1), Lot: row.GetString(2)), At: row.GetInt64(3), Stream: row.GetString(4), Kind: row.GetString(7), Quantity: Stored.Quantity(row.GetInt64(9)), Movement: row.GetString(8)), cancel))
            .Where(step => step.Stream != TraceKinds.Container).ToLookup(step => step.Key);
        foreach (var lot in taken.GroupBy(one => (Key: (one.Sku, one.Store, one.Lot), Way: WayOf(one.Proposal))))
        {
            var shared = 0m;
            // What left after a later decision left after the earlier ones too.
            foreach (var one in lot.Reverse())
            {
                // A return is under way before its decision is written down.
                var since = -steps[lot.Key.Key]
                    .Where(step => lot.Key.Way.Contains(step.Kind) && step.At < one.ExpiresAt && (step.At >= one.At || step.Movement.StartsWith($"supplier-return:{one.Id}:", StringComparison.Ordinal)))
                    .Sum(step => step.Quantity);
                moved[one] = Math.Clamp(since - shared, 0, one.Quantity);
                shared += moved[one];
            }
        }
        return moved;
    }

    private static string[] WayOf(NearExpiryProposal proposal) => proposal switch
    {
        NearExpiryProposal.Transfer => s_moved,
        NearExpiryProposal.SupplierReturn => s_back,
        _ => s_sold,
    };

    private static Task<List<((string Store, string Sku, string Lot) Key, decimal Quantity)>> Expired(CopyTables copy, IReadOnlyCollection<string>? stores, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        copy.Connection.Query(
            $"""
            SELECT t.store, t.sku, t.lot, CAST(SUM(s.quantity) AS bigint) FROM {copy.Of(TraceTables.Lots)} AS t JOIN {copy.Of(TraceTables.Steps)} AS s ON s.sku = t.sku AND s.store = t.store AND s.lot = t.lot
            WHERE t.expires_at >= @from AND t.expires_at < @until AND s.stream = '' AND s.at < t.expires_at {Here(copy, stores)} GROUP BY t.store, t.sku, t.lot HAVING SUM(s.quantity) > 0 ORDER BY t.store, t.sku, t.lot
            """,
            row => ((row.GetString(0), row.GetString(1), row.GetString(2)), Stored.Quantity(row.GetInt64(3))), cancel, Bounds(stores, from, until));

    private Task<Dictionary<(string Store, string Sku, string Lot), Cost>> Costs(IReadOnlyCollection<(string Store, string Sku, string Lot)> lots, CancellationToken cancel) => reader.Read(ValuationModel.Instance, async (copy, _) =>
        (await copy.ByKey(ValuationModel.Lots, [.. lots.Select(lot => new object?[] { lot.Store, lot.Sku, lot.Lot })],
            row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2)), Cost: row.MaybeText(5), Currency: row.GetString(4)), cancel))
            .Where(row => row.Cost is not null).ToDictionary(row => row.Key, row => new Cost(decimal.Parse(row.Cost!, CultureInfo.InvariantCulture), row.Currency)), cancel);

    private static string Here(CopyTables copy, IReadOnlyCollection<string>? stores) => stores is null ? "" : "AND " + copy.Dialect.IsOneOf("t.store", "@stores");

    private static (string, object)[] Bounds(IReadOnlyCollection<string>? stores, DateTimeOffset from, DateTimeOffset until) => [("@from", Stored.Time(from)), ("@until", Stored.Time(until)), ("@stores", RowsJson.Of(stores ?? []))];
}
