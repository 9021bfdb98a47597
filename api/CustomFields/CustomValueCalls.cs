using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.CustomFields;

/// <summary>The values of one master or document; a PUT replaces all of them.</summary>
internal sealed record CustomValuesBody([property: Needed] IReadOnlyList<FieldValueBody?>? Values)
{
    public EquatableList<FieldValue> ToValues(Check check)
    {
        if (Values is null) check.Add("values", "required");
        var values = check.OptionalList("values", Values, FieldForm.MaxValues);
        for (var at = 0; at < values.Count; at++)
        {
            check.Id($"values[{at}].field", values[at].Field);
            check.Text($"values[{at}].value", values[at].Value);
        }
        return [.. values.Select(one => new FieldValue(one.Field ?? "", one.Value ?? ""))];
    }
}

/// <summary>A field's value.</summary>
/// <param name="Value">As a text: numbers as decimals, days as 2026-11-30, true or false, a choice's id, the ids of ticked lines with commas between.</param>
internal sealed record FieldValueBody([property: Needed] string? Field, [property: Needed] string? Value);

/// <summary>The values of one master or document.</summary>
/// <param name="Missing">Fields that are required today and have no value.</param>
/// <param name="ChangedAt">Absent before the first put.</param>
internal sealed record CustomValuesJson(FieldTarget Target, string Id, IReadOnlyList<FieldValue> Values, IReadOnlyList<string> Missing, DateTimeOffset? ChangedAt, long Version)
{
    public static CustomValuesJson Of(CustomValuesView it) => new(it.Target, it.Id, it.Values, it.Missing, it.Version == 0 ? null : it.ChangedAt, it.Version);
}

/// <summary>A page of masters or documents with their values.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record CustomValuesPage(IReadOnlyList<CustomLineJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>One of them.</summary>
internal sealed record CustomLineJson(string Id, IReadOnlyList<FieldValue> Values, DateTimeOffset ChangedAt, long Version);

/// <summary>What was put when and by whom, oldest first.</summary>
internal sealed record CustomHistoryJson(IReadOnlyList<CustomStepJson> Items);

/// <summary>What was put once.</summary>
internal sealed record CustomStepJson(long Version, DateTimeOffset At, string Actor, IReadOnlyList<FieldValue> Values);

/// <summary>Replaces the values of one master or document.</summary>
internal static class PutCustomValues
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/custom-values/{target}/{id}", Handle)
        .Operation("PutCustomValues").Describe("custom-fields", "Replace the values of a master or document; If-Match guards against a lost update").Takes<CustomValuesBody>().Puts<CustomValuesJson>();

    private static async Task<IResult> Handle(string target, string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CustomValuesBody);
        if (bad is not null) return bad;
        var check = new Check();
        var of = check.Word<FieldTarget>("target", target);
        var values = body.ToValues(check);
        if (check.Failed) return Problems.Of(check);
        if (await CustomAccess.Forbids(http, grains, of, id, writes: true) is { } forbidden) return forbidden;
        var answer = await grains.GetGrain<ICustomValuesGrain>(new CustomValuesKey(of, id).ToString()).Put(new(values, version, http.Caller()));
        return Reply.Put(http, answer.Then(CustomValuesJson.Of), Wire.Json.CustomValuesJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>The values of one master or document, and their history.</summary>
internal static class GetCustomValues
{
    private const int UsualSteps = 100;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/custom-values/{target}/{id}", Handle).Operation("GetCustomValues").Describe("custom-fields", "The values of a master or document").Gives<CustomValuesJson>();
        v1.MapGet("/custom-values/{target}/{id}/history", History)
            .Operation("GetCustomHistory").Describe("custom-fields", "Who put what into a master's or document's fields, oldest first").Gives<CustomHistoryJson>();
    }

    private static async Task<IResult> Handle(string target, string id, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var of = check.Word<FieldTarget>("target", target);
        if (check.Failed) return Problems.Of(check);
        if (await CustomAccess.Forbids(http, grains, of, id, writes: false) is { } forbidden) return forbidden;
        var view = await grains.GetGrain<ICustomValuesGrain>(new CustomValuesKey(of, id).ToString()).Get();
        return Reply.Get(CustomValuesJson.Of(view), Wire.Json.CustomValuesJson, view.Version, timeMatters: true);
    }

    private static async Task<IResult> History(string target, string id, string? after, string? limit, HttpContext http, IGrainFactory grains, CustomHistory history)
    {
        var check = new Check();
        var of = check.Word<FieldTarget>("target", target);
        var (from, most) = (check.WholeFilter("after", after, 0, int.MaxValue) ?? 0, check.WholeFilter("limit", limit, 1, 500) ?? UsualSteps);
        if (check.Failed) return Problems.Of(check);
        if (await CustomAccess.Forbids(http, grains, of, id, writes: false) is { } forbidden) return forbidden;
        var steps = await history.Page(new(of, id), from, most, http.RequestAborted);
        return Reply.Ok(new CustomHistoryJson([.. steps.Select(step => new CustomStepJson(step.Version, step.At, step.Actor, step.Values))]), Wire.Json.CustomHistoryJson);
    }
}

/// <summary>Masters or documents by their values.</summary>
internal static class ListCustomValues
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/custom-values", Handle)
        .Operation("ListCustomValues").Describe("custom-fields", "Masters or documents by what they have in a field").Gives<CustomValuesPage>();

    private static async Task<IResult> Handle(
        string? target, string? field, string? value, string? contains, string? from, string? through, string? sort, string? cursor, string? limit,
        HttpContext http, ICustomList list, Freshness freshness)
    {
        var check = new Check();
        var of = check.Word<FieldTarget>("target", target);
        var match = field is null ? null : new CustomMatch(
            check.Id("field", field), check.OptionalText("value", value), check.OptionalText("contains", contains), check.OptionalText("from", from), check.OptionalText("through", through));
        if (match is not null && !check.Names("field") && !await CustomFilter.Knows(http, of, match.Field)) check.Add("field", $"unknown-field:{match.Field}");
        if (match is null && (value ?? contains ?? from ?? through) is not null) check.Add("field", "required");
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", CustomOrders.ById));
        if (check.Failed) return Problems.Of(check);
        // Products and suppliers are everybody's; of the rest a key that is bound to stores asks one by one, or by the lists.
        if (of is not (FieldTarget.Sku or FieldTarget.Supplier) && http.Identity().Stores is not null) return Problems.Of(ProblemType.Forbidden);
        await freshness.Wait(CustomModel.Instance, http.RequestAborted);
        var page = await list.Page(of, match, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(
            new CustomValuesPage([.. page.Items.Select(line => new CustomLineJson(line.Id, line.Values, line.ChangedAt, line.Version))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.CustomValuesPage);
    }
}

/// <summary>Who may read and write values: whoever may read and write what they belong to.</summary>
internal static class CustomAccess
{
    /// <summary>The problem, or null.</summary>
    public static async Task<IResult?> Forbids(HttpContext http, IGrainFactory grains, FieldTarget target, string id, bool writes)
    {
        var identity = http.Identity();
        if (writes && !identity.IsOneOf(WritersOf(target))) return Problems.Of(ProblemType.Forbidden);
        if (identity.Stores is null) return null;
        var isMaster = target is FieldTarget.Sku or FieldTarget.Supplier;
        if (isMaster || target == FieldTarget.Store && writes) return writes ? Problems.Of(ProblemType.Forbidden) : null;
        var stores = await StoresOf(grains, target, id);
        return stores.Count == 0 || (writes ? stores.All(identity.Covers) : stores.Any(identity.Covers)) ? null : Problems.Of(ProblemType.Forbidden);
    }

    private static Who WritersOf(FieldTarget target) => target switch
    {
        FieldTarget.Sku or FieldTarget.Store => Who.Operations,
        FieldTarget.Supplier => Who.Buyer | Who.Operations,
        FieldTarget.PurchaseOrder => Who.Buyer | Who.StoreManager | Who.RegionalManager | Who.Operations,
        FieldTarget.Receipt => Who.Goods,
        _ => Who.Floor | Who.Warehouse | Who.RegionalManager | Who.Operations,
    };

    // Of what is not there none: the grain says so.
    private static async Task<IReadOnlyList<string>> StoresOf(IGrainFactory grains, FieldTarget target, string id) => target switch
    {
        FieldTarget.Store => [id],
        FieldTarget.PurchaseOrder => (await grains.GetGrain<IPurchaseOrderGrain>(id).Get()).Value is { } order ? [.. order.Lines.Select(line => line.Store).Distinct(StringComparer.Ordinal)] : [],
        FieldTarget.Receipt => (await grains.GetGrain<IReceiptGrain>(id).Get()).Value is { } receipt ? [receipt.Store] : [],
        _ => (await grains.GetGrain<IRequisitionGrain>(id).Get()).Value is { } requisition ? [requisition.To] : [],
    };
}

/// <summary>The filter of lists by a custom field: ?field=ID:VALUE.</summary>
internal static class CustomFilter
{
    // More would not fit into a query; a narrower value will do.
    private const int MostIds = 5_000;

    /// <summary>Whether such a field is defined, ended ones too: what was put while it counted is still found.</summary>
    public static async Task<bool> Knows(HttpContext http, FieldTarget target, string field) =>
        (await http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<ICustomFieldsGrain>(ICustomFieldsGrain.Key).GetAll()).Fields.Any(one => one.Target == target && one.Id == field);

    /// <summary>Ids of what matches; null without the filter. Faults go to the check.</summary>
    public static async Task<IReadOnlyCollection<string>?> Ids(HttpContext http, Check check, FieldTarget target, string? given)
    {
        if (given is null) return null;
        var colon = given.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == given.Length - 1 || given.Length > Limits.MaxText || !Limits.IsId(given[..colon]) || given.Contains('\0', StringComparison.Ordinal))
        {
            check.Add("field", "must-be-id:value");
            return null;
        }
        var (services, field) = (http.RequestServices, given[..colon]);
        if (!await Knows(http, target, field))
        {
            check.Add("field", $"unknown-field:{field}");
            return null;
        }
        await services.GetRequiredService<Freshness>().Wait(CustomModel.Instance, http.RequestAborted);
        var ids = await services.GetRequiredService<ICustomList>().Ids(target, new(field, given[(colon + 1)..]), MostIds, http.RequestAborted);
        if (ids is null) check.Add("field", "matches-more-than-5000");
        return ids;
    }
}
