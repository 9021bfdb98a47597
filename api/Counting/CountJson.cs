using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;

namespace BeautyGrains.Api.Counting;

/// <summary>A session.</summary>
/// <param name="Skus">How many SKUs are to be counted.</param>
/// <param name="Counted">How many are.</param>
/// <param name="Recounts">SKUs that others have to count again; in lists always empty.</param>
/// <param name="Result">Absent while people count.</param>
internal sealed record CountSessionJson(
    string Id,
    string Store,
    CountState State,
    CountScope Scope,
    IReadOnlyList<string> Assigned,
    string? Note,
    int Skus,
    int Counted,
    IReadOnlyList<string> Recounts,
    CountResultJson? Result,
    string OpenedBy,
    DateTimeOffset OpenedAt,
    string? ApprovedBy,
    string? Reason,
    DateTimeOffset ChangedAt,
    long Version)
{
    public static CountSessionJson Of(CountSessionView it, HttpContext http) => new(
        it.Id, it.Store, it.State, it.Scope, it.Assigned, it.Note, it.Skus, it.Counted, it.Recounts, it.Result is { } result ? CountResultJson.Of(result, http.Identity().SeesCost) : null,
        it.OpenedBy, it.OpenedAt, it.ApprovedBy, it.Reason, it.ChangedAt, it.Version);
}

/// <summary>What a session found.</summary>
/// <param name="Short">Reservations that nothing was behind any more.</param>
/// <param name="Values">By currency and reason, in whole minor units; absent for who may not see cost.</param>
internal sealed record CountResultJson(int Lots, int Differing, int Posted, int Refused, int Short, IReadOnlyList<CountValue>? Values)
{
    public static CountResultJson Of(CountResult it, bool seesCost) => new(it.Lots, it.Differing, it.Posted, it.Refused, it.Short, seesCost ? it.Values : null);
}

/// <summary>A page of sessions.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record CountSessionPage(IReadOnlyList<CountSessionJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of a session's SKUs, by SKU.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record CountSheetPageJson(string Id, CountState State, IReadOnlyList<CountSheetJson> Items, string? Cursor);

/// <summary>A SKU of a session.</summary>
/// <param name="Round">How often it was counted.</param>
/// <param name="Recount">It waits for another person's count.</param>
/// <param name="Lines">As handed in.</param>
/// <param name="Lots">Compared with the book; empty while people count.</param>
internal sealed record CountSheetJson(string Sku, int Round, IReadOnlyList<string> Counters, bool Recount, bool LeftOut, IReadOnlyList<CountedLineJson> Lines, IReadOnlyList<CountLotJson> Lots)
{
    public static CountSheetJson Of(CountSheetView it, string store, HttpContext http) => new(
        it.Sku, it.Round, it.Counters, it.Recount, it.LeftOut, [.. it.Lines.Select(CountedLineJson.Of)], [.. it.Lots.Select(lot => CountLotJson.Of(lot, store, it.Sku, http))]);
}

/// <summary>A line as it was handed in, at its time by the house's clock.</summary>
internal sealed record CountedLineJson(string? Lot, decimal Counted, DateTimeOffset CountedAt, string? Bin, string? ExpiresOn, string? Code)
{
    public static CountedLineJson Of(CountedLine it) => new(it.Lot, it.Counted, it.CountedAt, it.Bin, it.Expiry?.Printed, it.Code);
}

/// <summary>A lot, once compared.</summary>
/// <param name="Book">What the book had at that moment.</param>
/// <param name="Variance">Counted − book.</param>
/// <param name="Value">Of the variance, signed; absent for who may not see cost.</param>
/// <param name="Known">Whether the book has the lot.</param>
/// <param name="Found">Whether it was counted at all.</param>
/// <param name="Superseded">A later count stands; this one is not posted.</param>
/// <param name="Unmatched">What went to the units without book stock.</param>
/// <param name="Short">Reservations that nothing was behind any more.</param>
/// <param name="Problem">Why the stock did not take it.</param>
internal sealed record CountLotJson(
    string Lot, decimal Counted, DateTimeOffset CountedAt, decimal Book, decimal Variance, Money? Value, bool Known, bool Found, bool Superseded, bool Posted, decimal Unmatched,
    string? Reason, string? Note, IReadOnlyList<ShortReservation> Short, string? Incident, Problem? Problem)
{
    public static CountLotJson Of(CountLotView it, string store, string sku, HttpContext http) => new(
        it.Lot, it.Counted, it.CountedAt, it.Book, it.Variance, http.Identity().SeesCost ? it.Value : null, it.Known, it.Found, it.Superseded, it.Posted, it.Unmatched, it.Reason, it.Note,
        it.Short, it.Incident, it.Refusal is null ? null : Problems.Describe(it.Refusal, Languages.Of(http), new(store, sku, null)));
}

/// <summary>Reservations that a session has left with nothing behind them, as they now stand.</summary>
internal sealed record CountShortList(IReadOnlyList<CountShortJson> Items);

/// <summary>One of them.</summary>
/// <param name="Short">What of it has no lot now.</param>
internal sealed record CountShortJson(string Sku, string Lot, string Id, decimal Quantity, decimal Short, DateTimeOffset ExpiresAt, string? Incident);
