using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Repacks;

/// <summary>Goods that become other goods by a recipe.</summary>
/// <param name="Times">How many times the recipe: above 0, at most 3 decimals.</param>
/// <param name="Dismantle">The other way round; false when absent.</param>
/// <param name="Lots">Chosen lots of what goes in; the picking rule for the rest.</param>
/// <param name="Lot">The number of the lots that come out, where they are not of one lot; the repack's id when absent.</param>
internal sealed record PutRepackBody(
    [property: Needed] string? Store, [property: Needed] string? Recipe, [property: Needed] Num Times, bool? Dismantle, IReadOnlyList<ChosenLotBody?>? Lots, string? Lot, string? Reason)
{
    public PutRepack ToCommand(Check check, Caller by) => new(
        check.Id("store", Store), check.Id("recipe", Recipe), check.Quantity("times", Times), Dismantle ?? false,
        [.. check.OptionalList("lots", Lots, RecipeForm.MaxLines).Select((lot, i) => new ChosenLot(check.Id($"lots[{i}].sku", lot.Sku), check.Lot($"lots[{i}].lot", lot.Lot)))],
        check.OptionalLot("lot", Lot), check.OptionalText("reason", Reason), by);
}

/// <summary>A lot that is to go in.</summary>
internal sealed record ChosenLotBody([property: Needed] string? Sku, [property: Needed] string? Lot);

/// <summary>A recipe.</summary>
/// <param name="Bills">1 to 100; of those that count on a day the one that began last.</param>
internal sealed record RecipeBody([property: Needed] string? Name, string? NameZh, [property: Needed] IReadOnlyList<BillBody?>? Bills, bool? Active)
{
    public RecipeRecord ToRecord(Check check)
    {
        if (Bills is null) check.Add("bills", "required");
        var record = new RecipeRecord(Name ?? "", NameZh, [.. check.OptionalList("bills", Bills, RecipeForm.MaxBills).Select((bill, i) => bill.ToBill($"bills[{i}]", check))], Active ?? true);
        foreach (var (field, rule) in RecipeForm.Check(record))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }
}

/// <summary>What becomes what while it counts.</summary>
internal sealed record BillBody([property: Needed] IReadOnlyList<BillLineBody?>? Inputs, [property: Needed] IReadOnlyList<BillLineBody?>? Outputs, string? ValidFrom, string? ValidThrough)
{
    public Bill ToBill(string field, Check check)
    {
        if (Inputs is null) check.Add($"{field}.inputs", "required");
        if (Outputs is null) check.Add($"{field}.outputs", "required");
        return new(Lines($"{field}.inputs", Inputs, check), Lines($"{field}.outputs", Outputs, check), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }

    private static EquatableList<BillLine> Lines(string field, IReadOnlyList<BillLineBody?>? lines, Check check) =>
        [.. check.OptionalList(field, lines, RecipeForm.MaxLines).Select((line, i) => line.ToLine($"{field}[{i}]", check))];
}

/// <summary>One SKU of a bill.</summary>
/// <param name="Quantity">For the recipe once, in the base unit.</param>
/// <param name="Share">Its weight in sharing out the cost; its quantity when absent.</param>
/// <param name="Packaging">Among inputs: it wraps the goods.</param>
internal sealed record BillLineBody([property: Needed] string? Sku, [property: Needed] Num Quantity, Num Share, bool? Packaging)
{
    public BillLine ToLine(string field, Check check) =>
        new(check.Id($"{field}.sku", Sku), check.Quantity($"{field}.quantity", Quantity), check.Optional($"{field}.share", Share, 0, 1_000_000, 6), Packaging ?? false);
}

/// <summary>The table of repacking as callers write it; a PUT replaces it.</summary>
internal sealed record RepackPolicyBody([property: Needed] IReadOnlyList<RepackRuleBody?>? Rules)
{
    public RepackPolicy ToPolicy(Check check)
    {
        if (Rules is null) check.Add("rules", "required");
        var policy = new RepackPolicy([.. check.OptionalList("rules", Rules, RecipeForm.MaxRules).Select((rule, i) => rule.ToRule($"rules[{i}]", check))]);
        foreach (var (field, rule) in RecipeForm.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>How goods of a category may be repacked.</summary>
/// <param name="Kinds">split, kit and mix; cosmetics are never mixed.</param>
internal sealed record RepackRuleBody([property: Needed] string? Category, [property: Needed] IReadOnlyList<string?>? Kinds, string? ValidFrom, string? ValidThrough)
{
    public RepackRule ToRule(string field, Check check)
    {
        if (Kinds is null) check.Add($"{field}.kinds", "required");
        return new(
            check.Word<GoodsCategory>($"{field}.category", Category), [.. check.OptionalList($"{field}.kinds", Kinds, 3).Select(kind => check.Word<RepackKind>($"{field}.kinds", kind))],
            check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
    }
}

/// <summary>The table of repacking.</summary>
/// <param name="Version">0 for the defaults.</param>
internal sealed record RepackPolicyJson(IReadOnlyList<RepackRule> Rules, long Version)
{
    public static RepackPolicyJson Of(RepackPolicyView view) => new(view.Policy.Rules, view.Version);
}

/// <summary>The lots that took of a lot.</summary>
internal sealed record ChildLotList(IReadOnlyList<ChildLot> Items);
