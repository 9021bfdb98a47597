using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>What must be so of an entry, given what stood before it, and of the whole after it.</summary>
internal sealed partial class StockWatch
{
    private const string NeverBack = "An expired or ended reservation never comes back.";
    private const string Once = "Each id is applied once.";
    private const string NotSold = "Expired or blocked lots are never sold.";
    private const string Reason = "A step of a process is taken after its reason is durable.";

    /// <summary>Totals against their causes, added up anew.</summary>
    /// <param name="ticks">Virtual time.</param>
    public void CheckAll(long ticks)
    {
        _seen.Add((ticks, Now.Version));
        var stock = Now.State;
        CheckNothingOverdue();
        Equal("Σ lots = on hand.", stock.Lots.Values.Sum(lot => lot.OnHand), stock.OnHand);
        var reserved = 0m;
        var pinned = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var one in stock.Open.Values)
        {
            reserved += one.Quantity;
            foreach (var pin in one.Lots) pinned[pin.Lot] = pinned.GetValueOrDefault(pin.Lot) + pin.Quantity;
            if (one.Unpinned < 0) throw Wrong("A reservation pins at most its quantity.", $"{one.Id} pins {one.Quantity - one.Unpinned} of {one.Quantity}");
        }
        Equal("Reserved = Σ open reservations.", reserved, stock.Reserved);
        foreach (var lot in stock.Lots.Values)
        {
            if (lot.OnHand < 0) throw Wrong("Nothing is oversold.", $"lot {lot.Name} has {lot.OnHand}");
            var pins = pinned.GetValueOrDefault(lot.Name);
            Equal("A lot's pins = Σ pins of open reservations.", pins, lot.Pinned);
            if (pins > lot.OnHand) throw Wrong("Per lot, reserved ≤ on hand.", $"lot {lot.Name} has {lot.OnHand}, but {pins} are reserved");
        }
        var free = new Availability(stock, Now.At);
        if (free.Available < 0) throw Wrong("Available ≥ 0.", $"{free.Available}");
        if (free.Reserved < 0) throw Wrong("Reserved ≥ 0.", $"{free.Reserved}");
    }

    private void CheckNothingOverdue()
    {
        // Ends are recorded in bounded chunks; after a whole one more may be left, which count no more all the same.
        if (_ended >= StockRules.MostOverdue) return;
        foreach (var due in Now.State.Due)
        {
            if (due.ExpiresAt > Now.At) return;
            // Its time had passed already when its pin was let go, so it is over from then on; the next decision records it.
            if (due.Id != _letGo) throw Wrong("Who decides after a reservation's time records its end first.", $"{due.Id} ended {due.ExpiresAt:O}, decided {Now.At:O}");
        }
    }

    private void Check(StockEvent happened, EventInfo info)
    {
        switch (happened)
        {
            case StockReserved made: CheckMade(made, info); break;
            case ReservationEnded ended: CheckEnd(ended, info); break;
            case ReservationExtended extended: MustBeOpen(extended.Id, info); break;
            case ReservationUnpinned unpinned: MustBeOpen(unpinned.Id, info); break;
            case ReservationPinned pinned:
                MustBeOpen(pinned.Id, info);
                if (BasketOf(pinned.Id) is { } basket) MustHaveReason(basket is BasketPhase.Pinning or BasketPhase.Unpinning, pinned.Id, $"pinned while its basket is {basket}");
                break;
            case StockMoved moved: CheckMovement(moved, info); break;
            case OutboundTransitOpened shipped: MustHaveReason(journal.Transfers.Last(shipped.TransferId)?.State.Phase == TransferPhase.Shipping, shipped.TransferId, "shipped"); break;
            case InboundTransitOpened expected: MustHaveReason(journal.Transfers.Last(expected.TransferId)?.State.Phase == TransferPhase.Shipping, expected.TransferId, "expected"); break;
        }
        if (happened is not (ReservationEnded or StockReserved or ReservationBarred or MovementReversed or IncidentClosed or ContainerClosed) && CommandIds.Of(happened) is { } command && _commands.ContainsKey(command.Id) && !IsForgotten(command.Id))
            throw Wrong(Once, $"{command.Id} again in version {info.Version}");
    }

    private void CheckMade(StockReserved made, EventInfo info)
    {
        if (Now.State.Open.ContainsKey(made.Id)) throw Wrong(Once, $"{made.Id} is reserved again in version {info.Version}");
        if (_commands.GetValueOrDefault(CommandIds.Reservation(made.Id)) is { Happened: ReservationEnded and not ReservationReleased { TakenBackBy: not null } } && !IsForgotten(CommandIds.Reservation(made.Id)))
            throw Wrong(NeverBack, $"{made.Id} in version {info.Version}");
        foreach (var pin in made.Lots)
        {
            var lot = Now.State.Lots[pin.Lot];
            if (lot.BlockedBy(info.At) is { } state) throw Wrong("Expired or blocked lots are never promised.", $"{made.Id} pins {pin.Lot}, which is {state}");
            if (pin.Quantity > lot.OnHand - lot.Pinned) throw Wrong("Nothing is promised twice.", $"{made.Id} pins {pin.Quantity} of {pin.Lot}, of which {lot.OnHand - lot.Pinned} are free");
        }
        if (BasketOf(made.Id) is { } basket) MustHaveReason(basket != BasketPhase.None, made.Id, "reserved");
        if (made.Id.StartsWith("transfer:", StringComparison.Ordinal))
        {
            var phase = journal.Transfers.Last(made.Id["transfer:".Length..])?.State.Phase;
            MustHaveReason(phase is TransferPhase.Preparing or TransferPhase.Undoing, made.Id, $"reserved while its transfer is {phase}");
        }
        if (made.MadeFor is { } process)
        {
            var phase = PhaseOfBatch(process);
            MustHaveReason(phase is BatchPhase.Reserving or BatchPhase.Undoing, made.Id, $"reserved while {process} is {phase}");
        }
    }

    private void CheckEnd(ReservationEnded ended, EventInfo info)
    {
        if (!Now.State.Open.TryGetValue(ended.Id, out var open)) throw Wrong(NeverBack, $"{ended.Id} ends in version {info.Version}, but is not open");
        switch (ended)
        {
            case ReservationExpired when !open.IsOverdue(info.At):
                throw Wrong("A reservation counts until its time has passed.", $"{ended.Id} of {open.ExpiresAt:O} expires at {info.At:O}");
            case ReservationCommitted or ReservationReleased { TakenBackBy: null }:
                MustBeOpen(ended.Id, info);
                break;
        }
        if (ended is ReservationReleased { TakenBackBy: { } process } && open.MadeFor != process)
            throw Wrong("A process takes back only what it has made.", $"{ended.Id} was made for {open.MadeFor ?? "a client"} and taken back by {process}");
        if (ended is ReservationCommitted { Committed: var issued } && issued > ended.Quantity)
            throw Wrong("Nothing is issued beyond what is reserved.", $"{ended.Id}: {issued} of {ended.Quantity}");
        if (ended is ReservationReleased { TakenBackBy: { } batch }) MustHaveReason(PhaseOfBatch(batch) == BatchPhase.Undoing, ended.Id, $"taken back while {batch} is {PhaseOfBatch(batch)}");
        if (BasketOf(ended.Id) is not { } basket) return;
        if (ended is ReservationCommitted) MustHaveReason(basket is BasketPhase.Committing, ended.Id, $"committed while its basket is {basket}");
        if (ended is ReservationReleased) MustHaveReason(basket is BasketPhase.Undoing or BasketPhase.Releasing or BasketPhase.Refused or BasketPhase.Released, ended.Id, $"released while its basket is {basket}");
    }

    private void CheckMovement(StockMoved moved, EventInfo info)
    {
        var isIssue = moved.Kind is MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.TransferOut or MovementKind.Opening or MovementKind.Tester;
        var onHand = Now.State.OnHand;
        var taken = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var line in moved.Lines)
        {
            var lot = Now.State.Lots[line.Lot];
            var balance = taken.GetValueOrDefault(line.Lot, lot.OnHand) + line.Quantity;
            taken[line.Lot] = balance;
            onHand += line.Quantity;
            if (balance != line.BalanceAfter) throw Wrong("A ledger line has the balance that it leads to.", $"version {info.Version}, lot {line.Lot}: {balance} against {line.BalanceAfter}");
            if (isIssue && lot.BlockedBy(info.At) is { } state) throw Wrong(NotSold, $"{moved.Kind} {moved.Id} takes {line.Lot}, which is {state}");
            if (isIssue && moved.Reservation is null && balance < lot.Pinned)
                throw Wrong("What is promised is not sold to others.", $"{moved.Id} leaves {balance} of {line.Lot}, of which {lot.Pinned} are promised");
        }
        Equal("A ledger entry has the balance that it leads to.", onHand, moved.OnHandAfter);
        if (moved.Kind == MovementKind.TransferIn) CheckArrival(moved);
    }

    /// <summary>What left = what arrived + what is recorded as lost.</summary>
    private void CheckArrival(StockMoved moved)
    {
        var transfer = journal.Transfers.Last(moved.Id)?.State;
        var item = transfer?.Items.FirstOrDefault(one => one.Ask.Sku == _key.Sku);
        if (transfer is null || item is null) throw Wrong(Reason, $"{moved.Id} arrives, but is not known");
        var left = -(journal.Stock(StockKey.Of(transfer.From, _key.Sku))?._commands.GetValueOrDefault(CommandIds.Movement(MovementKind.TransferOut, moved.Id))?.Happened is StockMoved gone
            ? gone.Lines.Sum(line => line.Quantity)
            : 0);
        var lost = item.Arrivals.Sum(arrival => arrival.Lost);
        var arrived = moved.Lines.Sum(line => line.Quantity);
        if (left != arrived + lost) throw Wrong("Σ stores + in transit + recorded losses is conserved.", $"of transfer {moved.Id} {left} left, {arrived} arrived, {lost} are recorded as lost");
    }

    private void MustBeOpen(string id, EventInfo info)
    {
        if (!Now.State.Open.TryGetValue(id, out var open)) throw Wrong(NeverBack, $"{id} is not open in version {info.Version}");
        if (open.IsOverdue(info.At)) throw Wrong(NeverBack, $"{id} ended {open.ExpiresAt:O}, and is used at {info.At:O}");
    }

    private void MustHaveReason(bool has, string id, string what)
    {
        if (!has) throw Wrong(Reason, $"{id} is {what}");
    }

    private BasketPhase? BasketOf(string reservation) => reservation.StartsWith("basket:", StringComparison.Ordinal)
        ? journal.Baskets.Last(reservation["basket:".Length..])?.State.Phase ?? BasketPhase.None
        : null;

    private BatchPhase? PhaseOfBatch(string process) => journal.Batches.Last(process["batch:".Length..])?.State.Phase;

    private void Equal(string invariant, decimal recomputed, decimal found)
    {
        if (recomputed != found) throw Wrong(invariant, $"{recomputed} against {found}");
    }
}
