using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// What one batch does to one stock: first which rows its events need, then the events, then the rows that they change. For each row that is named it
/// knows how it was before the batch; null stands for one that the batch itself makes.
/// </summary>
internal sealed class StockTouch
{
    private readonly List<(RecordedEvent Recorded, StockEvent Happened)> _events = [];
    private readonly Dictionary<string, Reservation?> _reservations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lot?> _lots = new(StringComparer.Ordinal);
    private readonly Dictionary<(bool IsOut, string Id), Transit?> _transits = [];
    private readonly List<(string Name, Lot? Seen)> _changing = [];

    private StockPart _part = null!;

    /// <summary>The stock.</summary>
    public StockPart Part => _part;

    /// <summary>Begins with a stock; what was before is forgotten.</summary>
    public void Begin(StockPart part)
    {
        _part = part;
        _events.Clear();
        _reservations.Clear();
        _lots.Clear();
        _transits.Clear();
    }

    /// <summary>Adds the next event.</summary>
    public void Add(RecordedEvent recorded, StockEvent happened) => _events.Add((recorded, happened));

    /// <summary>Finds the reservations that events name and that they do not make themselves.</summary>
    public void NameReservations(Action<StockTouch, string> named)
    {
        foreach (var (_, happened) in _events)
        {
            if (happened is StockReserved made) _reservations.TryAdd(made.Id, null);
            else if (IdOf(happened) is { } id && _reservations.TryAdd(id, null)) named(this, id);
        }
    }

    /// <summary>Takes a reservation as its row has it.</summary>
    public void Take(Reservation one)
    {
        _reservations[one.Id] = one;
        _part.Take(one);
    }

    /// <summary>Finds the lots that events or their reservations name, that the batch does not open and that are not at hand. Reservations come before.</summary>
    public void NameLots(Action<StockTouch, string> named)
    {
        foreach (var (_, happened) in _events)
            if (happened is LotOpened opened) _lots.TryAdd(opened.Lot, null);
        foreach (var one in _reservations.Values)
            if (one is not null) Name(one.Lots, named);
        foreach (var (_, happened) in _events)
        {
            if (happened is StockReserved reserved) Name(reserved.Lots, named);
            else if (happened is ReservationRepinned repinned) Name(repinned.Lots, named);
            else if (happened is LotStatusSet set) Name(set.Lot, named);
            else if (happened is LotPlaced placed) Name(placed.Lot, named);
            else if (happened is StockMoved moved)
                foreach (var line in moved.Lines) Name(line.Lot, named);
        }
    }

    private void Name(ImmutableArray<LotQuantity> pins, Action<StockTouch, string> named)
    {
        foreach (var pin in pins) Name(pin.Lot, named);
    }

    private void Name(string lot, Action<StockTouch, string> named)
    {
        var atHand = _part.State.Lots.GetValueOrDefault(lot);
        if (_lots.TryAdd(lot, atHand) && atHand is null) named(this, lot);
    }

    /// <summary>True if a lot expires before the batch ends, so that all lots are to be at hand: what is free is then counted anew. Named lots come before.</summary>
    public bool NeedsAllLots
    {
        get
        {
            if (_part.Row is not { } row) return false;
            var end = _events[^1].Recorded.At;
            if (row.Free.Until <= end) return true;
            foreach (var lot in _lots.Values)
                if (lot is not null && lot.IsExpired(end)) return true;
            foreach (var (_, happened) in _events)
                if (happened is LotOpened opened && opened.ExpiresAt <= end) return true;
            return false;
        }
    }

    /// <summary>Takes a lot as its row has it.</summary>
    public void Take(Lot lot)
    {
        _lots[lot.Name] = lot;
        _part.Take(lot);
    }

    /// <summary>Finds the goods on their way that events name and that they do not send themselves.</summary>
    public void NameTransits(Action<StockTouch, bool, string> named)
    {
        foreach (var (_, happened) in _events)
        {
            if (happened is OutboundTransitOpened sent) _transits.TryAdd((true, sent.TransferId), null);
            else if (happened is InboundTransitOpened awaited) _transits.TryAdd((false, awaited.TransferId), null);
            else if (happened is OutboundTransitClosed gone && _transits.TryAdd((true, gone.TransferId), null)) named(this, true, gone.TransferId);
            else if (happened is InboundTransitClosed come && _transits.TryAdd((false, come.TransferId), null)) named(this, false, come.TransferId);
        }
    }

    /// <summary>Takes goods on their way as their row has them.</summary>
    public void Take(bool isOut, Transit one)
    {
        _transits[(isOut, one.TransferId)] = one;
        _part.Take(isOut, one);
    }

    /// <summary>Folds the events and writes what they change.</summary>
    /// <exception cref="JournalCorruptException">An event does not follow.</exception>
    /// <exception cref="KeyNotFoundException">A row that an event needs is not there.</exception>
    public void Fold(RowChanges changes, RecentReservations recent)
    {
        var level = LevelNow(FoldAll());
        WriteLevel(changes, level);
        foreach (var (name, before) in _lots) WriteLot(changes, before, _part.State.Lots[name]);
        foreach (var (id, before) in _reservations) WriteReservation(changes, recent, id, before, _part.State.Open.GetValueOrDefault(id));
        foreach (var ((isOut, id), before) in _transits) WriteTransit(changes, isOut, id, before);
        _part.Settle(level);
    }

    private FreeSpan FoldAll()
    {
        _changing.Clear();
        foreach (var (name, before) in _lots) _changing.Add((name, before));
        var free = _part.Row?.Free ?? FreeSpan.Of([], _events[0].Recorded.At);
        foreach (var (recorded, happened) in _events)
        {
            _part.Fold(recorded, happened);
            var isOver = free.Until <= recorded.At;
            for (var i = 0; i < _changing.Count; i++)
            {
                var (name, seen) = _changing[i];
                if (_part.State.Lots.GetValueOrDefault(name) is not { } now || ReferenceEquals(now, seen)) continue;
                if (!isOver) free = free.With(seen, now);
                _changing[i] = (name, now);
            }
            if (isOver) free = FreeSpan.Of(_part.State.Lots, recorded.At);
        }
        return free;
    }

    // Of what the row sums up, the batch can only have changed what it names.
    private LevelRow LevelNow(FreeSpan free)
    {
        var (state, row) = (_part.State, _part.Row);
        var (quarantined, held, recalled, arriving, leaving) = row is null ? default : (row.Quarantined, row.Held, row.Recalled, row.InTransitIn, row.InTransitOut);
        foreach (var (name, before) in _lots)
        {
            Count(before, -1);
            Count(state.Lots[name], 1);
        }
        foreach (var ((isOut, id), before) in _transits)
        {
            var by = ((isOut ? state.TransitsOut : state.TransitsIn).GetValueOrDefault(id)?.Quantity ?? 0) - (before?.Quantity ?? 0);
            if (isOut) leaving += by;
            else arriving += by;
        }
        return new(
            state.Version, _events[^1].Recorded.At, state.OnHand, state.Reserved, state.Unpinned, state.Unmatched, quarantined, held, recalled, arriving, leaving, free);

        void Count(Lot? lot, int sign)
        {
            if (lot is null || lot.Status == LotStatus.Released) return;
            var quantity = sign * lot.OnHand;
            if (lot.Status == LotStatus.Quarantined) quarantined += quantity;
            else if (lot.Status == LotStatus.Held) held += quantity;
            else if (lot.Status == LotStatus.Recalled) recalled += quantity;
        }
    }

    private void WriteLevel(RowChanges changes, LevelRow now)
    {
        var onlyOften = _part.Row is { } row && now.OnHand == row.OnHand && now.Unmatched == row.Unmatched && now.Quarantined == row.Quarantined && now.Held == row.Held
            && now.Recalled == row.Recalled && now.InTransitIn == row.InTransitIn && now.InTransitOut == row.InTransitOut && StockRows.HourOf(now.At) == StockRows.HourOf(row.At);
        if (onlyOften) StockRows.ChangeLevel(changes, _part.Key, now);
        else StockRows.PutLevel(changes, _part.Key, now);
    }

    private void WriteLot(RowChanges changes, Lot? before, Lot now)
    {
        if (before is null) StockRows.PutLot(changes, _part.Key, now);
        else if (now.Version != before.Version) StockRows.ChangeLot(changes, _part.Key, now);
    }

    private void WriteReservation(RowChanges changes, RecentReservations recent, string id, Reservation? before, Reservation? now)
    {
        if (now is null) recent.Remove(_part.State.Key, id);
        else recent.Set(_part.State.Key, now);
        if (before is null)
        {
            if (now is not null) StockRows.PutReservation(changes, _part.Key, now);
        }
        else if (now is not null && now.MadeVersion == before.MadeVersion && now.ExpiresAt == before.ExpiresAt)
        {
            if (now.Version != before.Version) StockRows.ChangeReservation(changes, _part.Key, now);
        }
        else
        {
            StockRows.RemoveReservation(changes, _part.Key, before);
            if (now is not null) StockRows.PutReservation(changes, _part.Key, now);
        }
    }

    private void WriteTransit(RowChanges changes, bool isOut, string id, Transit? before)
    {
        var now = (isOut ? _part.State.TransitsOut : _part.State.TransitsIn).GetValueOrDefault(id);
        if (now is not null) StockRows.PutTransit(changes, _part.Key, isOut, now);
        else if (before is not null) changes.Remove(StockTables.Transits, _part.Key.Store, _part.Key.Sku, StockRows.Direction(isOut), id);
    }

    private static string? IdOf(StockEvent happened) => happened switch
    {
        ReservationEnded it => it.Id,
        ReservationExtended it => it.Id,
        ReservationKept it => it.Id,
        ReservationRepinned it => it.Id,
        ReservationPinned it => it.Id,
        ReservationUnpinned it => it.Id,
        _ => null,
    };
}
