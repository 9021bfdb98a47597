namespace BeautyGrains.Grains;

/// <summary>What happens to a prescription.</summary>
public abstract record PrescriptionEvent;

/// <summary>It was written down.</summary>
public sealed record PrescriptionPut(PrescriptionRecord Record) : PrescriptionEvent;

/// <summary>Something was dispensed against it.</summary>
public sealed record PrescriptionDrawn(string Draw, string Store, decimal Quantity) : PrescriptionEvent;

/// <summary>Something of a draw was given back.</summary>
/// <param name="Ends">The draw counts as never made, and comes too late from now on.</param>
public sealed record PrescriptionGivenBack(string Draw, string Step, decimal Quantity, bool Ends) : PrescriptionEvent;

/// <summary>It was ended by hand.</summary>
public sealed record PrescriptionVoided(string Reason) : PrescriptionEvent;

/// <summary>A prescription, folded from its events.</summary>
/// <param name="Record">Null before it was put.</param>
/// <param name="Draws">By id; those that were ended stay, with nothing left.</param>
/// <param name="Version">Of the last event.</param>
public sealed record Prescription(PrescriptionRecord? Record, string RecordedBy, string? VoidedFor, ImmutableSortedDictionary<string, PrescriptionDraw> Draws, long Version)
{
    /// <summary>Before the first event.</summary>
    public static Prescription Empty { get; } = new(null, "", null, ImmutableSortedDictionary.Create<string, PrescriptionDraw>(StringComparer.Ordinal), 0);

    /// <summary>What may still be dispensed.</summary>
    public decimal Left => (Record?.Quantity ?? 0) - Draws.Values.Sum(draw => draw.Quantity - draw.Returned);

    /// <summary>Where it stands in its life.</summary>
    public PrescriptionState State => VoidedFor is not null ? PrescriptionState.Void : Left <= 0 ? PrescriptionState.Spent : PrescriptionState.Open;

    /// <summary>The prescription after an event.</summary>
    public Prescription After(PrescriptionEvent happened, EventInfo info)
    {
        var after = (happened switch
        {
            PrescriptionPut put => this with { Record = put.Record, RecordedBy = info.Actor },
            PrescriptionDrawn drawn => this with { Draws = Draws.SetItem(drawn.Draw, new(drawn.Draw, drawn.Store, drawn.Quantity, 0, [])) },
            PrescriptionGivenBack back => this with { Draws = Draws.SetItem(back.Draw, Given(back)) },
            PrescriptionVoided voided => this with { VoidedFor = voided.Reason },
            _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a prescription."),
        }) with { Version = info.Version };
        // What comes back later changes nothing about its end.
        return Record is null || VoidedFor is not null || PrescriptionLife.Table.Leads(State, PrescriptionLife.VerbOf(happened), after.State)
            ? after
            : throw new InvalidOperationException($"'{PrescriptionLife.VerbOf(happened)}' does not lead from {State} to {after.State}.");
    }

    private PrescriptionDraw Given(PrescriptionGivenBack back)
    {
        var draw = Draws.GetValueOrDefault(back.Draw) ?? new(back.Draw, "", 0, 0, []);
        return draw with { Returned = draw.Returned + back.Quantity, Steps = [.. draw.Steps, back.Step] };
    }
}

/// <summary>The life of a prescription: its fold keeps to this table, a test walks it and the documentation draws it.</summary>
public static class PrescriptionLife
{
    /// <summary>Something is dispensed.</summary>
    public const string Draw = "draw";

    /// <summary>Something unopened came back.</summary>
    public const string GiveBack = "give back";

    /// <summary>It is ended by hand.</summary>
    public const string Void = "void";

    /// <summary>The table.</summary>
    public static StateTable<PrescriptionState> Table { get; } = new(
        PrescriptionState.Open,
        new(PrescriptionState.Open, Draw, PrescriptionState.Open),
        new(PrescriptionState.Open, Draw, PrescriptionState.Spent),
        new(PrescriptionState.Open, GiveBack, PrescriptionState.Open),
        new(PrescriptionState.Spent, GiveBack, PrescriptionState.Spent),
        new(PrescriptionState.Spent, GiveBack, PrescriptionState.Open),
        new(PrescriptionState.Open, Void, PrescriptionState.Void),
        new(PrescriptionState.Spent, Void, PrescriptionState.Void));

    internal static string VerbOf(PrescriptionEvent happened) => happened switch
    {
        PrescriptionDrawn => Draw,
        PrescriptionGivenBack => GiveBack,
        PrescriptionVoided => Void,
        _ => "put",
    };
}
