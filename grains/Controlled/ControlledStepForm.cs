namespace BeautyGrains.Grains;

/// <summary>What a step must look like, whoever asks for it.</summary>
internal static class ControlledStepForm
{
    /// <summary>The first rule that the request breaks, or null.</summary>
    public static Refusal? Check(TakeControlledStep ask) => Form.First(
        // Steps of receipts have ids that nobody else can ask for.
        Limits.IsId(ask.Id) || ask is { By.Process: not null, Id.Length: > 0 and <= 128 } ? null : Refusal.Invalid("id", "must-be-an-id"),
        Form.Known(ask.Step, "step"),
        ask.Quantity is { } quantity ? Form.Quantity(quantity) : null,
        Form.Lot(ask.Lot),
        Code(ask.Supplier, "supplier"), Code(ask.Cabinet, "cabinet"), Code(ask.Prescription, "prescription"), Code(ask.Client, "client"),
        Code(ask.Issue, "issue"), Code(ask.Explains, "explains"), Code(ask.Document, "document"),
        Amount(ask.Used, "used"), Amount(ask.Destroyed, "destroyed"), Amount(ask.Empties, "empties"),
        ask.Reason is null ? null : Form.Needed(ask.Reason, "reason"),
        Missing(ask), Counts(ask), Nothing(ask));

    /// <summary>Tells one request from another under the same id; who stands for it is no part of it.</summary>
    public static string HashOf(TakeControlledStep ask) => BodyHash.Of(
    [
        ask.Step, ask.Quantity, ask.Lot, ask.ExpiresOn?.Printed, ask.ExpiresOn?.Date, ask.ExpiresOn?.Precision, ask.ExpiresOn?.Kind, ask.MadeOn, ask.UnitCost?.Amount, ask.UnitCost?.Currency, ask.Supplier, ask.Cabinet,
        ask.Prescription, ask.Client, ask.Issue, ask.Used, ask.Destroyed, ask.Empties, ask.Close, ask.Explains, ask.Reason, ask.Document,
        .. (ask.Counts ?? []).SelectMany(one => new object?[] { one.Lot, one.Counted }),
    ]);

    private static Refusal? Code(string? text, string field) => text is null || Limits.IsId(text) ? null : Refusal.Invalid(field, "must-be-an-id");

    private static Refusal? Amount(decimal? amount, string field) => amount is not { } given ? null : given < 0 ? Refusal.Invalid(field, "must-not-be-negative") : Form.Amount(given, field);

    private static Refusal? Missing(TakeControlledStep ask)
    {
        (string Field, object? Value)[] needed = ask.Step switch
        {
            ControlledStep.Receive => [("quantity", ask.Quantity), ("lot", ask.Lot), ("supplier", ask.Supplier), ("cabinet", ask.Cabinet)],
            ControlledStep.Issue => [("quantity", ask.Quantity), ("lot", ask.Lot), ("prescription", ask.Prescription), ("client", ask.Client)],
            ControlledStep.Reconcile => [("issue", ask.Issue), ("used", ask.Used), ("destroyed", ask.Destroyed), ("empties", ask.Empties)],
            ControlledStep.Return => [("issue", ask.Issue), ("quantity", ask.Quantity), ("reason", ask.Reason)],
            ControlledStep.SupplierReturn => [("quantity", ask.Quantity), ("lot", ask.Lot), ("supplier", ask.Supplier), ("reason", ask.Reason), ("document", ask.Document)],
            ControlledStep.Count => [("counts", ask.Counts), ("empties", ask.Empties)],
            ControlledStep.Destroy => [("quantity", ask.Quantity), ("lot", ask.Lot), ("reason", ask.Reason), ("document", ask.Document)],
            ControlledStep.DestroyEmpties => [("quantity", ask.Quantity), ("reason", ask.Reason), ("document", ask.Document)],
            _ => [("explains", ask.Explains), ("reason", ask.Reason)],
        };
        foreach (var (field, value) in needed)
            if (value is null) return Refusal.Invalid(field, "required");
        return null;
    }

    private static Refusal? Counts(TakeControlledStep ask)
    {
        if (ask.Step != ControlledStep.Count || ask.Counts is not { } counts) return null;
        if (counts.Count > ControlledForm.MaxCounts) return Refusal.Invalid("counts", "at-most-500-entries");
        if (counts.DistinctBy(one => one.Lot, StringComparer.Ordinal).Count() != counts.Count) return Refusal.Invalid("counts", "must-be-unique");
        for (var i = 0; i < counts.Count; i++)
            if (Form.First(counts[i].Lot is null ? Refusal.Invalid($"counts[{i}].lot", "required") : Form.Lot(counts[i].Lot, $"counts[{i}].lot"), Amount(counts[i].Counted, $"counts[{i}].counted")) is { } bad) return bad;
        return null;
    }

    private static Refusal? Nothing(TakeControlledStep ask) => ask.Step != ControlledStep.Reconcile ? null
        : ask is { Close: true, Reason: null } ? Refusal.Invalid("reason", "required-with-close")
        : ask is { Close: false, Used: 0, Destroyed: 0, Empties: 0 } ? Refusal.Invalid("used", "must-not-be-nothing")
        : null;
}
