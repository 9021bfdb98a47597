using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;

namespace BeautyGrains.Api.Controlled;

/// <summary>A body of a step: what it says becomes the step's request, every faulty field goes to the check.</summary>
internal interface IStepBody
{
    TakeControlledStep ToStep(TakeControlledStep step, Check check);
}

/// <summary>Goods that come in.</summary>
/// <param name="ExpiresOn">As printed: a day or a month.</param>
/// <param name="Supplier">Id of an approved supplier.</param>
/// <param name="Cabinet">Id of a double-lock zone of the store.</param>
/// <param name="Document">Id of a kept document.</param>
internal sealed record ReceiveControlledBody(
    [property: Needed] Num Quantity, [property: Needed] string? Lot, string? ExpiresOn, string? ExpiryKind, string? MadeOn, MoneyBody? UnitCost, [property: Needed] string? Supplier, [property: Needed] string? Cabinet,
    string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check)
    {
        var goods = new ReceiveStockBody(Quantity, null, Lot, ExpiresOn, ExpiryKind, MadeOn, UnitCost, null, null, null, null, null, null, null, null, null).ToCommand(step.Id, check, step.By);
        if (Lot is null && !check.Names("lot")) check.Add("lot", "required");
        return step with
        {
            Step = ControlledStep.Receive, Quantity = goods.Quantity, Lot = goods.Lot, ExpiresOn = goods.ExpiresOn, MadeOn = goods.MadeOn, UnitCost = goods.UnitCost,
            Supplier = check.Id("supplier", Supplier), Cabinet = check.Id("cabinet", Cabinet), Document = check.OptionalId("document", Document),
        };
    }
}

/// <summary>Goods that leave the cabinet for a client.</summary>
/// <param name="Prescription">Its number.</param>
internal sealed record IssueControlledBody([property: Needed] Num Quantity, [property: Needed] string? Lot, [property: Needed] string? Prescription, [property: Needed] string? Client, string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check) => step with
    {
        Step = ControlledStep.Issue, Quantity = check.Quantity("quantity", Quantity), Lot = check.Lot("lot", Lot), Prescription = check.Id("prescription", Prescription), Client = check.Id("client", Client),
        Document = check.OptionalId("document", Document),
    };
}

/// <summary>What became of what was issued.</summary>
/// <param name="Used">Of the content: the dose.</param>
/// <param name="Destroyed">Of the content: the remainder.</param>
/// <param name="Empties">Units that came back empty.</param>
/// <param name="Close">Nothing more will come; what is missing is a difference.</param>
internal sealed record ReconcileControlledBody(
    [property: Needed] string? Issue, [property: Needed] Num Used, [property: Needed] Num Destroyed, [property: Needed] Num Empties, bool? Close, string? Reason, string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check)
    {
        if (Close == true && Reason is null) check.Add("reason", "required-with-close");
        return step with
        {
            Step = ControlledStep.Reconcile, Issue = check.Id("issue", Issue), Used = check.QuantityOrZero("used", Used), Destroyed = check.QuantityOrZero("destroyed", Destroyed), Empties = check.QuantityOrZero("empties", Empties),
            Close = Close ?? false, Reason = check.OptionalText("reason", Reason), Document = check.OptionalId("document", Document),
        };
    }
}

/// <summary>Units that were issued, were not opened and come back.</summary>
internal sealed record ReturnControlledBody([property: Needed] string? Issue, [property: Needed] Num Quantity, [property: Needed] string? Reason, string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check) => step with
    {
        Step = ControlledStep.Return, Issue = check.Id("issue", Issue), Quantity = check.Quantity("quantity", Quantity), Reason = check.Text("reason", Reason), Document = check.OptionalId("document", Document),
    };
}

/// <summary>Goods that go back to their supplier.</summary>
internal sealed record SendBackControlledBody(
    [property: Needed] Num Quantity, [property: Needed] string? Lot, [property: Needed] string? Supplier, [property: Needed] string? Reason, [property: Needed] string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check) => step with
    {
        Step = ControlledStep.SupplierReturn, Quantity = check.Quantity("quantity", Quantity), Lot = check.Lot("lot", Lot), Supplier = check.Id("supplier", Supplier), Reason = check.Text("reason", Reason),
        Document = check.Id("document", Document),
    };
}

/// <summary>The day's count.</summary>
/// <param name="Counts">Every lot on hand, each once; empty where there is none.</param>
/// <param name="Empties">In keeping.</param>
internal sealed record CountControlledBody([property: Needed] IReadOnlyList<LotCountBody?>? Counts, [property: Needed] Num Empties) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check)
    {
        if (Counts is null) check.Add("counts", "required");
        return step with
        {
            Step = ControlledStep.Count, Empties = check.QuantityOrZero("empties", Empties),
            Counts = [.. check.OptionalList("counts", Counts, ControlledForm.MaxCounts).Select((one, i) => new LotCount(check.Lot($"counts[{i}].lot", one.Lot), check.QuantityOrZero($"counts[{i}].counted", one.Counted)))],
        };
    }
}

/// <summary>What was found of a lot.</summary>
internal sealed record LotCountBody([property: Needed] string? Lot, [property: Needed] Num Counted);

/// <summary>Goods or empties that are destroyed, before a witness.</summary>
/// <param name="Lot">Of unopened goods; absent for empties.</param>
/// <param name="Document">Id of the kept record of destruction.</param>
internal sealed record DestroyControlledBody([property: Needed] Num Quantity, string? Lot, [property: Needed] string? Reason, [property: Needed] string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check) => step with
    {
        Step = Lot is null ? ControlledStep.DestroyEmpties : ControlledStep.Destroy, Quantity = check.Quantity("quantity", Quantity), Lot = check.OptionalLot("lot", Lot), Reason = check.Text("reason", Reason),
        Document = check.Id("document", Document),
    };
}

/// <summary>Explains a difference.</summary>
/// <param name="Explains">Id of the entry that differs.</param>
internal sealed record ExplainControlledBody([property: Needed] string? Explains, [property: Needed] string? Reason, string? Document) : IStepBody
{
    public TakeControlledStep ToStep(TakeControlledStep step, Check check) => step with
    {
        Step = ControlledStep.Explain, Explains = check.Id("explains", Explains), Reason = check.Text("reason", Reason), Document = check.OptionalId("document", Document),
    };
}

/// <summary>The steps of controlled goods. Whoever asks is the first person; the second signs in on the same request by a key of their own.</summary>
internal static class ControlledSteps
{
    private const string Path = "/stores/{store}/controlled/{sku}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        Step(v1, "receipts", "ReceiveControlled", "Take controlled goods in from an approved supplier, by two people", Wire.Json.ReceiveControlledBody);
        Step(v1, "issues", "IssueControlled", "Issue controlled goods to a client against a prescription, by two people", Wire.Json.IssueControlledBody);
        Step(v1, "reconciliations", "ReconcileControlled", "Account for what was issued: used, destroyed, empties; by two people", Wire.Json.ReconcileControlledBody);
        Step(v1, "returns", "ReturnControlled", "Take back what was issued and not opened, by two people", Wire.Json.ReturnControlledBody);
        Step(v1, "supplier-returns", "SendBackControlled", "Send controlled goods back to their supplier, by two people", Wire.Json.SendBackControlledBody);
        Step(v1, "counts", "CountControlled", "The day's count of all lots and empties, by two people", Wire.Json.CountControlledBody);
        Step(v1, "destructions", "DestroyControlled", "Destroy controlled goods or empties before a witness, with a document", Wire.Json.DestroyControlledBody);
        Step(v1, "explanations", "ExplainControlled", "Explain a difference, by two people", Wire.Json.ExplainControlledBody);
    }

    private static void Step<TBody>(IEndpointRouteBuilder v1, string path, string operation, string summary, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TBody> json)
        where TBody : class, IStepBody =>
        v1.MapPut($"{Path}/{path}/{{id}}", (string store, string sku, string id, HttpContext http, IGrainFactory grains, KeyTable keys) => Take(new(store, sku), id, http, grains, keys, json))
            .Operation(operation).Describe("controlled", summary).Takes<TBody>().Puts<ControlledEntry>();

    private static async Task<IResult> Take<TBody>(StockKey key, string id, HttpContext http, IGrainFactory grains, KeyTable keys, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TBody> json)
        where TBody : class, IStepBody
    {
        var (body, bad) = await JsonBody.Read(http, json);
        if (bad is not null) return bad;
        var (second, unknown) = await http.Approver(keys);
        var check = new Check();
        var step = body.ToStep(new(id, default, http.Identity().Person, second, http.Caller()), check);
        if (check.Failed) return Problems.Of(check);
        if (unknown is not null) return unknown;
        return Reply.Put(http, await grains.GetGrain<IControlledGrain>(key.ToString()).Take(step), Wire.Json.ControlledEntry, entry => entry.Version);
    }
}
