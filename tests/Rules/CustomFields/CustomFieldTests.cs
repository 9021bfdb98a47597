namespace BeautyGrains.Rules.Tests.Custom;

/// <summary>What fields may be and what may stand in them.</summary>
public sealed class CustomFieldTests
{
    private static readonly Caller s_by = new("key-1", "");
    private static readonly DateOnly s_day = new(2026, 6, 1);
    private static readonly EquatableList<FieldChoice> s_choices = [new("a", "A", "甲"), new("b", "B", "乙"), new("c", "C", "丙")];

    private static FieldDefinition Field(FieldType type, string id = "f", bool required = false, DateOnly? from = null, DateOnly? through = null) => new(
        FieldTarget.Sku, id, "Field", "字段", type, type == FieldType.Number ? "%" : null, type == FieldType.Number ? 2 : null, required,
        type is FieldType.Choice or FieldType.Checklist ? s_choices : [], from ?? new(2026, 1, 1), through);

    private static Decision<CustomValuesEvent> Put(IReadOnlyList<FieldDefinition> fields, CustomValues? before, params (string Field, string Value)[] values) =>
        CustomFieldRules.Put(before ?? new([], 0), new([.. values.Select(one => new FieldValue(one.Field, one.Value))], null, s_by), fields, null, s_day);

    [Theory]
    [InlineData(FieldType.Text, "Any text, with commas", "Any text, with commas", null)]
    [InlineData(FieldType.Text, " ", null, "required")]
    [InlineData(FieldType.Number, "01.50", "1.5", null)]
    [InlineData(FieldType.Number, "-3", "-3", null)]
    [InlineData(FieldType.Number, "1.005", null, "at-most-2-decimals")]
    [InlineData(FieldType.Number, "1e3", null, "must-be-a-decimal")]
    [InlineData(FieldType.Number, "NaN", null, "must-be-a-decimal")]
    [InlineData(FieldType.Number, "1000000000001", null, "must-be--1000000000000-to-1000000000000")]
    [InlineData(FieldType.Date, "2026-02-28", "2026-02-28", null)]
    [InlineData(FieldType.Date, "2026-02-30", null, "must-be-a-day")]
    [InlineData(FieldType.Date, "28.2.2026", null, "must-be-a-day")]
    [InlineData(FieldType.YesNo, "true", "true", null)]
    [InlineData(FieldType.YesNo, "yes", null, "must-be-true-or-false")]
    [InlineData(FieldType.Choice, "b", "b", null)]
    [InlineData(FieldType.Choice, "B", null, "must-be-one-of:a,b,c")]
    [InlineData(FieldType.Checklist, "c,a", "a,c", null)]
    [InlineData(FieldType.Checklist, "a,x", null, "must-be-one-of:a,b,c")]
    public void A_value_is_kept_in_one_form_or_breaks_a_rule(FieldType type, string given, string? kept, string? rule) =>
        FieldForm.Read(Field(type), given).ShouldBe((kept, rule));

    [Fact]
    public void What_is_required_must_be_there_a_checklist_whole_and_only_while_the_field_counts()
    {
        FieldDefinition[] fields = [Field(FieldType.Checklist, "list", required: true), Field(FieldType.Text, "old", true, through: new(2026, 5, 31)), Field(FieldType.Text, "new", true, new(2026, 6, 2)), Field(FieldType.Text, "free")];
        Put(fields, null, ("free", "x")).Refusal.ShouldBe(Refusal.Invalid("values", "required:list"));
        Put(fields, null, ("list", "a,b")).Refusal.ShouldBe(Refusal.Invalid("values[0].value", "all-must-be-ticked"));
        var put = Put(fields, null, ("list", "c,b,a"), ("free", "x")).Events.ShouldHaveSingleItem().ShouldBeOfType<CustomValuesPut>();
        put.Values.ShouldBe([new("free", "x"), new("list", "a,b,c")]);
        Put(fields, new(put.Values, 1), ("free", "x"), ("list", "a,b,c")).ShouldBe(Decision<CustomValuesEvent>.AlreadyDone);
        CustomFieldRules.Missing([], fields, new(2026, 6, 2)).ShouldBe(["list", "new"]);
    }

    [Fact]
    public void What_was_put_while_a_field_counted_stays_but_nothing_new_is_put()
    {
        FieldDefinition[] fields = [Field(FieldType.Text, "old", through: new(2026, 5, 31)), Field(FieldType.Text, "free")];
        var before = new CustomValues([new("old", "was")], 3);
        Put(fields, before, ("old", "was"), ("free", "x")).Events.Length.ShouldBe(1);
        Put(fields, before, ("old", "other")).Refusal.ShouldBe(Refusal.Invalid("values[0].field", "not-valid-today"));
        Put(fields, null, ("old", "was")).Refusal.ShouldBe(Refusal.Invalid("values[0].field", "not-valid-today"));
        Put(fields, null, ("nobody", "x")).Refusal.ShouldBe(Refusal.Invalid("values[0].field", "unknown-field"));
        Put(fields, null, ("free", "x"), ("free", "y")).Refusal.ShouldBe(Refusal.Invalid("values[1].field", "must-be-unique"));
        CustomFieldRules.Put(before, new([], 2, s_by), fields, null, s_day).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        CustomFieldRules.Put(before, new([], null, s_by), fields, new(RefusalKind.UnknownSku, Sku: "K"), s_day).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
    }

    [Fact]
    public void What_values_depend_on_never_changes()
    {
        var number = Field(FieldType.Number);
        var state = new CustomFields(CustomFields.Empty.Fields.Add("sku/f", number).Add("sku/c", Field(FieldType.Choice, "c")));
        CustomFieldRules.Put(state, number).ShouldBe(Decision<CustomFieldEvent>.AlreadyDone);
        CustomFieldRules.Put(state, number with { Name = "Other", Decimals = 3, Required = true }).Events.Length.ShouldBe(1);
        CustomFieldRules.Put(state, number with { Decimals = 1 }).Refusal.ShouldBe(Refusal.Invalid("decimals", "must-not-be-fewer"));
        CustomFieldRules.Put(state, number with { Unit = "kg" }).Refusal.ShouldBe(Refusal.Invalid("unit", "is-immutable"));
        CustomFieldRules.Put(state, Field(FieldType.Text)).Refusal.ShouldBe(Refusal.Invalid("type", "is-immutable"));
        CustomFieldRules.Put(state, Field(FieldType.Choice, "c") with { Choices = [s_choices[0]] }).Refusal.ShouldBe(Refusal.Invalid("choices", "must-keep-those-there-are"));
        CustomFieldRules.Put(state, Field(FieldType.Choice, "c") with { Choices = [.. s_choices, new("d", "D", "丁")] }).Events.Length.ShouldBe(1);
    }
}
