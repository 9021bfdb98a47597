using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>What goes back to suppliers: what receipts rejected, and what quality did not release; and what comes of it.</summary>
internal sealed partial class YearRun
{
    private const int FailsInspection = 35;
    private const int IsDeclined = 20;
    private const int CreditDays = 6;

    private readonly List<(string Receipt, string Supplier, string Store, List<SentBackLine> Lines)> _rejected = [];
    private readonly SortedDictionary<string, (int Day, string Supplier)> _sentBack = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _credited = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Receipt, int Place), decimal> _back = [];
    private int _returnsMade;

    private void NoteRejects(string receipt, string store, ReceiptView view)
    {
        List<SentBackLine> lines = [.. view.Lots.Select((lot, place) => (lot, place)).Where(one => one.lot.Found.Rejected > 0)
            .Select(one => new SentBackLine(one.lot.Record.Sku, one.lot.Found.Rejected, null, receipt, one.place))];
        if (lines.Count > 0) _rejected.Add((receipt, view.Supplier, store, lines));
    }

    /// <summary>The driver takes on Fridays what was rejected; suppliers answer some days later.</summary>
    private async Task SendBack()
    {
        if (WeekDayOf(_day) == WeekDay.Friday)
        {
            foreach (var (receipt, supplier, store, lines) in _rejected)
            {
                var view = await PutReturn($"sr.{receipt}", supplier, store, lines, SupplierReturnWish.Exchange);
                foreach (var line in view.Lines)
                {
                    var place = (line.Line.Receipt!, line.Line.Place!.Value);
                    _back[place] = _back.GetValueOrDefault(place) + line.Sent;
                }
            }
            _rejected.Clear();
        }
        foreach (var (id, (_, supplier)) in _sentBack.Where(one => one.Value.Day <= _day).ToList())
        {
            _sentBack.Remove(id);
            await Answered(id, supplier);
        }
    }

    /// <summary>Quality does not release a lot that was in quarantine since it came: all of it goes back.</summary>
    private async Task FailInspection(string store, string sku, string lot)
    {
        if ((await StockOf(store, sku).Get())!.Lots.FirstOrDefault(one => one.Lot == lot) is not { Status: LotStatus.Quarantined, OnHand: > 0 } held) return;
        var view = await PutReturn($"sq.{lot}", _chain.Skus[SkuAt(sku)].Supplier, store, [new(sku, held.OnHand, lot, null, null)], SupplierReturnWish.Credit);
        if (view.Lines[0].Sent != held.OnHand) throw new Violation("What is in quarantine may go back to its supplier.", $"{view.Id}: {view.Lines[0]}");
        _papers.Note(Account.Returns, store, sku, lot, -held.OnHand);
    }

    private async Task<SupplierReturnView> PutReturn(string id, string supplier, string store, List<SentBackLine> lines, SupplierReturnWish wish)
    {
        var view = Must(await _house.Grains.GetGrain<ISupplierReturnGrain>(id).Put(new(supplier, store, SupplierReturnCause.Defective, wish, [.. lines], null, By("p-quality"))), id);
        if (view.State != SupplierReturnState.Sent) throw new Violation("What was rejected goes back to its supplier.", $"{id}: {view.State}");
        _sentBack.Add(id, (_day + CreditDays, supplier));
        _returnsMade++;
        return view;
    }

    // For what was rejected other goods come with a later receipt, or nothing; for what was paid for there is a credit note, or it comes back and is scrapped.
    private async Task Answered(string id, string supplier)
    {
        var grain = _house.Grains.GetGrain<ISupplierReturnGrain>(id);
        var view = (await grain.Get()).Value!;
        var line = view.Lines[0];
        if (line.Line.Receipt is not null)
        {
            Must(await grain.Decline(new(false, "The rest of the order brings others", By("p-buyer"))), id);
            return;
        }
        var (sku, lot) = (line.Line.Sku, line.Line.Lot!);
        if (!_random.Percent(IsDeclined))
        {
            var net = OrderNet(line.Sent, line.UnitCost!.Amount);
            var tax = OrderNet(net, YearChain.TaxRate);
            Must(await grain.Credit(new($"N-{id}", Today, net, tax, YearChain.Currency, By("p-finance"))), id);
            _credited[supplier] = _credited.GetValueOrDefault(supplier) + net + tax;
            return;
        }
        view = Must(await grain.Decline(new(true, "Nothing is wrong with it, they say", By("p-buyer"))), id);
        if (view.Lines[0].Back != line.Sent) throw new Violation("What a supplier does not take comes back into its lot.", $"{id}: {view.Lines[0]}");
        _papers.Note(Account.Returns, view.Store, sku, lot, line.Sent);
        Must(await StockOf(view.Store, sku).Scrap(new($"u.{id}", line.Sent, null, lot, "Unusable", By("p-quality"))), id);
        _papers.Note(Account.Scrap, view.Store, sku, lot, -line.Sent);
    }

    /// <summary>No more went back of a receipt than it rejected; whose return is over is over.</summary>
    private async Task CheckReturns()
    {
        foreach (var ((receipt, place), sent) in _back)
        {
            var rejected = (await _house.Grains.GetGrain<IReceiptGrain>(receipt).Get()).Value!.Lots[place].Found.Rejected;
            if (sent > rejected) throw new Violation("No more goes back than was rejected.", $"{receipt} lot {place}: {sent} of {rejected}");
        }
    }

    private static decimal OrderNet(decimal quantity, decimal price) => decimal.Round(quantity * price, 0, MidpointRounding.AwayFromZero);
}
