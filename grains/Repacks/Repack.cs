namespace BeautyGrains.Grains;

/// <summary>An input as it stands.</summary>
/// <param name="Lots">What left; null before the stock was asked.</param>
/// <param name="Returned">Back in its lots.</param>
public sealed record RepackInput(RepackPart Part, EquatableList<TravellingLot>? Lots, bool Returned);

/// <summary>A lot that comes out, as it stands.</summary>
/// <param name="Name">In the stock; null before it came out.</param>
/// <param name="Undone">Taken out again.</param>
public sealed record RepackOutput(string Sku, MadeLot Lot, string? Name, bool Undone);

/// <summary>A repack, folded from its events.</summary>
/// <param name="State">Null before it was asked for.</param>
/// <param name="Outputs">By SKU, then as planned; empty before they are.</param>
/// <param name="Refusal">Why it was refused, or why its last undoing was; with the SKU. Null for none.</param>
/// <param name="Undos">How often it was asked to be undone.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Author">Who asked for the repack.</param>
public sealed record Repack(
    RepackState? State,
    RepackAsked? Ask,
    EquatableList<RepackInput> Inputs,
    EquatableList<RepackOutput> Outputs,
    Money? Cost,
    StoredRefusal? Refusal,
    string? UndoReason,
    int Undos,
    string Actor,
    string Author)
{
    /// <summary>Before the first event.</summary>
    public static Repack Empty { get; } = new(null, null, [], [], null, null, null, 0, "", "");

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State is RepackState.Taking or RepackState.Returning or RepackState.Making or RepackState.Undoing or RepackState.Redoing or RepackState.Restoring;

    /// <summary>After an event.</summary>
    public Repack After(RepackEvent happened, EventInfo info) => happened switch
    {
        RepackAsked asked => Empty with { State = RepackState.Taking, Ask = asked, Inputs = [.. asked.Inputs.Select(part => new RepackInput(part, null, false))], Actor = info.Actor, Author = info.Actor },
        RepackTaken { Refusal: null } taken => this with { Inputs = Set(taken.Sku, input => input with { Lots = taken.Lots }) },
        RepackTaken refused => Stop(refused.Refusal!),
        RepackStopped stopped => Stop(stopped.Refusal),
        RepackPlanned planned => this with
        {
            State = To(RepackLife.AllTaken, RepackState.Making), Cost = planned.Cost,
            Outputs = [.. planned.Outputs.SelectMany(output => output.Lots.Select(lot => new RepackOutput(output.Sku, lot, null, false)))],
        },
        RepackReturned returned => Returned(returned.Sku),
        RepackMade made => Made(made),
        RepackUndoAsked asked => this with { State = To(RepackLife.Undo, RepackState.Undoing), UndoReason = asked.Reason, Refusal = null, Undos = Undos + 1, Actor = info.Actor },
        RepackUndone { Refusal: null } undone => Undone(undone.Index),
        RepackUndone refused => this with
        {
            State = Outputs.Any(output => output.Undone) ? To(RepackLife.UndoRefused, RepackState.Redoing) : To(RepackLife.FirstUndoRefused, RepackState.Done), Refusal = refused.Refusal,
        },
        RepackRedone redone => Redone(redone.Index),
        RepackRestored restored => Restored(restored.Sku),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a repack."),
    };

    private Repack Stop(StoredRefusal refusal) => this with
    {
        State = Inputs.Any(input => input.Lots is not null) ? To(RepackLife.LineRefused, RepackState.Returning) : To(RepackLife.FirstRefused, RepackState.Refused), Refusal = refusal,
    };

    private Repack Returned(string sku)
    {
        var inputs = Set(sku, input => input with { Returned = true });
        return this with { Inputs = inputs, State = inputs.All(input => input.Lots is null || input.Returned) ? To(RepackLife.AllReturned, RepackState.Refused) : State };
    }

    private Repack Made(RepackMade made)
    {
        var place = 0;
        EquatableList<RepackOutput> outputs = [.. Outputs.Select(output => output.Sku == made.Sku ? output with { Name = made.Names[place++] } : output)];
        return this with { Outputs = outputs, State = outputs.All(output => output.Name is not null) ? To(RepackLife.AllMade, RepackState.Done) : State };
    }

    private Repack Undone(int index)
    {
        var outputs = Set(index, true);
        return this with { Outputs = outputs, State = outputs.All(output => output.Undone) ? To(RepackLife.AllUndone, RepackState.Restoring) : State };
    }

    private Repack Redone(int index)
    {
        var outputs = Set(index, false);
        return this with { Outputs = outputs, State = outputs.Any(output => output.Undone) ? State : To(RepackLife.AllRedone, RepackState.Done) };
    }

    private Repack Restored(string sku)
    {
        var inputs = Set(sku, input => input with { Returned = true });
        return this with { Inputs = inputs, State = inputs.All(input => input.Returned) ? To(RepackLife.AllRestored, RepackState.Undone) : State };
    }

    private EquatableList<RepackInput> Set(string sku, Func<RepackInput, RepackInput> change) => [.. Inputs.Select(input => input.Part.Sku == sku ? change(input) : input)];

    private EquatableList<RepackOutput> Set(int index, bool undone) => [.. Outputs.Select((output, i) => i == index ? output with { Undone = undone } : output)];

    private RepackState To(string verb, RepackState to) => RepackLife.Table.Checked(State!.Value, verb, to);
}
