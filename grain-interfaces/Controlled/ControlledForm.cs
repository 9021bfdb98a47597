namespace BeautyGrains.Contracts;

/// <summary>The rules of form of controlled goods; the HTTP edge and the grains share them.</summary>
public static class ControlledForm
{
    /// <summary>Rows of the table of classes.</summary>
    public const int MaxClasses = 100;

    /// <summary>Marks of a product.</summary>
    public const int MaxMarks = 20;

    /// <summary>Lots of a count.</summary>
    public const int MaxCounts = 500;

    /// <summary>Every rule that the table breaks, by field as in a request; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ControlledPolicy policy)
    {
        var form = new FormRules();
        if (form.Bounded(policy.Classes.Count, MaxClasses, "classes"))
            for (var i = 0; i < policy.Classes.Count; i++) Check(policy.Classes[i], FormattableString.Invariant($"classes[{i}]"), form);
        form.Require(policy.Classes.DistinctBy(row => (row.Id, row.ValidFrom)).Count() == policy.Classes.Count, "classes", "must-be-unique");
        if (policy.Categories is { } categories && form.Bounded(categories.Count, MaxClasses, "categories"))
        {
            for (var i = 0; i < categories.Count; i++)
            {
                var field = FormattableString.Invariant($"categories[{i}]");
                form.Known(categories[i].Category, $"{field}.category");
                form.Code(categories[i].Class, $"{field}.class");
                form.Require(policy.Classes.Any(row => row.Id == categories[i].Class), $"{field}.class", "must-be-one-of-the-classes");
                form.Days(categories[i].ValidFrom, categories[i].ValidThrough, field);
            }

            form.Require(categories.DistinctBy(row => (row.Category, row.ValidFrom)).Count() == categories.Count, "categories", "must-be-unique");
        }

        return form.Broken;
    }

    /// <summary>Every rule that a prescription breaks.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(PrescriptionRecord record)
    {
        var form = new FormRules();
        form.Needed(record.Prescriber, 200, "prescriber");
        form.Code(record.Client, "client");
        form.Code(record.Sku, "sku");
        form.Quantity(record.Quantity, "quantity");
        form.Quantity(record.Dose, "dose");
        form.Require(record.IssuedOn.Year is >= 1900 and <= 2200, "issuedOn", "must-be-between-1900-and-2200");
        form.Require(record.ValidThrough.Year <= 2200, "validThrough", "must-be-between-1900-and-2200");
        form.Require(record.ValidThrough >= record.IssuedOn, "validThrough", "must-not-be-before-issued-on");
        if (record.Document is not null) form.Code(record.Document, "document");
        return form.Broken;
    }

    internal static void Check(EquatableList<ControlledMark>? marks, FormRules form)
    {
        if (marks is null || !form.Bounded(marks.Count, MaxMarks, "controlled")) return;
        for (var i = 0; i < marks.Count; i++)
        {
            var field = FormattableString.Invariant($"controlled[{i}]");
            if (marks[i] is not { } mark)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Code(mark.Class, $"{field}.class");
            form.Quantity(mark.Content, $"{field}.content");
            form.Needed(mark.ContentUnit, SkuRecordRules.MaxUnit, $"{field}.contentUnit");
            form.Days(mark.ValidFrom, mark.ValidThrough, field);
        }
    }

    private static void Check(ControlledClass row, string field, FormRules form)
    {
        form.Code(row.Id, $"{field}.id");
        form.Needed(row.Name, 200, $"{field}.name");
        form.Needed(row.NameZh, 200, $"{field}.nameZh");
        form.Needed(row.Source, Limits.MaxText, $"{field}.source");
        form.Between(row.PrescriptionDays, 0, 365, $"{field}.prescriptionDays");
        form.Between(row.OpenHours, 1, 1_000, $"{field}.openHours");
        form.Require(row.Roles.Count > 0, $"{field}.roles", "must-not-be-empty");
        form.Require(row.Roles.Distinct().Count() == row.Roles.Count, $"{field}.roles", "must-be-unique");
        foreach (var role in row.Roles) form.Known(role, $"{field}.roles");
        if (row.SupplierPaper is not null) form.Code(row.SupplierPaper, $"{field}.supplierPaper");
        form.Days(row.ValidFrom, row.ValidThrough, field);
    }
}
