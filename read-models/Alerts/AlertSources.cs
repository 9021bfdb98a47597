using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels.Planning;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>What a sweep looks with.</summary>
/// <param name="Now">The moment for which facts count.</param>
/// <param name="Open">Keys of causes whose alerts have facts.</param>
/// <param name="Pace">For sources that read much: they rest by it between pages.</param>
public sealed record AlertSweepContext(DateTimeOffset Now, AlertPolicies Policies, IReadOnlySet<string> Open, Pace Pace);

/// <summary>What a source has seen of one cause.</summary>
public readonly record struct SeenSign(AlertCause Cause, AlertSight Sight);

/// <summary>Where some kinds of alerts get their facts from: the whole truth, looked up anew with every sweep.</summary>
public interface IAlertSource
{
    /// <summary>The kinds whose facts it knows; no other source knows them.</summary>
    IReadOnlyList<AlertKind> Kinds { get; }

    /// <summary>
    /// Every cause whose facts hold. Where what it looks at has versions it also tells the open causes whose facts do not hold; open causes that it does
    /// not tell hold no longer either.
    /// </summary>
    /// <exception cref="ReadModelNotReadyException">A read model is being built.</exception>
    IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, CancellationToken cancel);
}

/// <summary>Signs of whole stocks: low, out, too much, unmatched.</summary>
internal sealed class StockAlertSource(IStockList stocks, IReplenishmentList replenishments, ICatalogueFacts catalogue) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds => StockSigns.Kinds;

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        ListCursor? after = null;
        do
        {
            var page = await stocks.Page(new(), StockOrders.ByStore, after, PageQuery.MostRows, sweep.Now, cancel);
            var points = page.Items.Count == 0 ? null : await replenishments.ReorderPoints(new(page.Items[0].Store, page.Items[0].Sku), new(page.Items[^1].Store, page.Items[^1].Sku), cancel);
            foreach (var line in page.Items)
            {
                if ((await catalogue.Of(line.Store, line.Sku)).Value is not { } facts) continue;
                decimal? point = points!.TryGetValue(new(line.Store, line.Sku), out var known) ? known : null;
                var picture = new StockPicture(line.Store, line.Sku, line.OnHand, line.Available, line.Unmatched);
                foreach (var kind in StockSigns.Kinds)
                {
                    var sign = StockSigns.Of(kind, picture, facts, sweep.Policies, sweep.Now, point);
                    var cause = AlertCause.Of(kind, line.Store, line.Sku);
                    if (sign is not null || sweep.Open.Contains(cause.Key)) yield return new(cause, new(sign, line.Version, sweep.Now));
                }
            }
            after = page.Next;
            if (after is not null) await sweep.Pace.Rest(cancel);
        }
        while (after is not null);
    }
}

/// <summary>Signs of lots: near expiry by its stages, expired.</summary>
internal sealed class LotAlertSource(ILotList lots, ICatalogueFacts catalogue, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.NearExpiry, AlertKind.Expired];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var stages = (await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        var before = sweep.Now.AddDays(Math.Max((double)sweep.Policies.Widest(AlertKind.NearExpiry), (stages.NearExpiry ?? NearExpiryStages.Defaults).Select(row => row.Days + 1).DefaultIfEmpty().Max()));
        ListCursor? after = null;
        do
        {
            var page = await lots.Page(new(ExpiresBefore: before), LotOrders.ByExpiry, after, PageQuery.MostRows, sweep.Now, cancel);
            foreach (var lot in page.Items)
            {
                if ((await catalogue.Of(lot.Store, lot.Sku)).Value is not { } facts) continue;
                var sign = lot.Expired ? Expired(sweep, lot, facts) : Near(sweep, stages, lot, facts);
                if (sign is not null) yield return new(AlertCause.Of(lot.Expired ? AlertKind.Expired : AlertKind.NearExpiry, lot.Store, lot.Sku, lot.Lot), new(sign, 0, sweep.Now));
            }
            after = page.Next;
            if (after is not null) await sweep.Pace.Rest(cancel);
        }
        while (after is not null);
    }

    private static AlertFacts? Expired(AlertSweepContext sweep, LotLine lot, StockFacts facts) =>
        sweep.Policies.Of(AlertKind.Expired, lot.Store, lot.Sku, StockSigns.DayOf(sweep.Now, facts.Store)) is { } limit ? Facts(limit.Severity, lot, facts) : null;

    // From its first stage on, unless a policy names another time for the SKU; each stage matters more than the one before.
    private static AlertFacts? Near(AlertSweepContext sweep, ControlPolicy policy, LotLine lot, StockFacts facts)
    {
        var today = StockSigns.DayOf(sweep.Now, facts.Store);
        var stages = policy.StagesOf(lot.Sku, facts.Sku.Category, today);
        decimal? first = stages.Count == 0 ? null : stages[^1].Days;
        if (sweep.Policies.Of(AlertKind.NearExpiry, lot.Store, lot.Sku, today, first) is not { Threshold: { } days } limit || lot.ExpiresAt is not { } end) return null;
        var stage = policy.StageOf(lot.Sku, facts.Sku.Category, (int)(end - sweep.Now).TotalDays, today);
        if (days == first ? stage is null : end >= sweep.Now.AddDays((double)days)) return null;
        var severity = (AlertSeverity)Math.Max((int)limit.Severity, (int)NearExpiryStages.SeverityOf(stages, stage));
        return Facts(severity, lot, facts, new AlertFact("stage", stage is null ? StockSigns.Text(days) : StockSigns.Text((decimal)stage.Days)));
    }

    private static AlertFacts Facts(AlertSeverity severity, LotLine lot, StockFacts facts, params ReadOnlySpan<AlertFact> more) => new(severity, lot.Store, lot.Sku, new(
    [
        new("lot", lot.Lot), new("lotNo", lot.LotNo), new("expiresOn", lot.Expiry is { } expiry ? Text(expiry) : ""), new("onHand", StockSigns.Text(lot.OnHand)), new("unit", facts.Sku.Unit), .. more,
    ]));

    private static string Text(Expiry expiry) => expiry.Precision == DatePrecision.Month ? StockSigns.Text(expiry.Date)[..7] : StockSigns.Text(expiry.Date);
}

/// <summary>Open incidents and transfers that stand still.</summary>
internal sealed class CaseAlertSource(ReadModelReader reader, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Incident, AlertKind.TransferStuck];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (incidents, transfers) = await reader.Read(AlertModel.Instance, async (copy, _) => (
            await copy.Connection.Query($"SELECT {AlertModel.Incidents.Select()} FROM {copy.Of(AlertModel.Incidents)} ORDER BY store, sku, incident", IncidentRow.Of, cancel),
            await copy.Connection.Query($"SELECT {AlertModel.Transfers.Select()} FROM {copy.Of(AlertModel.Transfers)} WHERE since <= @now ORDER BY transfer", TransferRows.Row, cancel, ("@now", Stored.Time(sweep.Now)))), cancel);
        foreach (var incident in incidents)
            if (sweep.Policies.Of(AlertKind.Incident, incident.Store, incident.Sku, await Day(incident.Store)) is { } limit)
            {
                // One that nobody has closed for so long has been forgotten.
                var severity = limit.Threshold is { } days && incident.RaisedAt.AddDays((double)days) <= sweep.Now ? AlertSeverity.Critical : limit.Severity;
                yield return new(AlertCause.Of(AlertKind.Incident, incident.Store, incident.Sku, incident.Id), new(Facts(limit with { Severity = severity }, incident), 0, sweep.Now));
            }
        foreach (var row in transfers)
        {
            // Who has to act: the one who ships, until it has.
            var store = row.Transfer.Phase is TransferPhase.Shipped or TransferPhase.Receiving ? row.Transfer.To : row.Transfer.From;
            if (sweep.Policies.Of(AlertKind.TransferStuck, store, null, await Day(store)) is { } limit && row.Since.AddHours((double)limit.Threshold!.Value) <= sweep.Now)
                yield return new(AlertCause.Of(AlertKind.TransferStuck, row.Id), new(Facts(limit, row, store), 0, sweep.Now));
        }

        async ValueTask<DateOnly> Day(string store) =>
            await grains.GetGrain<IStoreGrain>(store).Get() is { } view ? StockSigns.DayOf(sweep.Now, view.Record) : DateOnly.FromDateTime(sweep.Now.UtcDateTime);
    }

    // What happened to controlled goods beside their register matters most, whatever the policy says.
    private static AlertFacts Facts(AlertLimit limit, IncidentRow it) => new(it.Causes.Contains("controlled-goods", StringComparison.Ordinal) ? AlertSeverity.Critical : limit.Severity, it.Store, it.Sku, new(
        [new("incident", it.Id), new("causes", it.Causes), new("quantity", StockSigns.Text(it.Quantity)), new("lot", it.Lot ?? ""), new("raisedAt", StockSigns.Text(it.RaisedAt))]));

    private static AlertFacts Facts(AlertLimit limit, TransferRow it, string store) => new(limit.Severity, store, null, new(
        [new("transfer", it.Id), new("from", it.Transfer.From), new("to", it.Transfer.To), new("stage", TransferRows.StageOf(it.Transfer.Phase)), new("since", StockSigns.Text(it.Since))]));
}

/// <summary>Registrations of products that end or have ended.</summary>
internal sealed class RegistrationAlertSource(ReadModelReader reader) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Registration];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // Few products have any; the others' records need not be read.
        var products = await reader.Read(ProductModel.Instance, (copy, _) => copy.Connection.Query(
            $"SELECT sku, event, record FROM {copy.Of(ProductModel.Products)} WHERE active = 1 AND record LIKE '%\"registration\"%' ORDER BY sku",
            row => (Sku: row.GetString(0), Record: ProductRows.Record(row.GetString(1), row.GetString(2))), cancel), cancel);
        // A product is of no store, so its day is that of UTC.
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        foreach (var (sku, record) in products)
        {
            if (record.Registration is not { } registration || LastGoodDay(registration) is not { } end || sweep.Policies.Of(AlertKind.Registration, null, sku, today) is not { } limit) continue;
            if (end >= today.AddDays((int)limit.Threshold!.Value)) continue;
            // One that has ended stops the product from being sold and bought.
            var severity = end < today ? AlertSeverity.Critical : limit.Severity;
            yield return new(
                AlertCause.Of(AlertKind.Registration, sku, registration.Number),
                new(new(severity, null, sku, new([new("number", registration.Number), new("validThrough", StockSigns.Text(end))])), 0, sweep.Now));
        }
    }

    private static DateOnly? LastGoodDay(Registration it) =>
        it.CancelledOn is { } cancelled && !(it.ValidThrough < cancelled) ? cancelled.AddDays(-1) : it.ValidThrough;
}

/// <summary>Licences of stores that end or have ended.</summary>
internal sealed class LicenceAlertSource(StreamDirectory streams, IGrainFactory grains) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Licence];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var store in streams.All(StoreKind.Instance.Category, cancel))
        {
            if (await grains.GetGrain<IStoreGrain>(store).Get() is not { Record: { Active: true, Licences: { } licences } record }) continue;
            var today = StockSigns.DayOf(sweep.Now, record);
            foreach (var licence in licences)
            {
                if (licence.ValidThrough is not { } end || sweep.Policies.Of(AlertKind.Licence, store, null, today) is not { } limit) continue;
                if (end >= today.AddDays((int)limit.Threshold!.Value)) continue;
                // One that has ended stops the store from working.
                var severity = end < today ? AlertSeverity.Critical : limit.Severity;
                yield return new(
                    AlertCause.Of(AlertKind.Licence, store, licence.Number),
                    new(new(severity, store, null, new([new("number", licence.Number), new("validThrough", StockSigns.Text(end))])), 0, sweep.Now));
            }
        }
    }
}
