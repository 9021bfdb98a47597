using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Goods of others, offers to those who wait, invoices and returns: what must be so of them beside what must be so of every stream.</summary>
internal sealed class BesidesWatch(BuyingWatch buying)
{
    private readonly QueueWatch _queues = new();
    private readonly Dictionary<(string Stock, string Lot), LotOwner> _owners = [];
    private readonly Dictionary<(string Stock, string Reservation), decimal> _held = [];
    private readonly Dictionary<(string Stock, string Lot), (decimal Came, decimal Lost, decimal Owed)> _owned = [];
    private readonly HashSet<(string Stock, string Movement)> _owing = [];
    private readonly Dictionary<string, (decimal Left, decimal Back)> _sentBack = new(StringComparer.Ordinal);

    /// <summary>After it was folded.</summary>
    public void Take(RecordedEvent entry)
    {
        switch (entry.Stream.Category)
        {
            case "stock": TakeStock(entry.Stream.Key, StockKind.Instance.Events.Read(entry)); break;
            case "waiting-list":
                _queues.Take(entry);
                if (WaitingListKind.Instance.Events.Read(entry) is WaitingOffered offered) CheckHeld(entry.Stream.Key, offered);
                break;
            case "invoice": CheckInvoice(entry.Stream.Key, InvoiceKind.Instance.Events.Read(entry)); break;
            case "supplier-return": CheckReturn(entry.Stream.Key); break;
        }
    }

    /// <summary>When nothing is left to do.</summary>
    public void CheckEnd(Func<string, string, decimal> onHand)
    {
        foreach (var ((stock, lot), (came, lost, owed)) in _owned)
            if (came - lost - owed != onHand(stock, lot))
                throw new Violation("What is owed to an owner is what was sold of theirs.", $"{stock} lot {lot}: {came} came, {lost} were lost or moved, {owed} are owed; {onHand(stock, lot)} are there.");
        foreach (var (id, it) in buying.Returns.All)
        {
            var (left, back) = _sentBack.GetValueOrDefault(id);
            // What a receipt rejected never was in stock, neither when it left nor when it came back.
            decimal OfStock<T>(IEnumerable<T> lines, Func<T, int> place, Func<T, decimal> quantity) => lines.Where(one => it.State.Put!.Lines[place(one)].Lot is not null).Sum(quantity);
            var (sent, taken) = (OfStock(it.State.Sent, one => one.Place, one => one.Quantity), OfStock(it.State.Back, one => one.Place, one => one.Quantity));
            if (sent != left || taken != back) throw new Violation("A return tells what left the stock and what came back.", $"{id}: tells {sent} and {taken}; {left} left, {back} came back.");
        }
    }

    private void TakeStock(string key, StockEvent happened)
    {
        switch (happened)
        {
            case LotOpened { Owner: { } owner } opened: _owners[(key, opened.Lot)] = owner; break;
            case StockReserved held: _held[(key, held.Id)] = held.Quantity; break;
            case StockMoved moved:
                foreach (var line in moved.Lines) Own(key, line);
                Owe(key, happened, moved.Lines, moved.Kind, moved.Reverses);
                Return(moved);
                break;
            case FactRecorded { Kind: FactKind.OfflineSale or FactKind.Treatment } fact: WasSold(key, fact); break;
        }
    }

    private void Own(string key, MovedLot line)
    {
        if (_owners.GetValueOrDefault((key, line.Lot)) != line.Owner)
            throw new Violation("Goods of others stay theirs.", $"{key} lot {line.Lot}: {line.Owner} instead of {_owners.GetValueOrDefault((key, line.Lot))}.");
    }

    // What comes and goes is kept apart by whether something was sold; what is owed is what the product makes of it.
    private void Owe(string key, StockEvent happened, IEnumerable<MovedLot> lines, MovementKind kind, string? reverses)
    {
        var owes = OwnedLines.Of(happened).Lines.Where(line => kind != MovementKind.Reversal || _owing.Contains((key, reverses!))).ToList();
        foreach (var line in lines.Where(line => _owners.ContainsKey((key, line.Lot))))
        {
            var (came, lost, owed) = _owned.GetValueOrDefault((key, line.Lot));
            var isSale = IsGone(kind) || kind == MovementKind.Reversal && _owing.Contains((key, reverses!));
            _owned[(key, line.Lot)] = isSale ? (came, lost, owed - line.Quantity)
                : line.Quantity > 0 ? (came + line.Quantity, lost, owed) : (came, lost - line.Quantity, owed);
        }
        if (IsGone(kind) && CommandIds.Of(happened) is { } command) _owing.Add((key, command.Id));
        if (kind == MovementKind.Reversal) return;
        var sold = IsGone(kind) ? lines.Where(line => line.Owner is not null).Sum(line => line.Quantity) : 0;
        if (owes.Sum(line => line.Quantity) != sold) throw new Violation("What is owed to an owner is what was sold of theirs.", $"{key} {kind}: {owes.Sum(line => line.Quantity)} of {sold}.");
    }

    // What was given away or used up without a sale is owed as well: its owner has it no more.
    private static bool IsGone(MovementKind kind) =>
        kind is MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.CustomerReturn or MovementKind.Opening || IssueKinds.Has(kind);

    // What had left before it was told of was sold.
    private void WasSold(string key, FactRecorded fact)
    {
        var owes = OwnedLines.Of(fact).Lines;
        foreach (var line in fact.Lines.Where(line => _owners.ContainsKey((key, line.Lot))))
        {
            var (came, lost, owed) = _owned[(key, line.Lot)];
            _owned[(key, line.Lot)] = (came, lost + line.Quantity, owed - owes.Where(one => one.Lot == line.Lot).Sum(one => one.Quantity));
        }
    }

    // Movements of returns are named "supplier-return:ID:PLACE".
    private void Return(StockMoved moved)
    {
        var name = moved.Kind == MovementKind.SupplierReturn ? moved.Id : moved.Kind == MovementKind.Reversal && moved.Reverses?.StartsWith("supplier-return/supplier-return:", StringComparison.Ordinal) == true ? moved.Id : null;
        if (name?.StartsWith("supplier-return:", StringComparison.Ordinal) != true) return;
        var (id, units) = (name.Split(':')[1], moved.Lines.Sum(line => line.Quantity));
        var (left, back) = _sentBack.GetValueOrDefault(id);
        _sentBack[id] = units < 0 ? (left - units, back) : (left, back + units);
        var state = buying.Returns.Last(id)?.State.State;
        if (state is not (SupplierReturnState.Sending or SupplierReturnState.TakingBack)) throw new Violation("A step of a process is taken after its reason is durable.", $"{name} moves, and its return is {state}.");
    }

    private void CheckHeld(string key, WaitingOffered offered)
    {
        var entry = buying.Waiting.Last(key)!.State.Find(offered.Id)!;
        if (_held.GetValueOrDefault((key, entry.Reservation!)) != entry.Quantity)
            throw new Violation("What is offered to those who wait is there, and held.", $"{key}: {offered.Id} is offered {entry.Quantity}, {_held.GetValueOrDefault((key, entry.Reservation!))} were held by {entry.Reservation}.");
    }

    private void CheckInvoice(string key, InvoiceEvent happened)
    {
        var invoice = buying.Invoices.Last(key)!.State;
        switch (happened)
        {
            case InvoiceApproved approved when invoice.Authors.Contains(approved.Person): throw new Violation("Nobody approves what is their own.", $"{key}: {approved.Person}");
            case InvoiceMatched { Fits: true }: CheckBilled(invoice.Put!.Order); break;
        }
    }

    // Whatever fits together bills no more than ever came; what a person has accepted is beyond it.
    private void CheckBilled(string id)
    {
        var order = buying.Orders.Last(id)!.State;
        foreach (var line in order.Lines)
        {
            var (net, room) = (0m, 0m);
            foreach (var (_, one) in buying.Invoices.All)
            {
                if (one.State.Put?.Order != id || one.State.State is not (InvoiceState.Matched or InvoiceState.Paid) || one.State.ApprovedBy is not null) continue;
                var billed = one.State.Put.Lines.Where(it => it.Line == line.Line).Sum(it => it.Net);
                if (billed == 0) continue;
                net += billed;
                room += Math.Max(one.State.Put.Tolerance.Amount, one.State.Put.Tolerance.Share * billed) + 1;
            }
            var most = OrderAmounts.Net(buying.MostReceived(id, line.Line), line.UnitPrice);
            if (net > most + room) throw new Violation("Invoices that fit bill what came, once.", $"{id} line {line.Line}: {net} billed, {most} came.");
        }
    }

    private void CheckReturn(string id)
    {
        var it = buying.Returns.Last(id)!.State;
        foreach (var sent in it.Sent)
        {
            var line = it.Put!.Lines[sent.Place];
            if (sent.Quantity > line.Quantity || it.Back.Where(back => back.Place == sent.Place).Sum(back => back.Quantity) > sent.Quantity)
                throw new Violation("No more goes back than was asked for, and no more comes back than went.", $"{id}: {sent} of {line}.");
            if (line.Receipt is { } receipt && sent.Quantity > buying.Receipts.Last(receipt)!.State.Lots.First(lot => lot.Place == line.Place).Found.Rejected)
                throw new Violation("No more goes back than was rejected.", $"{id}: {sent} of {receipt}.");
        }
    }
}
