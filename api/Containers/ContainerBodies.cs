using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Containers;

/// <summary>Opens one sealed unit.</summary>
/// <param name="Lot">Absent for the SKU's picking rule.</param>
/// <param name="Client">Whom the sharing rule then binds it to.</param>
/// <param name="Serial">Of the unit, with its lot.</param>
/// <param name="Code">What was scanned: gives lot and serial where they are not named beside it.</param>
internal sealed record OpenContainerBody(string? Lot, string? Client, string? Document, string? Reason, string? Serial, string? Code)
{
    public static OpenContainerBody Plain { get; } = new(null, null, null, null, null, null);

    /// <summary>With what the code says. One without a lot only shows that it is the right product.</summary>
    public async ValueTask<OpenContainerBody> Scanned(GoodsScan scan)
    {
        if (await scan.Read(Code!, "code") is not { } goods) return this;
        return goods.Lot is null && Lot is null
            ? this with { Code = null }
            : this with { Lot = await scan.LotIn(goods, Lot), Serial = Serial ?? goods.Code.Serial };
    }

    public Contracts.OpenContainer ToCommand(string id, Check check, Caller by)
    {
        if (Serial is not null && Lot is null) check.Add("lot", "required-with-a-scan");
        return new(
            id, check.OptionalLot("lot", Lot), check.OptionalClient(Client), check.OptionalText("document", Document, 200), check.OptionalText("reason", Reason), by,
            Serial: check.OptionalText("serial", Serial, Limits.MaxSerial), Code: Code);
    }
}

/// <summary>What the content was dissolved in; all of it may be left out.</summary>
/// <param name="DiluentLot">The lot number on the diluent's pack.</param>
internal sealed record ReconstituteContainerBody(string? DiluentSku, string? DiluentLot, Num DiluentQuantity)
{
    public static ReconstituteContainerBody Plain { get; } = new(null, null, default);

    public Contracts.ReconstituteContainer ToCommand(string container, Check check, Caller by) => new(
        container, check.OptionalId("diluentSku", DiluentSku), check.OptionalLot("diluentLot", DiluentLot), check.OptionalQuantity("diluentQuantity", DiluentQuantity), by);
}

/// <summary>A use.</summary>
/// <param name="Quantity">In the content unit, above 0, at most 3 decimals.</param>
/// <param name="Client">Needed where the sharing rule is one-client or single-use.</param>
/// <param name="Completes">The rest is scrapped with it; absent as the sharing rule has it.</param>
internal sealed record UseContainerBody([property: Needed] Num Quantity, string? Client, string? Document, bool? Completes)
{
    public Contracts.UseContainer ToCommand(string container, string use, Check check, Caller by) => new(
        use, container, check.Quantity("quantity", Quantity), check.OptionalClient(Client), check.OptionalText("document", Document, 200), by, Completes);
}

/// <summary>What is taken out as unusable.</summary>
/// <param name="Quantity">In the content unit; absent for all that is left.</param>
internal sealed record ScrapContainerBody(Num Quantity, [property: Needed] string? Reason)
{
    public Contracts.ScrapContainer ToCommand(string container, string scrap, Check check, Caller by) =>
        new(scrap, container, check.OptionalQuantity("quantity", Quantity), check.Text("reason", Reason), by);
}

/// <summary>What a count found.</summary>
/// <param name="Counted">0 or more, in the content unit.</param>
internal sealed record CountContainerBody([property: Needed] Num Counted, string? Reason)
{
    public Contracts.CountContainer ToCommand(string container, string count, Check check, Caller by) =>
        new(count, container, check.QuantityOrZero("counted", Counted), check.OptionalText("reason", Reason), by);
}

/// <summary>What has physically happened. It is recorded whatever the book and the rules say.</summary>
/// <param name="Kind">breakage (spilt or broken) or treatment.</param>
/// <param name="Quantity">In the content unit, above 0, at most 3 decimals.</param>
/// <param name="OccurredAt">RFC 3339 with offset; not after now, but for a clock that is up to 5 minutes ahead.</param>
internal sealed record RecordContainerFactBody(
    [property: Needed] string? Kind, [property: Needed] Num Quantity, [property: Needed] string? OccurredAt, string? Client, string? Reason, string? Document)
{
    public Contracts.RecordContainerFact ToCommand(string container, string fact, Check check, DateTimeOffset now, Caller by)
    {
        if (OccurredAt is null) check.Add("occurredAt", "required");
        var occurred = check.Moment("occurredAt", OccurredAt);
        if (occurred > now + Limits.MaxClockAhead) check.Add("occurredAt", "must-not-be-in-the-future");
        var kind = check.Word<FactKind>("kind", Kind);
        if (!check.Names("kind") && kind is not (FactKind.Breakage or FactKind.Treatment)) check.Add("kind", "must-be-one-of:breakage,treatment");
        return new(
            fact, container, kind, check.Quantity("quantity", Quantity), occurred ?? now, check.OptionalClient(Client), check.OptionalText("reason", Reason), check.OptionalText("document", Document, 200), by);
    }
}

/// <summary>Containers of one stock, earliest use-by first.</summary>
internal sealed record ContainerItems(IReadOnlyList<ContainerView> Items);

/// <summary>What happened to the content of containers.</summary>
internal sealed record ContainerMoveItems(IReadOnlyList<ContainerMoveView> Items);

/// <summary>A page of containers.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ContainerPage(IReadOnlyList<ContainerView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of what happened to one container, oldest first.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ContainerMovePage(IReadOnlyList<ContainerMoveView> Items, string? Cursor, AsOfJson AsOf);
