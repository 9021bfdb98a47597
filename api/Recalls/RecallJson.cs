using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Recalls;

/// <summary>What is called back.</summary>
/// <param name="Lots">At most 200 numbers as printed on the packs; needed without serials.</param>
/// <param name="Class">i, ii or iii.</param>
/// <param name="Document">Id of the authority's or the maker's letter.</param>
internal sealed record PutRecallBody(
    [property: Needed] string? Sku, IReadOnlyList<string?>? Lots, SerialRangeBody? Serials, [property: Needed] string? Class, [property: Needed] string? Reason, string? Document)
{
    public Contracts.PutRecall ToCommand(Check check, Caller by)
    {
        var lots = check.OptionalList("lots", Lots, Grains.StockRules.MostRecalledLots);
        for (var i = 0; i < lots.Count; i++) check.Id($"lots[{i}]", lots[i]);
        if (lots.Distinct(StringComparer.Ordinal).Count() < lots.Count) check.Add("lots", "must-be-unique");
        var ask = new Contracts.PutRecall(
            check.Id("sku", Sku), [.. lots], Serials?.ToRange(check), check.Word<RecallClass>("class", Class), check.Text("reason", Reason), Document is null ? null : check.Id("document", Document), by);
        // Either will do, so that neither is called required.
        if (lots.Count == 0 && Serials is null && !check.Failed) check.Add("lots", "required-without-serials");
        return ask;
    }
}

/// <summary>Serial numbers of one length, from the first to the last.</summary>
internal sealed record SerialRangeBody([property: Needed] string? From, [property: Needed] string? Through)
{
    public SerialRange ToRange(Check check)
    {
        var (from, through) = (check.Text("serials.from", From, Limits.MaxSerial), check.Text("serials.through", Through, Limits.MaxSerial));
        if (check.Names("serials.from") || check.Names("serials.through")) return new("0", "0");
        if (through.Length != from.Length) check.Add("serials.through", "must-be-as-long-as-from");
        else if (string.CompareOrdinal(from, through) > 0) check.Add("serials.through", "must-not-be-before-from");
        return new(from, through);
    }
}

/// <summary>How far a task about a client is.</summary>
/// <param name="State">taken, done or unreachable.</param>
/// <param name="Note">Needed with unreachable.</param>
internal sealed record RecallTaskBody([property: Needed] string? State, string? Note)
{
    public SetRecallTask ToCommand(string client, RecallTask task, Check check, Caller by)
    {
        var state = check.Word<RecallTaskState>("state", State);
        if (state == RecallTaskState.Open && !check.Names("state")) check.Add("state", "must-be-taken-done-or-unreachable");
        return new(client, task, state, state == RecallTaskState.Unreachable && !check.Names("state") ? check.Text("note", Note) : check.OptionalText("note", Note), by);
    }
}

/// <summary>What was told to the authority.</summary>
internal sealed record ReportRecallBody([property: Needed] string? Note, string? Document);

/// <summary>With what a recall ends.</summary>
internal sealed record EndRecallBody([property: Needed] string? Conclusion);

/// <summary>A page of recalls.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record RecallPage(IReadOnlyList<RecallView> Items, string? Cursor);

/// <summary>A page of a recall's clients.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record RecallClientPage(IReadOnlyList<RecallClient> Items, string? Cursor);

/// <summary>The table of recalls as callers write it.</summary>
internal sealed record RecallPolicyBody([property: Needed] IReadOnlyList<RecallDutyBody?>? Duties)
{
    public RecallPolicy ToPolicy(Check check)
    {
        var policy = new RecallPolicy([.. check.List("duties", Duties, RecallPolicyForm.MaxRows).Select((row, i) => row.ToRow($"duties[{i}]", check))]);
        if (check.Failed) return policy;
        foreach (var (field, rule) in RecallPolicyForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>What follows from a recall of a class.</summary>
/// <param name="Category">Absent for all goods.</param>
internal sealed record RecallDutyBody(
    [property: Needed] string? Class, string? Category, [property: Needed] int? NotifyHours, int? ReportHours, int? ReportEveryHours, [property: Needed] int? CollectHours, [property: Needed] string? Source,
    string? ValidFrom, string? ValidThrough)
{
    public RecallDuty ToRow(string field, Check check)
    {
        if (NotifyHours is null) check.Add($"{field}.notifyHours", "required");
        if (CollectHours is null) check.Add($"{field}.collectHours", "required");
        return new(
            check.Word<RecallClass>($"{field}.class", Class), Category is null ? null : check.Word<GoodsCategory>($"{field}.category", Category), NotifyHours ?? 1, ReportHours, ReportEveryHours,
            CollectHours ?? 1, check.Text($"{field}.source", Source, 200), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The table of recalls.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record RecallPolicyJson(IReadOnlyList<RecallDuty> Duties, long Version)
{
    public static RecallPolicyJson Of(RecallPolicyView view) => new(view.Policy.Duties, view.Version);
}
