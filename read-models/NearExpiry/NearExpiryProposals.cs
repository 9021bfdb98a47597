using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels.Demand;
using Orleans;

namespace BeautyGrains.ReadModels.NearExpiry;

/// <summary>A lot of a store that expires soon, with what could be done.</summary>
/// <param name="DaysLeft">Whole days until it is expired.</param>
/// <param name="Stage">Days of the stage that it is in.</param>
/// <param name="Free">On hand and not reserved, in the base unit.</param>
/// <param name="SoldByThen">What the store is likely to sell and use of it before it expires, after what expires sooner.</param>
/// <param name="AtRisk">The rest.</param>
/// <param name="PerDay">What the store sells and uses of the product in a day.</param>
public sealed record NearExpiryLot(
    string Store, string Sku, string Lot, string LotNo, DateTimeOffset ExpiresAt, int DaysLeft, int Stage, decimal Free, decimal SoldByThen, decimal AtRisk, decimal PerDay, string? Supplier,
    IReadOnlyList<NearExpiryOffer> Proposals, IReadOnlyList<NearExpiryDecision> Decisions);

/// <summary>What could be done with a lot.</summary>
/// <param name="To">With Transfer: the store that could sell most of it in time.</param>
/// <param name="Contract">With SupplierReturn: the contract whose right of return it is.</param>
/// <param name="Decision">Of this proposal at this stage; null while it is open.</param>
public sealed record NearExpiryOffer(NearExpiryProposal Proposal, decimal Quantity, string? To = null, decimal? Discount = null, string? Supplier = null, string? Contract = null, NearExpiryDecision? Decision = null);

/// <summary>Goods that expire soon, with proposals.</summary>
public interface INearExpiryProposals
{
    /// <summary>A page of the lots that are in a stage, first to expire first.</summary>
    /// <param name="filter">Which lots; its bounds of expiry are set here.</param>
    /// <param name="order"><see cref="LotOrders.ByExpiry"/>.</param>
    /// <param name="limit">1 to 100.</param>
    /// <exception cref="ReadModelNotReadyException">One that it asks is being built.</exception>
    Task<ListPage<NearExpiryLot>> Page(LotFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel);

    /// <summary>One lot by its name; null where it is in no stage.</summary>
    /// <exception cref="ReadModelNotReadyException">One that it asks is being built.</exception>
    Task<NearExpiryLot?> Of(string store, string sku, string lot, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Works proposals out from what is there now: lots, demand, sister stores, contracts. Nothing of it is kept but the decisions.</summary>
internal sealed class NearExpiryProposals(ILotList lots, IAvailabilityList availability, IDemandHistory demand, IContractList contracts, ICatalogueFacts catalogue, IGrainFactory grains) : INearExpiryProposals
{
    public async Task<ListPage<NearExpiryLot>> Page(LotFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel)
    {
        var policy = (await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var page = await lots.Page(
            filter with { ExpiresFrom = now.AddTicks(1), ExpiresBefore = now.AddDays(policy.LongestOn(today) + 1), Status = LotStatus.Released }, order, after, limit, now, cancel);
        var markets = new Dictionary<string, Market>(StringComparer.Ordinal);
        var found = new List<NearExpiryLot>();
        foreach (var line in page.Items)
        {
            if (!markets.TryGetValue(line.Sku, out var market)) markets[line.Sku] = market = await MarketOf(line.Sku, policy, today, now, cancel);
            if (await Of(line, policy, market, today, now, cancel) is { } one) found.Add(one);
        }
        return new(found, page.Next, page.AsOf);
    }

    public async Task<NearExpiryLot?> Of(string store, string sku, string lot, DateTimeOffset now, CancellationToken cancel)
    {
        var policy = (await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        for (ListCursor? after = null; ;)
        {
            var page = await lots.Page(new([store], sku, Status: LotStatus.Released, ExpiresFrom: now.AddTicks(1)), LotOrders.ByExpiry, after, PageQuery.MostRows, now, cancel);
            if (page.Items.FirstOrDefault(line => line.Lot == lot) is { } line) return await Of(line, policy, await MarketOf(sku, policy, today, now, cancel), today, now, cancel);
            if (page.Next is null) return null;
            after = page.Next;
        }
    }

    /// <summary>What stores have of a product, and how fast they sell it.</summary>
    private sealed record Market(IReadOnlyDictionary<string, decimal> PerDay, IReadOnlyDictionary<string, decimal> Available);

    private async Task<Market> MarketOf(string sku, ControlPolicy policy, DateOnly today, DateTimeOffset now, CancellationToken cancel) => new(
        await demand.PerDay(sku, (int)policy.HabitOn(Habit.NearExpiryDemandDays, today), now, cancel),
        (await availability.Of(sku, null, now, cancel)).Stores.ToDictionary(store => store.Store, store => store.Available, StringComparer.Ordinal));

    private async Task<NearExpiryLot?> Of(LotLine line, ControlPolicy policy, Market market, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var free = line.OnHand - line.Reserved;
        if (line.ExpiresAt is not { } end || free <= 0) return null;
        var left = (int)(end - now).TotalDays;
        var facts = (await catalogue.Of(line.Store, line.Sku)).Value;
        if (policy.StageOf(line.Sku, facts?.Sku.Category, left, today) is not { } stage) return null;
        var perDay = market.PerDay.GetValueOrDefault(line.Store);
        var sooner = await Sooner(line, end, now, cancel);
        var sold = Math.Clamp(Whole(perDay * left) - sooner, 0, free);
        var decisions = await grains.GetGrain<INearExpiryGrain>(NearExpiryKind.KeyOf(line.Store, line.Sku, line.Lot)).Get();
        var offers = new List<NearExpiryOffer>();
        if (sold > 0) offers.Add(new(NearExpiryProposal.UseFirst, sold));
        if (free - sold is > 0 and var risk)
        {
            if (stage.Discount > 0) offers.Add(new(NearExpiryProposal.Promotion, risk, Discount: stage.Discount));
            if (Faster(line.Store, left - (int)policy.HabitOn(Habit.TransferDays, today), market) is ({ } to, > 0 and var room)) offers.Add(new(NearExpiryProposal.Transfer, Math.Min(risk, room), To: to));
            if (line.Supplier is { } supplier && await RightOfReturn(supplier, today, cancel) is { } contract) offers.Add(new(NearExpiryProposal.SupplierReturn, risk, Supplier: supplier, Contract: contract));
        }
        return new(
            line.Store, line.Sku, line.Lot, line.LotNo, end, left, stage.Days, free, sold, free - sold, decimal.Round(perDay, 3), line.Supplier,
            [.. offers.Select(offer => offer with { Decision = decisions.FirstOrDefault(one => one.Proposal == offer.Proposal && one.Stage == stage.Days) })], decisions);
    }

    // First expired, first out: what expires sooner is sold before.
    private async Task<decimal> Sooner(LotLine line, DateTimeOffset end, DateTimeOffset now, CancellationToken cancel) =>
        (await lots.Page(new([line.Store], line.Sku, Status: LotStatus.Released, ExpiresFrom: now.AddTicks(1), ExpiresBefore: end), LotOrders.ByExpiry, null, PageQuery.MostRows, now, cancel)).Items.Sum(lot => lot.OnHand - lot.Reserved);

    /// <summary>The store that can sell most in so many days beyond what it has.</summary>
    private static (string? To, decimal Room) Faster(string from, int days, Market market) => market.PerDay
        .Where(one => one.Key != from && days > 0).Select(one => (To: (string?)one.Key, Room: Whole(one.Value * days) - Math.Max(0, market.Available.GetValueOrDefault(one.Key))))
        .Where(one => one.Room > 0).OrderByDescending(one => one.Room).ThenBy(one => one.To, StringComparer.Ordinal).FirstOrDefault();

    private async Task<string?> RightOfReturn(string supplier, DateOnly today, CancellationToken cancel) => !Limits.IsId(supplier) ? null
        : (await contracts.Page(new(supplier, today), ContractOrders.ById, null, PageQuery.MostRows, cancel)).Items.FirstOrDefault(one => !string.IsNullOrWhiteSpace(one.Record.ReturnRights))?.Id;

    private static decimal Whole(decimal quantity) => decimal.Floor(quantity);
}
