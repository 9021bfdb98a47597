using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Feedback;

/// <summary>A complaint or an adverse reaction.</summary>
/// <param name="Kind">complaint or adverse-reaction.</param>
/// <param name="Severity">mild, moderate, severe or death; with an adverse reaction.</param>
/// <param name="Widespread">Many are concerned, or the public may be.</param>
/// <param name="Step">unknown, receiving, storage, transport, preparation, treatment, after-care, product or advice; unknown unless told.</param>
/// <param name="Sale">Id of the sale or use in the store's ledger; with sku.</param>
/// <param name="KnownAt">When the store came to know of it; now unless told.</param>
/// <param name="Documents">Ids of kept documents.</param>
internal sealed record PutFeedbackBody(
    [property: Needed] string? Store, [property: Needed] string? Kind, string? Severity, bool? Widespread, string? Step, string? Client, string? Sku, string? LotNo, string? Serial, string? Container, string? Sale,
    string? Document, string? Service, [property: Needed] string? Description, string? HappenedAt, string? KnownAt, string? ReportedBy, IReadOnlyList<string?>? Documents)
{
    public PutFeedback ToCommand(Check check, Caller by)
    {
        var kind = check.Word<FeedbackSort>("kind", Kind);
        var severity = check.OptionalWord<FeedbackSeverity>("severity", Severity);
        if (!check.Names("kind") && (kind == FeedbackSort.AdverseReaction) == (Severity is null)) check.Add("severity", Severity is null ? "required" : "only-with-adverse-reaction");
        var tie = new FeedbackTie(
            check.OptionalClient(Client), check.OptionalId("sku", Sku), check.OptionalId("lotNo", LotNo), check.OptionalText("serial", Serial, Limits.MaxSerial), check.OptionalId("container", Container),
            check.OptionalText("sale", Sale, 64), check.OptionalText("document", Document, 200), check.OptionalText("service", Service, 64));
        if (Sku is null && (LotNo ?? Serial ?? Container ?? Sale) is not null) check.Add("sku", "required");
        // An empty case lacks more than that.
        if ((Client ?? Sku ?? Document ?? Service) is null && Description is not null && !check.Names("sku")) check.Add("client", "client-sku-document-or-service");
        return new(
            check.Id("store", Store), kind, severity, Widespread ?? false, check.OptionalWord<FeedbackStep>("step", Step) ?? FeedbackStep.Unknown, tie, check.Text("description", Description),
            check.Moment("happenedAt", HappenedAt), check.Moment("knownAt", KnownAt), check.OptionalText("reportedBy", ReportedBy, 200), Ids(check, Documents), [], by);
    }

    public static EquatableList<string> Ids(Check check, IReadOnlyList<string?>? documents)
    {
        var ids = check.OptionalList("documents", documents, FeedbackRules.MostDocuments);
        for (var i = 0; i < ids.Count; i++) check.Id($"documents[{i}]", ids[i]);
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count) check.Add("documents", "must-be-unique");
        return [.. ids];
    }
}

/// <summary>What is known better of a case.</summary>
/// <param name="Sku">With lotNo: a lot that it is about; replaces what the trace had led to.</param>
internal sealed record AmendFeedbackBody(string? Severity, bool? Widespread, string? Step, string? Sku, string? LotNo, IReadOnlyList<string?>? Documents, [property: Needed] string? Reason)
{
    public AmendFeedback ToCommand(Check check, Caller by)
    {
        if ((Sku is null) != (LotNo is null)) check.Add(Sku is null ? "sku" : "lotNo", "required");
        return new(
            check.OptionalWord<FeedbackSeverity>("severity", Severity), Widespread, check.OptionalWord<FeedbackStep>("step", Step), check.OptionalId("sku", Sku), check.OptionalId("lotNo", LotNo),
            PutFeedbackBody.Ids(check, Documents), check.Text("reason", Reason), by);
    }
}

/// <summary>A note that may be left out.</summary>
internal sealed record InvestigateFeedbackBody(string? Note);

/// <summary>What the authority was told.</summary>
/// <param name="Number">What it gave: 1 to 64 characters.</param>
/// <param name="Document">Id of a kept document.</param>
internal sealed record ReportFeedbackBody([property: Needed] string? Number, string? Note, string? Document);

/// <summary>What was found.</summary>
internal sealed record FeedbackFindingsBody([property: Needed] string? Findings);

/// <summary>What is done about it.</summary>
internal sealed record CloseFeedbackBody([property: Needed] string? Action);

/// <summary>Which lot of the case is quarantined.</summary>
internal sealed record QuarantineFeedbackBody([property: Needed] string? Sku, [property: Needed] string? LotNo);

/// <summary>A lot of a store that is not for sale any more.</summary>
/// <param name="Changed">False where it was not released before.</param>
internal sealed record QuarantinedLotJson(string Store, string Sku, string Lot, LotStatus Status, bool Changed);

/// <summary>Lots that were quarantined.</summary>
internal sealed record QuarantinedLotList(IReadOnlyList<QuarantinedLotJson> Items);

/// <summary>A page of feedback.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record FeedbackPage(IReadOnlyList<FeedbackView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of counts per lot.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record FeedbackLotPage(IReadOnlyList<FeedbackLotCount> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Feedback on what a trace shows.</summary>
internal sealed record TracedFeedbackJson(string Id, string Store, FeedbackSort Kind, FeedbackSeverity? Severity, FeedbackState State, FeedbackStep Step, DateTimeOffset KnownAt)
{
    public static TracedFeedbackJson Of(FeedbackView it) => new(it.Id, it.Store, it.Kind, it.Severity, it.State, it.Step, it.KnownAt);
}

/// <summary>The tables of feedback as callers write them; a PUT replaces both.</summary>
internal sealed record FeedbackPolicyBody([property: Needed] IReadOnlyList<FeedbackClockBody?>? Clocks, [property: Needed] IReadOnlyList<FeedbackThresholdBody?>? Thresholds)
{
    public FeedbackPolicy ToPolicy(Check check)
    {
        if (Clocks is null) check.Add("clocks", "required");
        if (Thresholds is null) check.Add("thresholds", "required");
        var policy = new FeedbackPolicy(
            [.. check.OptionalList("clocks", Clocks, FeedbackPolicyForm.MaxRows).Select((row, i) => row.ToRow($"clocks[{i}]", check))],
            [.. check.OptionalList("thresholds", Thresholds, FeedbackPolicyForm.MaxRows).Select((row, i) => row.ToRow($"thresholds[{i}]", check))]);
        if (check.Failed) return policy;
        foreach (var (field, rule) in FeedbackPolicyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>By when the authority is told.</summary>
/// <param name="Category">Absent for all goods.</param>
/// <param name="Severity">Absent for all.</param>
/// <param name="Hours">Either hours or days; neither where nobody need be told.</param>
internal sealed record FeedbackClockBody(string? Category, string? Severity, bool? Widespread, int? Hours, int? Days, [property: Needed] string? Source, string? ValidFrom, string? ValidThrough)
{
    public FeedbackClock ToRow(string field, Check check) => new(
        check.OptionalWord<GoodsCategory>($"{field}.category", Category), check.OptionalWord<FeedbackSeverity>($"{field}.severity", Severity), Widespread ?? false, Hours, Days,
        check.Text($"{field}.source", Source, 200), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>When a lot has too much feedback.</summary>
/// <param name="Category">Absent for all goods.</param>
/// <param name="SevereAtOnce">True unless told.</param>
/// <param name="TraceDays">90 unless told.</param>
internal sealed record FeedbackThresholdBody(string? Category, [property: Needed] int? Cases, [property: Needed] int? Days, bool? SevereAtOnce, int? TraceDays, string? ValidFrom, string? ValidThrough)
{
    public FeedbackThreshold ToRow(string field, Check check)
    {
        if (Cases is null) check.Add($"{field}.cases", "required");
        if (Days is null) check.Add($"{field}.days", "required");
        return new(
            check.OptionalWord<GoodsCategory>($"{field}.category", Category), Cases ?? 1, Days ?? 1, SevereAtOnce ?? true, TraceDays ?? 90, check.Day($"{field}.validFrom", ValidFrom),
            check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The tables of feedback.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record FeedbackPolicyJson(IReadOnlyList<FeedbackClock> Clocks, IReadOnlyList<FeedbackThreshold> Thresholds, long Version)
{
    public static FeedbackPolicyJson Of(FeedbackPolicyView view) => new(view.Policy.Clocks, view.Policy.Thresholds, view.Version);
}
