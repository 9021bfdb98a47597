using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Buying;

/// <summary>The tables of buying as callers write them; a PUT replaces all of them, an absent table is an empty one.</summary>
/// <param name="Currency">In which approval tiers and budgets count.</param>
internal sealed record BuyingPolicyBody(
    [property: Needed] string? Currency,
    IReadOnlyList<PolicyRowBody?>? Qualifications,
    IReadOnlyList<PolicyRowBody?>? Registrations,
    IReadOnlyList<PolicyRowBody?>? StoreLicences,
    IReadOnlyList<PolicyRowBody?>? ApprovalTiers,
    IReadOnlyList<PolicyRowBody?>? DeliveryTolerances,
    IReadOnlyList<PolicyRowBody?>? Sampling,
    IReadOnlyList<PolicyRowBody?>? ExchangeRates,
    IReadOnlyList<PolicyRowBody?>? InvoiceTolerances,
    IReadOnlyList<PolicyRowBody?>? ScoreWeights,
    IReadOnlyList<PolicyRowBody?>? TransferPrices)
{
    public BuyingPolicy ToPolicy(Check check)
    {
        var policy = new BuyingPolicy(
            Currency!,
            Rows("qualifications", Qualifications, check, (row, it) => new QualificationDuty(it.Category(row), row.Kind!, it.From(row), it.Through(row))),
            Rows("registrations", Registrations, check, (row, it) => new RegistrationDuty(it.Category(row), row.MadeWhileValid ?? false, it.From(row), it.Through(row))),
            Rows("storeLicences", StoreLicences, check, (row, it) => new StoreLicenceDuty(it.Category(row), it.StoreType(row), it.From(row), it.Through(row), row.BetweenEntities is true ? true : null)),
            Rows("approvalTiers", ApprovalTiers, check, (row, it) => new ApprovalTier(
                it.Number("fromAmount", row.FromAmount, 0, SkuRecordRules.MaxPrice, 0), row.Approvals ?? 0, row.Store, it.MaybeCategory(row), it.From(row), it.Through(row))),
            Rows("deliveryTolerances", DeliveryTolerances, check, (row, it) => new DeliveryTolerance(
                it.Number("over", row.Over, 0, 1, 6), it.Number("under", row.Under, 0, 1, 6), it.MaybeCategory(row), it.From(row), it.Through(row))),
            Rows("sampling", Sampling, check, (row, it) => new SamplingRule(
                it.Category(row), it.Number("least", row.Least, 0, Limits.MaxQuantity, 0), it.Number("share", row.Share, 0, 1, 6), row.DocumentsNeeded ?? false, it.From(row), it.Through(row))),
            Rows("exchangeRates", ExchangeRates, check, (row, it) => new ExchangeRate(row.Currency!, it.Number("rate", row.Rate, 0, 1_000_000, 10), it.NeededFrom(row))),
            Rows("invoiceTolerances", InvoiceTolerances, check, (row, it) => new InvoiceTolerance(
                it.Number("amount", row.Amount, 0, SkuRecordRules.MaxPrice, 0), it.Number("share", row.Share, 0, 1, 6), it.From(row), it.Through(row))),
            ScoreWeights is null ? null : Rows("scoreWeights", ScoreWeights, check, (row, it) => new ScoreWeights(
                it.Number("onTime", row.OnTime, 0, 1, 6), it.Number("fill", row.Fill, 0, 1, 6), it.Number("accepted", row.Accepted, 0, 1, 6), it.Number("price", row.Price, 0, 1, 6),
                it.Number("margin", row.Margin, 0, 1, 6), it.From(row), it.Through(row))),
            TransferPrices is null ? null : Rows("transferPrices", TransferPrices, check, (row, it) => new TransferPrice(
                it.Maybe("markup", row.Markup, -1, 10, 6), it.Maybe("unitPrice", row.UnitPrice, 0, SkuRecordRules.MaxPrice, 4), row.FromEntity, row.ToEntity, it.MaybeCategory(row), row.Sku,
                it.From(row), it.Through(row))));
        foreach (var (field, rule) in BuyingPolicyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }

    private static EquatableList<T> Rows<T>(string table, IReadOnlyList<PolicyRowBody?>? rows, Check check, Func<PolicyRowBody, PolicyRow, T> read) =>
        [.. check.OptionalList(table, rows, BuyingPolicyForm.MaxRows).Select((row, i) => read(row, new($"{table}[{i}]", check)))];
}

/// <summary>One row of any of the tables; which fields count is told by the table.</summary>
internal sealed record PolicyRowBody(
    string? Category,
    string? Kind,
    bool? MadeWhileValid,
    string? StoreType,
    bool? BetweenEntities,
    Num FromAmount,
    int? Approvals,
    string? Store,
    Num Over,
    Num Under,
    Num Least,
    Num Share,
    bool? DocumentsNeeded,
    string? Currency,
    Num Rate,
    Num Amount,
    string? ValidFrom,
    string? ValidThrough,
    Num OnTime,
    Num Fill,
    Num Accepted,
    Num Price,
    Num Margin,
    Num Markup,
    Num UnitPrice,
    string? FromEntity,
    string? ToEntity,
    string? Sku);

/// <summary>Reads the fields of one row.</summary>
internal readonly record struct PolicyRow(string Field, Check Check)
{
    public GoodsCategory Category(PolicyRowBody row) => Check.Word<GoodsCategory>($"{Field}.category", row.Category);

    public GoodsCategory? MaybeCategory(PolicyRowBody row) => row.Category is null ? null : Category(row);

    public StoreType? StoreType(PolicyRowBody row) => row.StoreType is null ? null : Check.Word<StoreType>($"{Field}.storeType", row.StoreType);

    public DateOnly? From(PolicyRowBody row) => Check.Day($"{Field}.validFrom", row.ValidFrom);

    public DateOnly? Through(PolicyRowBody row) => Check.Day($"{Field}.validThrough", row.ValidThrough);

    public DateOnly NeededFrom(PolicyRowBody row)
    {
        if (row.ValidFrom is null) Check.Add($"{Field}.validFrom", "required");
        return From(row) ?? default;
    }

    public decimal Number(string name, Num given, decimal least, decimal most, int decimals)
    {
        if (!given.Given) Check.Add($"{Field}.{name}", "required");
        return Check.Optional($"{Field}.{name}", given, least, most, decimals) ?? 0;
    }

    public decimal? Maybe(string name, Num given, decimal least, decimal most, int decimals) => Check.Optional($"{Field}.{name}", given, least, most, decimals);

    /// <summary>Categories of goods; null when absent.</summary>
    public static EquatableList<GoodsCategory>? Categories(string field, IReadOnlyList<string?>? given, Check check) =>
        given is null ? null : [.. check.OptionalList(field, given, 64).Select((word, i) => check.Word<GoodsCategory>($"{field}[{i}]", word))];
}

/// <summary>The tables of buying.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record BuyingPolicyJson(
    string Currency,
    IReadOnlyList<QualificationDuty> Qualifications,
    IReadOnlyList<RegistrationDuty> Registrations,
    IReadOnlyList<StoreLicenceDuty> StoreLicences,
    IReadOnlyList<ApprovalTier> ApprovalTiers,
    IReadOnlyList<DeliveryTolerance> DeliveryTolerances,
    IReadOnlyList<SamplingRule> Sampling,
    IReadOnlyList<ExchangeRate> ExchangeRates,
    IReadOnlyList<InvoiceTolerance> InvoiceTolerances,
    IReadOnlyList<ScoreWeights> ScoreWeights,
    IReadOnlyList<TransferPrice> TransferPrices,
    long Version)
{
    public static BuyingPolicyJson Of(BuyingPolicyView view)
    {
        var it = view.Policy;
        return new(
            it.Currency, it.Qualifications, it.Registrations, it.StoreLicences, it.ApprovalTiers, it.DeliveryTolerances, it.Sampling, it.ExchangeRates, it.InvoiceTolerances,
            it.ScoreWeights ?? [Grains.BuyingDefaults.Weights], it.TransferPrices ?? [], view.Version);
    }
}

/// <summary>Replaces the tables of buying.</summary>
internal static class PutBuyingPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/buying-policy", Handle)
        .Operation("PutBuyingPolicy").Describe("buying", "Replace the dated tables of buying; If-Match guards against a lost update").Takes<BuyingPolicyBody>().Puts<BuyingPolicyJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.BuyingPolicyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var policy = body.ToPolicy(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(policy, version, http.Caller()));
        return Reply.Put(http, answer.Then(BuyingPolicyJson.Of), Wire.Json.BuyingPolicyJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>The tables of buying.</summary>
internal static class GetBuyingPolicy
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/buying-policy", Handle)
        .Operation("GetBuyingPolicy").Describe("buying", "The dated tables of buying: the defaults until somebody puts others").Gives<BuyingPolicyJson>();

    private static async Task<IResult> Handle(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        return Reply.Get(BuyingPolicyJson.Of(view), Wire.Json.BuyingPolicyJson, view.Version);
    }
}
