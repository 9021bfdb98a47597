using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Demand;
using BeautyGrains.ReadModels.NearExpiry;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.NearExpiry;

/// <summary>A page of lots that expire soon.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record NearExpiryPage(IReadOnlyList<NearExpiryLot> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A decision as callers make it.</summary>
/// <param name="Proposal">use-first, promotion, transfer or supplier-return.</param>
/// <param name="Decision">taken or refused.</param>
/// <param name="Quantity">At most what is proposed; all of it when absent.</param>
/// <param name="Discount">With promotion: as proposed when absent.</param>
/// <param name="Reason">Required to refuse.</param>
internal sealed record DecideNearExpiryBody([property: Needed] string? Proposal, [property: Needed] string? Decision, Num Quantity, Num Discount, string? Reason);

/// <summary>What proposals saved beside what expired.</summary>
internal sealed record NearExpirySavingsJson(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<NearExpirySaving> Saved, IReadOnlyList<ExpiredValue> Expired, AsOfJson AsOf);

/// <summary>Goods that expire soon: what could be done, what was decided, and what that saved.</summary>
internal static class NearExpiryCalls
{
    private const string Taken = "taken";
    private const string Refused = "refused";
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1_100);

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/near-expiry", List).Operation("ListNearExpiry").Describe("near-expiry", "Lots that expire soon with what could be done, first to expire first").Gives<NearExpiryPage>();
        v1.MapGet("/near-expiry/savings", Savings).Operation("GetNearExpirySavings").Describe("near-expiry", "What the proposals taken in a period saved, beside what expired").Gives<NearExpirySavingsJson>();
        v1.MapPut("/stores/{store}/skus/{sku}/lots/{lot}/near-expiry/{id}", Decide)
            .Operation("DecideNearExpiry").Describe("near-expiry", "Take a proposal, which makes its transfer or supplier return, or refuse it").Takes<DecideNearExpiryBody>().Puts<NearExpiryDecision>();
    }

    private static async Task<IResult> List(string? store, string? sku, string? sort, string? cursor, string? limit, HttpContext http, INearExpiryProposals proposals, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new LotFilter(Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("expiresAt", LotOrders.ByExpiry));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await Wait(freshness, http.RequestAborted);
        var page = await proposals.Page(filter, call.Order, call.After, Math.Min(call.Limit, 100), clock.GetUtcNow(), http.RequestAborted);
        return Reply.Ok(new NearExpiryPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.NearExpiryPage);
    }

    private static async Task<IResult> Savings(string? store, string? from, string? until, HttpContext http, INearExpirySavings savings, Freshness freshness, TimeProvider clock)
    {
        var (check, now) = (new Check(), clock.GetUtcNow());
        var stores = Filters.StoresOf(http, check.OptionalId("store", store));
        var (begin, end) = (check.Moment("from", from), check.Moment("until", until) ?? now);
        if (from is null) check.Add("from", "required");
        else if (!check.Failed && begin >= end) check.Add("until", "must-be-after-from");
        else if (!check.Failed && end - begin > s_longest) check.Add("until", "at-most-1100-days");
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await Wait(freshness, http.RequestAborted);
        var (saved, expired, asOf) = await savings.Of(stores, begin!.Value, end, now, http.RequestAborted);
        var sees = http.Identity().SeesCost;
        return Reply.Ok(new NearExpirySavingsJson(
            begin.Value, end, sees ? saved : [.. saved.Select(one => one with { Value = null })], sees ? expired : [.. expired.Select(one => one with { Value = null })], AsOfJson.Of(asOf)), Wire.Json.NearExpirySavingsJson);
    }

    private static async Task<IResult> Decide(
        string store, string sku, string lot, string id, HttpContext http, IGrainFactory grains, INearExpiryProposals proposals, Freshness freshness, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DecideNearExpiryBody);
        if (bad is not null) return bad;
        var check = new Check();
        var kind = check.Word<NearExpiryProposal>("proposal", body.Proposal);
        if (body.Decision is null) check.Add("decision", "required");
        else if (body.Decision is not (Taken or Refused)) check.Add("decision", $"must-be-one-of:{Taken},{Refused}");
        var quantity = check.OptionalQuantity("quantity", body.Quantity);
        var discount = check.Optional("discount", body.Discount, 0.0001m, 1, 4);
        if (discount is not null && kind != NearExpiryProposal.Promotion) check.Add("discount", "only-with-promotion");
        var reason = check.OptionalText("reason", body.Reason);
        if (body.Decision == Refused && body.Reason is null) check.Add("reason", "required");
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(store) is { } forbidden) return forbidden;
        var grain = grains.GetGrain<INearExpiryGrain>(NearExpiryKind.KeyOf(store, sku, lot));
        var known = (await grain.Get()).FirstOrDefault(one => one.Id == id);
        if (known is null) await Wait(freshness, http.RequestAborted);
        // A repeat is asked as it was first answered, whatever is proposed by now.
        var found = known is not null ? null : await proposals.Of(store, sku, lot, clock.GetUtcNow(), http.RequestAborted);
        var offer = found?.Proposals.FirstOrDefault(one => one.Proposal == kind);
        if (known is null && offer is null) check.Add("proposal", "is-not-proposed");
        if (offer is not null && quantity > offer.Quantity) check.Add("quantity", "more-than-proposed");
        if (check.Failed) return Problems.Of(check);
        var ask = new DecideNearExpiry(
            id, kind, body.Decision == Taken, quantity ?? known?.Quantity ?? offer!.Quantity, known is null ? offer!.To : known.To, kind == NearExpiryProposal.Promotion ? discount ?? known?.Discount ?? offer!.Discount : null, reason,
            known?.Stage ?? found!.Stage, known?.ExpiresAt ?? found!.ExpiresAt, http.Caller());
        // Another decision of this proposal is refused before anything is made for it.
        if (known is null && offer!.Decision is not null) return Problems.From(Refusal.NotIn("decided"), http);
        if (known is null && ask.Taken && await Carry(grains, store, sku, lot, offer!, ask) is { } refusal) return Problems.From(refusal, http);
        return Reply.Put(http, await grain.Decide(ask), Wire.Json.NearExpiryDecision, it => it.Version);
    }

    /// <summary>Makes what a proposal asks for, under the decision's id: asked again after a failure it is there already.</summary>
    private static async Task<Refusal?> Carry(IGrainFactory grains, string store, string sku, string lot, NearExpiryOffer offer, DecideNearExpiry ask) => ask.Proposal switch
    {
        NearExpiryProposal.Transfer => (await grains.GetGrain<ITransferGrain>(ask.Id).Put(new(store, ask.To!, [new(sku, ask.Quantity, null)], ask.By))).Refusal,
        NearExpiryProposal.SupplierReturn => (await grains.GetGrain<ISupplierReturnGrain>(ask.Id).Put(new(
            offer.Supplier!, store, SupplierReturnCause.Slow, SupplierReturnWish.Credit, [new(sku, ask.Quantity, lot, null, null)], ask.Reason, ask.By))).Refusal,
        _ => null,
    };

    private static async Task Wait(Freshness freshness, CancellationToken cancel)
    {
        foreach (var model in new ReadModel[] { StockModel.Instance, DemandModel.Instance, BuyingModel.Instance, NearExpiryModel.Instance, TraceModel.Instance, ValuationModel.Instance }) await freshness.Wait(model, cancel);
    }
}
