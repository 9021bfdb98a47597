using System.Collections.Immutable;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Simulation;

/// <summary>Goods on their way: deliveries that come late, short and with rejects, transfers between stores, requisitions from the warehouse.</summary>
internal sealed partial class YearRun
{
    private const int ShortLines = 6;
    private const int RestComes = 60;
    private const int RejectedLots = 3;
    private const int QuarantinedLots = 2;
    private const int VeryLate = 3;
    private const int BrokenInTransit = 3;
    private const int TransferDays = 2;
    private const int FreightBills = 25;

    private readonly List<Delivery> _deliveries = [];
    private readonly List<(int Day, string Transfer, string? Requisition)> _underway = [];
    private readonly List<(int Day, string Receipt, string Store)> _freight = [];
    private readonly HashSet<(string Order, string Store, string Sku, DateOnly Day)> _received = [];
    private decimal _landedVariance;
    private int _receipts;
    private int _transfers;
    private int _requisitions;

    /// <summary>What a supplier brings to one store on a day.</summary>
    /// <param name="Share">Of each line's open quantity, by line; a line that is not named does not come.</param>
    private sealed record Delivery(int Day, string Order, string Store, int Number, Dictionary<int, double> Share);

    // What comes when is the supplier's affair, and is known to nobody else.
    private void PlanDeliveries(YearOrder it, PurchaseOrderView order)
    {
        var supplier = _chain.Suppliers.First(one => one.Id == it.Supplier);
        foreach (var store in order.Lines.GroupBy(line => line.Store, StringComparer.Ordinal))
        {
            var late = (int)Math.Round(YearDemand.Normal(it.Random) * (double)supplier.Deviation) + (it.Random.Percent(VeryLate) ? 5 : 0);
            var day = _day + Math.Max(1, supplier.LeadDays + late);
            var share = store.ToDictionary(line => line.Line, _ => it.Random.Percent(ShortLines) ? it.Random.Between(30, 90) / 100.0 : 1);
            _deliveries.Add(new(day, it.Id, store.Key, 1, share));
        }
    }

    /// <summary>What arrives on this day is inspected and taken in.</summary>
    private async Task Arrivals()
    {
        foreach (var delivery in _deliveries.Where(delivery => delivery.Day <= _day).OrderBy(delivery => delivery.Order, StringComparer.Ordinal).ThenBy(delivery => delivery.Store, StringComparer.Ordinal).ToList())
        {
            _deliveries.Remove(delivery);
            await Receive(delivery);
        }
        foreach (var (day, transfer, requisition) in _underway.Where(one => one.Day <= _day).ToList())
        {
            _underway.Remove((day, transfer, requisition));
            await Unpack(transfer, requisition);
        }
    }

    private async Task Receive(Delivery delivery)
    {
        var it = _orders[delivery.Order];
        var order = (await OrderOf(it.Id).Get()).Value!;
        var lots = new List<InspectedLot>();
        var rest = new Dictionary<int, double>();
        foreach (var line in order.Lines.Where(line => line.Store == delivery.Store && line.Open > 0 && delivery.Share.ContainsKey(line.Line)))
        {
            var comes = Math.Floor(line.Open * (decimal)delivery.Share[line.Line]);
            if (comes < line.Open) rest[line.Line] = 1;
            if (comes <= 0) continue;
            var lot = Inspect(it, line, comes);
            lots.Add(lot);
            if (lot.Rejected > 0) rest[line.Line] = 1;
        }
        var id = string.Create(CultureInfo.InvariantCulture, $"r.{it.Id}.{delivery.Store}.{_day}");
        if (lots.Count > 0)
        {
            var answer = await _house.Grains.GetGrain<IReceiptGrain>(id).Put(new(it.Id, delivery.Store, [.. lots], "Inspector", null, By("p-warehouse")));
            if (IsPaperMissing(answer.Refusal))
            {
                // The driver is sent away and comes again.
                await AskForPaper(it);
                _deliveries.Add(delivery with { Day = _day + 1 });
                return;
            }
            Stored(id, delivery.Store, order, Must(answer, id));
        }
        if (rest.Count > 0 && it.Random.Percent(RestComes) && delivery.Number < 4)
            _deliveries.Add(delivery with { Day = _day + it.Random.Between(3, 8), Number = delivery.Number + 1, Share = rest });
    }

    private void Stored(string id, string store, PurchaseOrderView order, ReceiptView receipt)
    {
        _receipts++;
        NoteRejects(id, store, receipt);
        if (receipt.Lots.Any(lot => lot.TakenIn > 0) && _random.Percent(FreightBills)) _freight.Add((_day + _random.Between(0, 4), id, store));
        var prices = order.Lines.ToDictionary(line => line.Line);
        foreach (var lot in receipt.Lots)
        {
            if (lot.Refusal is { } refusal) throw new Violation("What was accepted comes into stock.", $"{id} {lot.Found.Lot}: {refusal}");
            var line = prices[lot.Found.Line];
            _received.Add((receipt.Order, store, line.Sku, UtcDay));
            if (lot.TakenIn == 0) continue;
            _papers.TakeIn(Account.Receipts, store, line.Sku, lot.Found.Lot, lot.TakenIn, line.UnitPrice);
            if (lot.Found.Quarantined > 0) _quarantined.Add((_day + 2, store, line.Sku, lot.Found.Lot));
            if (Counts) _services[StoreAt(store), SkuAt(line.Sku)].Arrive();
        }
    }

    private InspectedLot Inspect(YearOrder it, OrderLineView line, decimal comes)
    {
        var product = _chain.Skus[SkuAt(line.Sku)];
        var lot = string.Create(CultureInfo.InvariantCulture, $"{it.Id}.{line.Line}.{_day}");
        var rejected = it.Random.Percent(RejectedLots) ? Math.Max(1, Math.Floor(comes / it.Random.Between(2, 8))) : 0;
        var isHeld = rejected == 0 && it.Random.Percent(QuarantinedLots);
        return new(
            line.Line, lot, ExpiryOf(product, it.Random.Between(-10, 10)), null, comes, isHeld ? 0 : comes - rejected, rejected, isHeld ? comes : 0,
            rejected > 0 ? "Damaged" : null, true, true, Math.Min(comes, 1), null, null);
    }

    /// <summary>Carriers send their bills when the goods have long been on the shelf, and some of them sold.</summary>
    private async Task PostFreight()
    {
        foreach (var (day, receipt, store) in _freight.Where(bill => bill.Day <= _day).ToList())
        {
            _freight.Remove((day, receipt, store));
            var charges = new LandedCharge[] { new(LandedCostKind.Freight, _random.Between(1_500, 9_999)), new(LandedCostKind.Handling, _random.Between(100, 999)) };
            var landed = Must(await _house.Grains.GetGrain<ILandedCostGrain>($"l.{receipt}").Put(new(
                receipt, _random.Percent(50) ? CostBasis.Value : CostBasis.Quantity, [.. charges], null, null, null, null, null, By("p-finance"))), receipt);
            foreach (var line in landed.Lines) _papers.Land(store, line.Sku, line.Lot, line.Added);
            _landedVariance += landed.Variance.Amount;
            var shared = landed.Lines.Sum(line => line.Amount);
            if (shared != charges.Sum(charge => charge.Amount) || shared != landed.Added.Amount + landed.Variance.Amount)
                throw new Violation("What it cost to bring goods in is shared out to the cent.", $"{receipt}: {shared} of {charges.Sum(charge => charge.Amount)}.");
        }
    }

    /// <summary>What sister stores should give, is sent; what the warehouse should give, is asked for and sent.</summary>
    private async Task Dispatch()
    {
        var asked = new SortedDictionary<(string From, string To), SortedDictionary<string, decimal>>();
        ListCursor? after = null;
        do
        {
            var page = await _house.Get<IReplenishmentList>().Page(new(Needed: true), ReplenishmentOrders.ByStore, after, PageQuery.MostRows, s_never);
            foreach (var view in page.Items)
                foreach (var offer in view.Need!.Transfers)
                {
                    var lines = asked.TryGetValue((offer.Store, view.Store), out var known) ? known : asked[(offer.Store, view.Store)] = new(StringComparer.Ordinal);
                    lines[view.Sku] = lines.GetValueOrDefault(view.Sku) + offer.Quantity;
                }
            after = page.Next;
        }
        while (after is not null);
        foreach (var ((from, to), lines) in asked)
        {
            ImmutableArray<BasketLine> all = [.. lines.Select(line => new BasketLine(line.Key, line.Value, null))];
            if (from == _chain.Warehouse.Id) await Requisition(to, all);
            else await Transfer(from, to, all);
        }
    }

    private async Task Transfer(string from, string to, ImmutableArray<BasketLine> lines)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"t.{_day}.{from}.{to}");
        var answer = await _house.Grains.GetGrain<ITransferGrain>(id).Put(new(from, to, lines, By("p-warehouse")));
        // The goods are not free any more: somebody waits in the shop, and they were offered to him since the surplus was seen.
        if (answer.Refusal is { Kind: RefusalKind.LinesRefused } refused && refused.Lines.All(line => line.Refusal.Kind == RefusalKind.InsufficientAvailable)) return;
        Must(answer, id);
        await Ship(id, null);
        _transfers++;
    }

    private async Task Requisition(string to, ImmutableArray<BasketLine> lines)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"q.{_day}.{to}");
        var (grain, writer) = (_house.Grains.GetGrain<IRequisitionGrain>(id), By($"p-{to}"));
        Must(await grain.Put(new(_chain.Warehouse.Id, to, lines, null, null, writer)), id);
        Must(await grain.Submit(new(writer)), id);
        Must(await grain.Approve(new(s_manager, By(s_manager.PersonId))), id);
        var view = Must(await grain.Allocate(new([], By("p-warehouse"))), id);
        _requisitions++;
        foreach (var line in view.Lines.Where(line => line.Missing > 0))
            Must(await grain.SettleNeed(new(line.Sku, null, "The next look proposes it again", By("p-warehouse"))), id);
        if (view.Transfer is { } transfer) await Ship(transfer, id);
    }

    private async Task Ship(string id, string? requisition)
    {
        var view = Must(await _house.Grains.GetGrain<ITransferGrain>(id).Ship(new(By("p-driver"))), id);
        foreach (var line in view.Lines)
            foreach (var lot in line.Lots) _papers.Ship(id, view.From, line.Sku, lot.Lot, lot.Shipped);
        _underway.Add((_day + TransferDays, id, requisition));
    }

    private async Task Unpack(string id, string? requisition)
    {
        var grain = _house.Grains.GetGrain<ITransferGrain>(id);
        var view = (await grain.Get()).Value!;
        var found = view.Lines.SelectMany(line => line.Lots.Select(lot => (line.Sku, Lot: lot, Broken: _random.Percent(BrokenInTransit) ? Math.Min(1, lot.Shipped) : 0)))
            .Select(one => new ReceivedLot(one.Sku, one.Lot.Lot, one.Lot.Shipped - one.Broken, one.Broken)).ToImmutableArray();
        view = Must(await grain.Receive(new(found, [], By($"p-{view.To}"))), id);
        foreach (var line in view.Lines)
            foreach (var lot in line.Lots)
            {
                _papers.Arrive(id, view.To, line.Sku, lot.Lot, lot.Shipped, lot.Received!.Value, lot.UnitPrice?.Amount);
                if (Counts && lot.Received > 0) _services[StoreAt(view.To), SkuAt(line.Sku)].Arrive();
            }
        if (requisition is null) return;
        var after = Must(await _house.Grains.GetGrain<IRequisitionGrain>(requisition).Get(), requisition);
        if (after.State != RequisitionState.Received) throw new Violation("A requisition whose goods have arrived is received.", $"{requisition}: {after.State}");
    }
}
