namespace BeautyGrains.Grains;

/// <summary>Where a transfer stands, finer than what callers see.</summary>
public enum TransferPhase
{
    /// <summary>Nobody has asked for it.</summary>
    None,
    /// <summary>Lines are being reserved at the source.</summary>
    Preparing,
    /// <summary>A line was refused: what is held is being released, and what is not is barred.</summary>
    Undoing,
    /// <summary>May be shipped or cancelled.</summary>
    Ready,
    /// <summary>Holds nothing.</summary>
    Refused,
    /// <summary>Lots are being looked at before they are shipped.</summary>
    Checking,
    /// <summary>Past the point of no return.</summary>
    Shipping,
    /// <summary>In transit.</summary>
    Shipped,
    /// <summary>Being taken in.</summary>
    Receiving,
    /// <summary>Taken in.</summary>
    Received,
    /// <summary>Lines are being released.</summary>
    Cancelling,
    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>Where one line stands.</summary>
public enum TransferLineStatus
{
    /// <summary>The source was not asked yet.</summary>
    Asked,
    /// <summary>Not held.</summary>
    Refused,
    /// <summary>Held at the source.</summary>
    Held,
    /// <summary>Held, and found fit to be shipped.</summary>
    Checked,
    /// <summary>In transit, or nothing of it could be shipped.</summary>
    Shipped,
    /// <summary>Taken in.</summary>
    Received,
    /// <summary>Given up.</summary>
    Released,
}

/// <summary>One SKU of a transfer.</summary>
/// <param name="Refusal">Why it is not held or was not shipped, or null.</param>
/// <param name="ShipRefusal">Why the last shipping was refused because of it, or null.</param>
/// <param name="Lots">Shipped lots.</param>
/// <param name="Arrivals">What was found of each on arrival.</param>
/// <param name="Pins">Lots that the source held for it when it was asked last; empty where nothing is held.</param>
/// <param name="Prices">Between legal entities: of its shipped lots.</param>
public sealed record TransferItem(
    AskedLine Ask,
    TransferLineStatus Status,
    StoredRefusal? Refusal,
    StoredRefusal? ShipRefusal,
    ImmutableArray<TravellingLot> Lots,
    ImmutableArray<LotArrival> Arrivals,
    bool Quarantine,
    ImmutableArray<LotQuantity> Pins,
    EquatableList<LotPrice>? Prices = null)
{
    /// <summary>At what a shipped lot was sold; null where it was not, or has no price.</summary>
    public Money? PriceOf(string lot) => Prices?.FirstOrDefault(price => price.Lot == lot)?.UnitPrice;
}

/// <summary>A transfer, folded from its events.</summary>
/// <param name="Items">By SKU, in ordinal order.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="ReceiveHash">Tells one receipt from another; null before arrival.</param>
/// <param name="Terms">At what goods are sold, where shipping was asked for and the stores are of different legal entities.</param>
/// <param name="Units">The serialised units that are to leave, as who asked for shipping picked them.</param>
public sealed record Transfer(
    TransferPhase Phase,
    string From,
    string To,
    string BodyHash,
    string Actor,
    string? ReceiveHash,
    ImmutableArray<TransferItem> Items,
    TransferTerms? Terms = null,
    EquatableList<LineUnits>? Units = null)
{
    /// <summary>Before the first event.</summary>
    public static Transfer Empty { get; } = new(TransferPhase.None, "", "", "", "", null, []);

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => Phase is TransferPhase.Preparing or TransferPhase.Undoing or TransferPhase.Checking
        or TransferPhase.Shipping or TransferPhase.Receiving or TransferPhase.Cancelling;

    /// <summary>True from when everything is held until anybody asks for more.</summary>
    public bool IsAsPrepared => Phase == TransferPhase.Ready && Items.All(item => item.ShipRefusal is null);

    /// <summary>
    /// Lines whose stock has still to hear that the transfer was refused: those that it holds, and those that it refused, since a request that is late could
    /// find something to hold by then.
    /// </summary>
    public IEnumerable<TransferItem> ToUndo =>
        Items.Where(item => item.Status == TransferLineStatus.Held || (item.Status == TransferLineStatus.Refused && item.Ask.Refusal is null));

    /// <summary>The serials that were picked for a line; null for none.</summary>
    public EquatableList<string>? SerialsOf(TransferItem item) => Units?.FirstOrDefault(one => one.Sku == item.Ask.Sku)?.Serials;

    /// <summary>The lines of a status.</summary>
    public IEnumerable<TransferItem> Of(TransferLineStatus status) => Items.Where(item => item.Status == status);

    /// <summary>The transfer after an event.</summary>
    public Transfer After(TransferEvent happened, EventInfo info) => happened switch
    {
        TransferOpened opened => Open(opened, info),
        TransferLinesReserved reserved => Set(reserved.Lines, line => line.Sku, Reserve).Settled(),
        TransferLinesReleased released => Set(released.Skus, sku => sku, (item, _) => item with { Status = TransferLineStatus.Released, Pins = [] }).Settled(),
        TransferShipAsked asked => this with { Phase = TransferPhase.Checking, Actor = info.Actor, Terms = asked.Terms, Units = asked.Units, Items = [.. Items.Select(item => item with { ShipRefusal = null })] },
        TransferLinesChecked check => Check(check.Lines),
        TransferShipDecided => this with { Phase = TransferPhase.Shipping },
        TransferLinesShipped shipped => Set(shipped.Lines, line => line.Sku, Ship).Settled(),
        TransferArrived arrived => (Set(arrived.Lines, line => line.Sku, Arrive) with
        {
            Phase = TransferPhase.Receiving, Actor = info.Actor, ReceiveHash = arrived.BodyHash,
        }).Settled(),
        TransferLinesReceived received => Set(received.Skus, sku => sku, (item, _) => item with { Status = TransferLineStatus.Received }).Settled(),
        TransferCancelAsked => this with { Phase = TransferPhase.Cancelling, Actor = info.Actor },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a transfer."),
    };

    private static Transfer Open(TransferOpened opened, EventInfo info) => new Transfer(
        TransferPhase.Preparing, opened.From, opened.To, opened.BodyHash, info.Actor, null,
        [.. opened.Lines.Select(line => new TransferItem(line, line.Refusal is null ? TransferLineStatus.Asked : TransferLineStatus.Refused, line.Refusal, null, [], [], false, []))]).Settled();

    private static TransferItem Reserve(TransferItem item, LineOutcome outcome) => outcome.Refusal is null
        ? item with { Status = TransferLineStatus.Held, Ask = item.Ask with { Quantity = outcome.Quantity ?? item.Ask.Quantity }, Pins = outcome.Lots }
        : item with { Status = TransferLineStatus.Refused, Refusal = outcome.Refusal };

    private static TransferItem Ship(TransferItem item, ShippedLine line) =>
        item with { Status = TransferLineStatus.Shipped, Lots = line.Lots, Refusal = line.Refusal, Pins = [], Prices = line.Prices };

    private static TransferItem Arrive(TransferItem item, ArrivedLine line) => item with { Arrivals = line.Lots, Quarantine = line.Quarantine };

    // Looking changes nothing at the stocks, so a refused shipping has nothing to undo.
    private Transfer Check(ImmutableArray<LineOutcome> lines)
    {
        var after = Set(lines, line => line.Sku, (item, outcome) => outcome.Refusal is null
            ? item with { Status = TransferLineStatus.Checked, Pins = outcome.Lots }
            : item with { ShipRefusal = outcome.Refusal, Pins = outcome.Lots });
        return lines.All(line => line.Refusal is null)
            ? after
            : after with
            {
                Phase = TransferPhase.Ready,
                Items = [.. after.Items.Select(item => item.Status == TransferLineStatus.Checked ? item with { Status = TransferLineStatus.Held } : item)],
            };
    }

    /// <summary>Moves on to the phase that follows once the lines of this one are done.</summary>
    private Transfer Settled() => Phase switch
    {
        TransferPhase.Preparing when Of(TransferLineStatus.Refused).Any() => (this with { Phase = TransferPhase.Undoing }).Settled(),
        TransferPhase.Preparing when !Of(TransferLineStatus.Asked).Any() => this with { Phase = TransferPhase.Ready },
        TransferPhase.Undoing when !ToUndo.Any() => this with { Phase = TransferPhase.Refused },
        TransferPhase.Shipping when !Of(TransferLineStatus.Checked).Any() => this with { Phase = TransferPhase.Shipped },
        TransferPhase.Receiving when !Of(TransferLineStatus.Shipped).Any() => this with { Phase = TransferPhase.Received },
        TransferPhase.Cancelling when !Of(TransferLineStatus.Held).Any() => this with { Phase = TransferPhase.Cancelled },
        _ => this,
    };

    private Transfer Set<T>(ImmutableArray<T> changes, Func<T, string> skuOf, Func<TransferItem, T, TransferItem> change)
    {
        var bySku = changes.ToDictionary(skuOf, StringComparer.Ordinal);
        return this with { Items = [.. Items.Select(item => bySku.TryGetValue(item.Ask.Sku, out var found) ? change(item, found) : item)] };
    }
}
