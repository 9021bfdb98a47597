namespace BeautyGrains.Contracts;

/// <summary>
/// Goods of a store become other goods by a recipe: a box is broken up, a kit is put together, either is undone. A process over the stocks concerned;
/// what goes in leaves as RepackOut, what comes out enters as RepackIn, both with the document "repack/ID". Key: the repack's id.
/// </summary>
[Alias("bg.IRepackGrain")]
public interface IRepackGrain : IGrainWithStringKey
{
    /// <summary>Repacks. Refusals: Validation, IdReused, UnknownStore, UnknownRecipe, RepackNotAllowed, LinesRefused. One that was refused stays so.</summary>
    [Alias("Put")]
    Task<Answer<RepackView>> Put(PutRepack ask);

    /// <summary>Takes it back: what came out leaves, what went in is back in its lots. UnknownRepack, InvalidState; LinesRefused where some has left already.</summary>
    [Alias("Undo")]
    Task<Answer<RepackView>> Undo(UndoRepack ask);

    /// <summary>The repack; UnknownRepack.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<RepackView>> Get();

    /// <summary>
    /// What it has made, once nothing of it is under way any more: whoever has blocked a parent before asking this sees every child, and children made
    /// later are blocked as their parents are. Empty where it made nothing.
    /// </summary>
    [Alias("Children")]
    Task<EquatableList<ChildLot>> Children();

    /// <summary>For the sweep: goes on where a crash stopped it.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to repack.</summary>
/// <param name="Times">How many times the recipe: above 0, at most 3 decimals.</param>
/// <param name="Dismantle">The other way round: the recipe's outputs go in, its inputs but for packaging come out.</param>
/// <param name="Lots">Chosen lots of what goes in; the picking rule for the rest.</param>
/// <param name="Lot">The number of the lots that come out, where they are not of one lot; null for the repack's id.</param>
/// <param name="Reason">1 to 500 characters; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRepack")]
public sealed record PutRepack(
    string Store, string Recipe, decimal Times, bool Dismantle, EquatableList<ChosenLot> Lots, string? Lot, string? Reason, Caller By);

/// <summary>A lot that is to go in.</summary>
[GenerateSerializer, Immutable, Alias("bg.ChosenLot")]
public sealed record ChosenLot(string Sku, string Lot);

/// <summary>Asks to take a repack back.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.UndoRepack")]
public sealed record UndoRepack(string Reason, Caller By);

/// <summary>The life of a repack.</summary>
[GenerateSerializer, Alias("bg.RepackState")]
public enum RepackState
{
    /// <summary>What goes in is leaving its stocks.</summary>
    Taking,
    /// <summary>Some was refused: what has left is being put back.</summary>
    Returning,
    /// <summary>Nothing is changed.</summary>
    Refused,
    /// <summary>What comes out is entering its stocks; cannot be refused any more.</summary>
    Making,
    /// <summary>Done.</summary>
    Done,
    /// <summary>What came out is leaving again.</summary>
    Undoing,
    /// <summary>Some of it is not there any more: what has left is being put back.</summary>
    Redoing,
    /// <summary>What went in is being put back.</summary>
    Restoring,
    /// <summary>Taken back.</summary>
    Undone,
}

/// <summary>A repack.</summary>
/// <param name="Cost">Of what went in and so of what came out, in whole minor units; null where it is not known.</param>
/// <param name="Reason">As asked; with an undone one why it was undone.</param>
[GenerateSerializer, Immutable, Alias("bg.RepackView")]
public sealed record RepackView(
    string Id,
    string Store,
    string Recipe,
    decimal Times,
    bool Dismantle,
    RepackState State,
    EquatableList<RepackLineView> Inputs,
    EquatableList<RepackLineView> Outputs,
    Money? Cost,
    string? Reason,
    string Actor,
    DateTimeOffset At,
    long Version);

/// <summary>One SKU of a repack.</summary>
/// <param name="Packaging">Wraps goods: does not come out again, and its expiry does not count.</param>
/// <param name="Lots">With their parents where they came out.</param>
[GenerateSerializer, Immutable, Alias("bg.RepackLineView")]
public sealed record RepackLineView(string Sku, decimal Quantity, bool Packaging, EquatableList<RepackLotView> Lots);

/// <summary>One lot of a repack.</summary>
[GenerateSerializer, Immutable, Alias("bg.RepackLotView")]
public sealed record RepackLotView(string Lot, decimal Quantity, Money? UnitCost, Expiry? Expiry, EquatableList<LotParent> Parents);
