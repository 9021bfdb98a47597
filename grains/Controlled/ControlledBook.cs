namespace BeautyGrains.Grains;

/// <summary>What happens to a register.</summary>
public abstract record ControlledEvent;

/// <summary>A step that other grains take part in was asked for.</summary>
/// <param name="Entry">As it will stand in the register, but for the balances.</param>
/// <param name="Arrival">With Receive.</param>
/// <param name="Draw">With Issue the draw on the prescription; with Return that of the issue.</param>
/// <param name="Content">With Issue: of all units.</param>
/// <param name="DueAt">With Issue: by when it should be accounted for.</param>
public sealed record ControlledStepAsked(ControlledEntry Entry, string BodyHash, ControlledArrival? Arrival = null, string? Draw = null, decimal? Content = null, DateTimeOffset? DueAt = null) : ControlledEvent;

/// <summary>The issue's quantity was taken off the prescription.</summary>
/// <param name="Dose">What may be used; null where it does not say.</param>
public sealed record ControlledDrawn(string Id, decimal? Dose) : ControlledEvent;

/// <summary>What was returned is back in the cabinet.</summary>
/// <param name="Lot">Into which lot it went.</param>
public sealed record ControlledCameBack(string Id, string Lot) : ControlledEvent;

/// <summary>The stock has refused what was drawn already.</summary>
public sealed record ControlledMoveRefused(string Id, StoredRefusal Refusal) : ControlledEvent;

/// <summary>Nothing has come of a step.</summary>
public sealed record ControlledStepRefused(string Id, StoredRefusal Refusal) : ControlledEvent;

/// <summary>A step was taken: an entry of the register.</summary>
/// <param name="Touched">The issue that it made or changed, as it stands after it; null for none.</param>
/// <param name="Ends">The issue is accounted for.</param>
public sealed record ControlledStepTaken(ControlledEntry Entry, string BodyHash, ControlledIssue? Touched = null, bool Ends = false) : ControlledEvent;

/// <summary>A step under way.</summary>
public sealed record PendingStep(ControlledStepAsked Ask, ControlledStepState Phase, decimal? Dose, StoredRefusal? Why);

/// <summary>An entry with what tells its request from another.</summary>
public sealed record KnownEntry(ControlledEntry Entry, string BodyHash);

/// <summary>A step of which nothing has come.</summary>
/// <param name="Version">Of the event that says so.</param>
public sealed record RefusedStep(string Id, StoredRefusal Refusal, long Version);

/// <summary>A register, folded from its events.</summary>
/// <param name="Lots">By name; one that is empty is in it no longer.</param>
/// <param name="Issues">What is not accounted for, by id.</param>
/// <param name="UncountedFrom">The first day that needs a count and has none; null where nothing has been there since the last one.</param>
/// <param name="Recent">The newest entries; older ones are found in the journal.</param>
/// <param name="Refused">The newest refused steps.</param>
public sealed record ControlledBook(
    ImmutableSortedDictionary<string, ControlledLot> Lots,
    decimal Empties,
    ImmutableSortedDictionary<string, ControlledIssue> Issues,
    PendingStep? Pending,
    DateOnly? Since,
    DateOnly? LastOn,
    DateOnly? CountedOn,
    DateOnly? UncountedFrom,
    ImmutableArray<ControlledDifference> Differing,
    ImmutableArray<KnownEntry> Recent,
    ImmutableArray<RefusedStep> Refused,
    long Version)
{
    private const int MostRecent = 32;

    /// <summary>Before the first event.</summary>
    public static ControlledBook Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ControlledLot>(StringComparer.Ordinal), 0, ImmutableSortedDictionary.Create<string, ControlledIssue>(StringComparer.Ordinal), null, null, null, null, null, [], [], [], 0);

    /// <summary>Unopened units.</summary>
    public decimal Balance => Lots.Values.Sum(lot => lot.Quantity);

    private bool IsEmpty => Lots.IsEmpty && Empties == 0 && Issues.IsEmpty;

    /// <summary>The register after an event.</summary>
    public ControlledBook After(ControlledEvent happened, EventInfo info) => (happened switch
    {
        ControlledStepAsked asked => this with { Pending = new(asked, ControlledStepState.Asked, null, null) },
        ControlledDrawn drawn => this with { Pending = Next(ControlledStepLife.Draw, ControlledStepState.Drawn) with { Dose = drawn.Dose } },
        ControlledCameBack back => this with { Pending = Next(ControlledStepLife.ComeBack, ControlledStepState.CameBack) with { Ask = Pending!.Ask with { Entry = Pending.Ask.Entry with { Lot = back.Lot } } } },
        ControlledMoveRefused refused => this with { Pending = Next(ControlledStepLife.Refuse, ControlledStepState.Undoing) with { Why = refused.Refusal } },
        ControlledStepRefused refused => Ended(Pending!.Phase == ControlledStepState.Undoing ? ControlledStepLife.GiveBack : ControlledStepLife.Refuse, ControlledStepState.Refused) with
        {
            Refused = [.. Refused.TakeLast(MostRecent - 1), new(refused.Id, refused.Refusal, info.Version)],
        },
        ControlledStepTaken taken => Taken(taken, info),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a register."),
    }) with { Version = info.Version };

    private ControlledBook Taken(ControlledStepTaken taken, EventInfo info)
    {
        var entry = taken.Entry with { At = info.At, Version = info.Version };
        var before = Pending is null ? this : Ended(Pending.Phase == ControlledStepState.CameBack ? ControlledStepLife.GiveBack : ControlledStepLife.Take, ControlledStepState.Taken);
        var issues = taken.Touched is not { } touched ? Issues : taken.Ends ? Issues.Remove(touched.Id) : Issues.SetItem(touched.Id, touched with { At = touched.At == default ? info.At : touched.At });
        var after = before with
        {
            Lots = entry.Step == ControlledStep.Count ? Counted(entry.Counts!) : entry is { Lot: { } lot, Quantity: not 0 } ? Moved(lot, entry.Quantity, entry.Cabinet) : Lots,
            Empties = entry.EmptiesAfter,
            Issues = issues,
            Since = Since ?? entry.Day,
            LastOn = entry.Day,
            CountedOn = entry.Step == ControlledStep.Count ? entry.Day : CountedOn,
            Differing = ControlledRules.Differs(entry) ? Differing.Add(new(entry.Id, entry.Day, entry.Difference, entry.EmptiesDifference, entry.OverDose))
                : entry.Explains is { } explained ? Differing.RemoveAll(one => one.Entry == explained) : Differing,
            Recent = [.. Recent.TakeLast(MostRecent - 1), new(entry, taken.BodyHash)],
        };
        return after with { UncountedFrom = entry.Step != ControlledStep.Count ? UncountedFrom ?? Later(entry.Day, CountedOn?.AddDays(1)) : after.IsEmpty ? null : entry.Day.AddDays(1) };
    }

    private static DateOnly Later(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    private ImmutableSortedDictionary<string, ControlledLot> Moved(string lot, decimal by, string? cabinet)
    {
        var known = Lots.GetValueOrDefault(lot) ?? new(lot, 0, "");
        var after = known with { Quantity = known.Quantity + by, Cabinet = cabinet ?? known.Cabinet };
        return after.Quantity == 0 ? Lots.Remove(lot) : Lots.SetItem(lot, after);
    }

    private ImmutableSortedDictionary<string, ControlledLot> Counted(EquatableList<LotCount> counts) =>
        counts.Where(one => one.Counted > 0).ToImmutableSortedDictionary(one => one.Lot, one => new ControlledLot(one.Lot, one.Counted, Lots.GetValueOrDefault(one.Lot)?.Cabinet ?? ""), StringComparer.Ordinal);

    private PendingStep Next(string verb, ControlledStepState to) => Pending! with { Phase = ControlledStepLife.Table.Checked(Pending!.Phase, verb, to) };

    private ControlledBook Ended(string verb, ControlledStepState to)
    {
        ControlledStepLife.Table.Checked(Pending!.Phase, verb, to);
        return this with { Pending = null };
    }
}

/// <summary>The life of a step that other grains take part in: its fold keeps to this table, a test walks it and the documentation draws it.</summary>
public static class ControlledStepLife
{
    /// <summary>Taken off the prescription.</summary>
    public const string Draw = "draw";

    /// <summary>The goods have moved, and the entry stands.</summary>
    public const string Take = "take";

    /// <summary>The goods are back in the cabinet.</summary>
    public const string ComeBack = "come back";

    /// <summary>Back on the prescription.</summary>
    public const string GiveBack = "give back";

    /// <summary>Prescription or stock refuse.</summary>
    public const string Refuse = "refuse";

    /// <summary>The table.</summary>
    public static StateTable<ControlledStepState> Table { get; } = new(
        ControlledStepState.Asked,
        new(ControlledStepState.Asked, Draw, ControlledStepState.Drawn),
        new(ControlledStepState.Asked, Take, ControlledStepState.Taken),
        new(ControlledStepState.Asked, ComeBack, ControlledStepState.CameBack),
        new(ControlledStepState.Asked, Refuse, ControlledStepState.Refused),
        new(ControlledStepState.Drawn, Take, ControlledStepState.Taken),
        new(ControlledStepState.Drawn, Refuse, ControlledStepState.Undoing),
        new(ControlledStepState.CameBack, GiveBack, ControlledStepState.Taken),
        new(ControlledStepState.Undoing, GiveBack, ControlledStepState.Refused));
}
