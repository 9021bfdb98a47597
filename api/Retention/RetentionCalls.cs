using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Retention;

/// <summary>The table of retention as callers write it; a PUT replaces it whole.</summary>
internal sealed record RetentionBody([property: Needed] IReadOnlyList<RetentionRuleBody?>? Rules)
{
    public EquatableList<RetentionRule> ToRules(Check check)
    {
        if (Rules is null) check.Add("rules", "required");
        EquatableList<RetentionRule> rules = [.. check.OptionalList("rules", Rules, RetentionForm.MaxRules).Select((row, i) => row.ToRule($"rules[{i}]", check))];
        foreach (var (field, rule) in RetentionForm.Check(rules))
            if (!check.Names(field)) check.Add(field, rule);
        return rules;
    }
}

/// <summary>How long records of a kind are kept.</summary>
/// <param name="Months">From the day of the record; absent for good.</param>
/// <param name="MonthsAfterExpiry">And as long after the goods' expiry; absent where that does not matter.</param>
/// <param name="Source">The law or the habit.</param>
internal sealed record RetentionRuleBody([property: Needed] string? Kind, int? Months, int? MonthsAfterExpiry, [property: Needed] string? Source, [property: Needed] string? ValidFrom)
{
    public RetentionRule ToRule(string field, Check check)
    {
        if (ValidFrom is null) check.Add($"{field}.validFrom", "required");
        return new(check.Word<RecordKind>($"{field}.kind", Kind), Months, MonthsAfterExpiry, check.Text($"{field}.source", Source), check.Day($"{field}.validFrom", ValidFrom) ?? new(2000, 1, 1));
    }
}

/// <summary>The table of retention.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record RetentionJson(IReadOnlyList<RetentionRule> Rules, long Version)
{
    public static RetentionJson Of(RetentionView view) => new(view.Rules, view.Version);
}

/// <summary>Until when a record is kept.</summary>
/// <param name="KeptUntil">The last day; absent for good, or as long as the goods' expiry is not known.</param>
/// <param name="MayBeDeleted">That day has passed.</param>
internal sealed record KeptJson(RecordKind Kind, DateOnly MadeOn, DateOnly? ExpiresOn, DateOnly? KeptUntil, bool MayBeDeleted, RetentionRule Rule);

/// <summary>A deletion of documents that are past their retention.</summary>
/// <param name="DryRun">True unless told: tells what would be deleted, and deletes nothing.</param>
internal sealed record DeletionBody([property: Needed] string? Reason, bool? DryRun);

/// <summary>What a deletion has found.</summary>
/// <param name="DryRun">Nothing was deleted.</param>
/// <param name="Sha256">Of the list.</param>
/// <param name="Deletion">The entry of the log; absent with a dry run, and where nothing is past its retention.</param>
internal sealed record DeletionJson(bool DryRun, int Count, long Bytes, string Sha256, IReadOnlyList<PastDocument> Documents, DeletionView? Deletion);

/// <summary>The log of deletions.</summary>
internal sealed record DeletionList(IReadOnlyList<DeletionView> Items);

/// <summary>How long records are kept, until when one must be, and the deletion of what is past that.</summary>
internal static class RetentionCalls
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/retention-policy", Get).Operation("GetRetentionPolicy").Describe("retention", "How long records of each kind are kept: the defaults until somebody puts others").Gives<RetentionJson>();
        v1.MapPut("/retention-policy", Put).Operation("PutRetentionPolicy").Describe("retention", "Replace the dated table of retention, with a second administrator; longer at once, shorter in the future alone").Takes<RetentionBody>().Puts<RetentionJson>();
        v1.MapGet("/retention", Until).Operation("GetRetention").Describe("retention", "Until when a record must be kept").Gives<KeptJson>();
        v1.MapPut("/retention/deletions/{id}", Delete).Operation("DeletePastRetention").Describe("retention", "Delete kept documents that are past their retention, with a second administrator; a dry run tells which").Takes<DeletionBody>().Puts<DeletionJson>();
        v1.MapGet("/retention/deletions", Deletions).Operation("ListDeletions").Describe("retention", "The log of deletions: what, when, by which rule, by whom").Gives<DeletionList>();
    }

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var view = await Table(grains).Get();
        return Reply.Get(RetentionJson.Of(view), Wire.Json.RetentionJson, view.Version);
    }

    private static async Task<IResult> Put(HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RetentionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var rules = body.ToRules(check);
        if (check.Failed) return Problems.Of(check);
        var (second, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        var answer = await Table(grains).Put(new(rules, version, second, http.Caller()));
        return Reply.Put(http, answer.Then(RetentionJson.Of), Wire.Json.RetentionJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }

    private static async Task<IResult> Until(string? kind, string? madeOn, string? expiresOn, IGrainFactory grains, TimeProvider clock)
    {
        var check = new Check();
        var (word, made, expires) = (check.Word<RecordKind>("kind", kind), check.Day("madeOn", madeOn), check.Day("expiresOn", expiresOn));
        if (madeOn is null) check.Add("madeOn", "required");
        if (made is { Year: < 1900 or > 2200 }) check.Add("madeOn", "must-be-between-1900-and-2200");
        if (expires is { Year: < 1900 or > 2200 }) check.Add("expiresOn", "must-be-between-1900-and-2200");
        if (check.Failed) return Problems.Of(check);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var kept = RetentionRules.Until((await Table(grains).Get()).Rules, word, made!.Value, expires, today);
        return Reply.Ok(new KeptJson(word, made.Value, expires, kept.Day, kept.Day < today, kept.Rule), Wire.Json.KeptJson);
    }

    private static async Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains, KeyTable keys, PastDocuments documents, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DeletionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        if (check.Failed) return Problems.Of(check);
        var (second, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        var view = await Table(grains).Get();
        var known = view.Deletions.FirstOrDefault(one => one.Id == id);
        EquatableList<PastDocument> past = known?.Documents ?? [.. await documents.Find(view.Rules, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), RetentionForm.MaxDocuments, http.RequestAborted)];
        var found = new DeletionJson(true, past.Count, past.Sum(one => one.Length), RetentionRules.HashOf(past), past, null);
        if (body.DryRun != false || past.Count == 0) return Reply.Ok(found with { DryRun = body.DryRun != false }, Wire.Json.DeletionJson);
        var answer = await Table(grains).Delete(new(id, past, reason, second, http.Caller()));
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        await documents.CarryOut();
        return Reply.Put(http, answer.Then(it => found with { DryRun = false, Deletion = it with { CarriedOut = true } }), Wire.Json.DeletionJson, it => it.Deletion!.Version);
    }

    private static async Task<IResult> Deletions(IGrainFactory grains) => Reply.Ok(new DeletionList((await Table(grains).Get()).Deletions), Wire.Json.DeletionList);

    private static IRetentionGrain Table(IGrainFactory grains) => grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key);
}
