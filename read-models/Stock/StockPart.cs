using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// What is at hand of one stock: its totals, and of its lots those that events have named. Of reservations and goods on their way it has those
/// that the batch names, while the batch is folded: however many there are, an event costs the same.
/// </summary>
internal sealed class StockPart(StockKey key, LevelRow? row)
{
    private static readonly Stock s_none = Stock.Empty("");

    /// <summary>The stock.</summary>
    public StockKey Key => key;

    /// <summary>The row of levels that the copy has; null where it has none.</summary>
    public LevelRow? Row { get; private set; } = row;

    /// <summary>The state as far as it is at hand; its totals are whole.</summary>
    public Stock State { get; private set; } = row is null ? Stock.Empty(key.ToString()) : StockRows.Read(key, row);

    /// <summary>How many rows it stands for.</summary>
    public int Rows => 1 + State.Lots.Count;

    /// <summary>Brings a lot to hand.</summary>
    public void Take(Lot lot) => State = State with { Lots = State.Lots.With(lot) };

    /// <summary>Brings a reservation to hand until the batch is folded.</summary>
    public void Take(Reservation one) => State = State with { Open = State.Open.With(one) };

    /// <summary>Brings goods on their way to hand until the batch is folded.</summary>
    public void Take(bool isOut, Transit one) => State = isOut
        ? State with { TransitsOut = State.TransitsOut.With(one) }
        : State with { TransitsIn = State.TransitsIn.With(one) };

    /// <summary>Folds an event as the grain does.</summary>
    /// <exception cref="JournalCorruptException">Its version does not follow.</exception>
    public void Fold(RecordedEvent recorded, StockEvent happened)
    {
        if (recorded.Version != State.Version + 1) throw new JournalCorruptException($"{recorded.Stream}: version {recorded.Version} follows {State.Version}.");
        // What no row tells is not kept either.
        State = happened is IncidentRaised or IncidentClosed or IncidentReopened or IncidentAssigned or IncidentCommented or ContainerEvent or UnitsCoded or UnitsLost
            ? State with { Version = recorded.Version }
            : StockEvolve.ApplyForgetting(State, happened, new(recorded.Version, recorded.At, recorded.Actor));
    }

    /// <summary>The batch is folded: the row is this one from now on, and what belonged to the batch alone is let go.</summary>
    public void Settle(LevelRow now)
    {
        Row = now;
        State = State with { Open = s_none.Open, Due = s_none.Due, Waiting = s_none.Waiting, TransitsIn = s_none.TransitsIn, TransitsOut = s_none.TransitsOut, UnmatchedEntries = default, Units = s_none.Units };
    }
}
