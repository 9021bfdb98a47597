using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.People;
using BeautyGrains.Api.Stock;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Feedback;

/// <summary>Complaints and adverse reactions, from being told to being closed.</summary>
internal static class FeedbackCalls
{
    private const string Path = "/feedback/{id}";
    private const string Tag = "feedback";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutFeedback").Describe(Tag, "Take down a complaint or an adverse reaction; where no lot is named, the trace says which it may be about").Takes<PutFeedbackBody>().Puts<FeedbackView>();
        v1.MapGet(Path, Get).Operation("GetFeedback").Describe(Tag, "A case of feedback, with the time by which the authority is to be told").Gives<FeedbackView>();
        v1.MapGet("/feedback", List).Operation("ListFeedback").Describe(Tag, "Feedback over stores, longest known first").Gives<FeedbackPage>();
        v1.MapGet("/feedback-lots", Lots).Operation("ListFeedbackLots").Describe(Tag, "How much feedback each lot has").Gives<FeedbackLotPage>();
        v1.MapPost(Path + "/amend", Amend).Operation("AmendFeedback").Describe(Tag, "Put right what is known of a case: severity, step, lot, documents").Takes<AmendFeedbackBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/investigate", Investigate).Operation("InvestigateFeedback").Describe(Tag, "Look into a case").MayTake<InvestigateFeedbackBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/reports", Report).Operation("ReportFeedback").Describe(Tag, "Say that the authority was told, with the number that it gave").Takes<ReportFeedbackBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/confirm", Confirm).Operation("ConfirmFeedback").Describe(Tag, "Say that it was so, with what was found").Takes<FeedbackFindingsBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/reject", Reject).Operation("RejectFeedback").Describe(Tag, "Say that it was not so, with what was found").Takes<FeedbackFindingsBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/close", Close).Operation("CloseFeedback").Describe(Tag, "End a case, with what is done; people end severe ones with a second person").Takes<CloseFeedbackBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/reopen", Reopen).Operation("ReopenFeedback").Describe(Tag, "Open a closed case again").Takes<ReasonBody>().Gives<FeedbackView>();
        v1.MapPost(Path + "/quarantine", Quarantine).Operation("QuarantineFeedbackLot").Describe(Tag, "Quarantine a lot of a case in every store that has it").Takes<QuarantineFeedbackBody>().Gives<QuarantinedLotList>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains, FeedbackSuspects suspects)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutFeedbackBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(ask.Store) is { } forbidden) return forbidden;
        var feedback = grains.GetGrain<IFeedbackGrain>(id);
        var known = (await feedback.Get()).Value;
        if (known is not null && http.Forbids(known.Store) is { } other) return other;
        var found = known is null ? await suspects.Of(ask, http.RequestAborted) : [];
        return Reply.Put(http, await feedback.Put(ask with { Found = found }), Wire.Json.FeedbackView, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IFeedbackGrain>(id).Get();
        if (answer.Value is { } found && http.Forbids(found.Store) is { } forbidden) return forbidden;
        return Reply.Get(answer, http, Wire.Json.FeedbackView, it => it.Version);
    }

    private static async Task<IResult> List(
        string? kind, string? state, string? severity, string? store, string? sku, string? lotNo, string? client, string? dueBefore, string? sort, string? cursor, string? limit, HttpContext http, IFeedbackList list,
        Freshness freshness)
    {
        var check = new Check();
        var filter = new FeedbackFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalWord<FeedbackSort>("kind", kind), check.OptionalWord<FeedbackState>("state", state),
            check.OptionalWord<FeedbackSeverity>("severity", severity), check.OptionalId("sku", sku), check.OptionalId("lotNo", lotNo), check.OptionalId("client", client), check.Moment("dueBefore", dueBefore));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("knownAt", FeedbackOrders.ByKnown), ("dueAt", FeedbackOrders.ByDue));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(FeedbackModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new FeedbackPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.FeedbackPage);
    }

    private static async Task<IResult> Lots(string? store, string? sku, string? since, string? cursor, string? limit, HttpContext http, IFeedbackList list, Freshness freshness)
    {
        var check = new Check();
        var (stores, product, from) = (Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.Moment("since", since));
        var call = ListCall.Of(http, check, null, cursor, limit, (FeedbackOrders.ByLot.Name, FeedbackOrders.ByLot));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(FeedbackModel.Instance, http.RequestAborted);
        var page = await list.Lots(stores, product, from, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new FeedbackLotPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.FeedbackLotPage);
    }

    private static async Task<IResult> Amend(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.AmendFeedbackBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return await Forbidden(id, http, grains) ?? Reply.Post(http, await grains.GetGrain<IFeedbackGrain>(id).Amend(ask), Wire.Json.FeedbackView);
    }

    private static async Task<IResult> Investigate(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.InvestigateFeedbackBody, new InvestigateFeedbackBody(null));
        return bad ?? await Move(id, http, grains, check => new(FeedbackMove.Investigate, check.OptionalText("note", body.Note), null, null, null, false, http.Caller()));
    }

    private static async Task<IResult> Report(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReportFeedbackBody);
        return bad ?? await Move(id, http, grains, check => new(
            FeedbackMove.Report, check.OptionalText("note", body.Note), check.Text("number", body.Number, 64), check.OptionalId("document", body.Document), null, false, http.Caller()));
    }

    private static Task<IResult> Confirm(string id, HttpContext http, IGrainFactory grains) => Conclude(id, FeedbackMove.Confirm, http, grains);

    private static Task<IResult> Reject(string id, HttpContext http, IGrainFactory grains) => Conclude(id, FeedbackMove.Reject, http, grains);

    private static async Task<IResult> Conclude(string id, FeedbackMove move, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.FeedbackFindingsBody);
        return bad ?? await Move(id, http, grains, check => new(move, check.Text("findings", body.Findings), null, null, null, false, http.Caller()));
    }

    private static async Task<IResult> Close(string id, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CloseFeedbackBody);
        if (bad is not null) return bad;
        var (approver, unknown) = await http.Approver(keys);
        // Whoever holds an administrator's own key answers for the house, not as a person.
        return unknown ?? await Move(id, http, grains, check => new(FeedbackMove.Close, check.Text("action", body.Action), null, null, approver, http.Identity().Person is not null, http.Caller()));
    }

    private static async Task<IResult> Reopen(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        return bad ?? await Move(id, http, grains, check => new(FeedbackMove.Reopen, check.Text("reason", body.Reason), null, null, null, false, http.Caller()));
    }

    private static async Task<IResult> Move(string id, HttpContext http, IGrainFactory grains, Func<Check, MoveFeedback> ask)
    {
        var check = new Check();
        var move = ask(check);
        if (check.Failed) return Problems.Of(check);
        return await Forbidden(id, http, grains) ?? Reply.Post(http, await grains.GetGrain<IFeedbackGrain>(id).Move(move), Wire.Json.FeedbackView);
    }

    private static async Task<IResult> Quarantine(string id, HttpContext http, IGrainFactory grains, ITraces traces, Freshness freshness)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.QuarantineFeedbackBody);
        if (bad is not null) return bad;
        var check = new Check();
        var (sku, lotNo) = (check.Id("sku", body.Sku), check.Id("lotNo", body.LotNo));
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IFeedbackGrain>(id).Get();
        if (answer.Refusal is { } unknown) return Problems.From(unknown, http);
        if (http.Forbids(answer.Value!.Store) is { } forbidden) return forbidden;
        if (!answer.Value.Lots.Any(lot => lot.Sku == sku && lot.LotNo == lotNo)) check.Add("lotNo", "is-no-lot-of-the-case");
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(TraceModel.Instance, http.RequestAborted);
        var trace = await traces.OfLot(new(sku, lotNo), Filters.StoresOf(http, null), 0, 0, http.RequestAborted);
        var items = new List<QuarantinedLotJson>();
        foreach (var lot in trace?.Lots.Where(lot => lot.Relation == TraceRelation.Itself && lot.Lot.Length > 0) ?? [])
        {
            var set = await grains.StockOf(lot.Store, sku).SetLotStatus(new(lot.Lot, LotStatus.Quarantined, "feedback/" + id, http.Caller(), OnlyFrom: LotStatus.Released));
            // What others have blocked already stays as they have said; what only a fact tells of is no lot of the stock.
            if (set.Value is { } done) items.Add(new(lot.Store, sku, lot.Lot, done.Status, set.IsNew));
            else if (set.Refusal!.Kind == RefusalKind.InvalidState && (await grains.StockOf(lot.Store, sku).Get())?.Lots.FirstOrDefault(one => one.Lot == lot.Lot) is { } stands) items.Add(new(lot.Store, sku, lot.Lot, stands.Status, false));
        }
        return Reply.Ok(new QuarantinedLotList(items), Wire.Json.QuarantinedLotList);
    }

    // Who is bound to stores learns nothing of the feedback of others.
    private static async Task<IResult?> Forbidden(string id, HttpContext http, IGrainFactory grains) => (await grains.GetGrain<IFeedbackGrain>(id).Get()).Value is { } known ? http.Forbids(known.Store) : null;
}
