using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.People;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Invoices;

/// <summary>An invoice as printed.</summary>
/// <param name="Order">The purchase order that it bills.</param>
/// <param name="Currency">Absent for the order's; no other is taken.</param>
/// <param name="Lines">1 to 1,000.</param>
/// <param name="Document">Id of the paper.</param>
internal sealed record PutInvoiceBody(
    [property: Needed] string? Order, [property: Needed] string? IssuedOn, string? Currency, [property: Needed] IReadOnlyList<InvoicedLineBody?>? Lines, string? Document, string? Note)
{
    public PutInvoice ToCommand(Check check, Caller by)
    {
        if (IssuedOn is null) check.Add("issuedOn", "required");
        if (Currency is not null && !SkuRecordRules.IsCurrency(Currency)) check.Add("currency", "must-be-iso-4217");
        return new(
            check.Id("order", Order), check.Day("issuedOn", IssuedOn) ?? default, Currency, [.. check.List("lines", Lines, Limits.MaxLines).Select((line, i) => line.ToLine($"lines[{i}]", check))],
            check.OptionalText("document", Document, 200), check.OptionalText("note", Note), by);
    }
}

/// <summary>What is billed of one line of the order, in whole minor units.</summary>
/// <param name="Line">Of the order.</param>
/// <param name="Quantity">In the base unit.</param>
internal sealed record InvoicedLineBody([property: Needed] int? Line, [property: Needed] Num Quantity, [property: Needed] Num Net, [property: Needed] Num Tax)
{
    public InvoicedLine ToLine(string field, Check check)
    {
        if (Line is null) check.Add($"{field}.line", "required");
        return new(Line ?? 0, check.Quantity($"{field}.quantity", Quantity), Amount($"{field}.net", Net, check), Amount($"{field}.tax", Tax, check));
    }

    private static decimal Amount(string field, Num given, Check check)
    {
        var amount = check.Optional(field, given, 0, PersonRecordRules.MaxAmount, 0);
        if (amount is null) check.Add(field, "required");
        return amount ?? 0;
    }
}

/// <summary>A payment of an invoice.</summary>
/// <param name="Reference">Of the bank.</param>
/// <param name="Amount">Of money, where credits made up for the rest; absent for net and tax.</param>
internal sealed record PayInvoiceBody([property: Needed] string? PaidOn, string? Reference, Num Amount);

/// <summary>A page of invoices, without their history.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record InvoicePage(IReadOnlyList<InvoiceView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Suppliers' invoices, matched with order and receipts.</summary>
internal static class Invoices
{
    private const string Path = "/suppliers/{supplier}/invoices/{number}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutInvoice").Describe("invoices", "Enter an invoice and match it with order and receipts").Takes<PutInvoiceBody>().Puts<InvoiceView>();
        v1.MapGet(Path, Get).Operation("GetInvoice").Describe("invoices", "An invoice with its match and history").Gives<InvoiceView>();
        v1.MapPost(Path + "/match", Match).Operation("MatchInvoice").Describe("invoices", "Match it again").Gives<InvoiceView>();
        v1.MapPost(Path + "/approve", Approve).Operation("ApproveInvoice").Describe("invoices", "Accept it with its difference, as the second person or with one").Takes<ReasonBody>().Gives<InvoiceView>();
        v1.MapPost(Path + "/reject", Reject).Operation("RejectInvoice").Describe("invoices", "Turn it down; it may be entered anew").Takes<ReasonBody>().Gives<InvoiceView>();
        v1.MapPost(Path + "/void", Void).Operation("VoidInvoice").Describe("invoices", "End one that was rejected for good").Takes<ReasonBody>().Gives<InvoiceView>();
        v1.MapPost(Path + "/pay", Pay).Operation("PayInvoice").Describe("invoices", "Note that it was paid").Takes<PayInvoiceBody>().Gives<InvoiceView>();
        v1.MapGet("/invoices", List).Operation("ListInvoices").Describe("invoices", "Invoices of all suppliers, without their history").Gives<InvoicePage>();
    }

    private static async Task<IResult> Put(string supplier, string number, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutInvoiceBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var invoice = Of(supplier, number, grains);
        var known = (await invoice.Get()).Value;
        return Reply.Put(http, await invoice.Put(ask), Wire.Json.InvoiceView, it => it.Version, created: known is null);
    }

    private static async Task<IResult> Get(string supplier, string number, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await Of(supplier, number, grains).Get(), http, Wire.Json.InvoiceView, it => it.Version);

    private static async Task<IResult> Match(string supplier, string number, HttpContext http, IGrainFactory grains) =>
        await JsonBody.None(http) ?? Reply.Post(http, await Of(supplier, number, grains).Match(new(http.Caller())), Wire.Json.InvoiceView);

    private static async Task<IResult> Approve(string supplier, string number, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (approver, nobody) = await http.ApproverOrCaller(keys);
        return nobody ?? await WithReason(http, async reason => await Of(supplier, number, grains).Approve(new(approver, reason, http.Caller())));
    }

    private static Task<IResult> Reject(string supplier, string number, HttpContext http, IGrainFactory grains) =>
        WithReason(http, async reason => await Of(supplier, number, grains).Reject(new(reason, http.Caller())));

    private static Task<IResult> Void(string supplier, string number, HttpContext http, IGrainFactory grains) =>
        WithReason(http, async reason => await Of(supplier, number, grains).Void(new(reason, http.Caller())));

    private static async Task<IResult> Pay(string supplier, string number, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PayInvoiceBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.PaidOn is null) check.Add("paidOn", "required");
        var (day, reference) = (check.Day("paidOn", body.PaidOn), check.OptionalText("reference", body.Reference, 200));
        var amount = check.Optional("amount", body.Amount, 0, PersonRecordRules.MaxAmount, 0);
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await Of(supplier, number, grains).Pay(new(day!.Value, reference, http.Caller(), amount)), Wire.Json.InvoiceView);
    }

    private static async Task<IResult> List(
        string? supplier, string? order, string? state, string? from, string? through, string? sort, string? cursor, string? limit, HttpContext http, IInvoiceList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new InvoiceFilter(
            check.OptionalId("supplier", supplier), check.OptionalId("order", order), check.OptionalWord<InvoiceState>("state", state), check.Day("from", from), check.Day("through", through));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("issuedOn", InvoiceOrders.ByDay), ("id", InvoiceOrders.ById));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new InvoicePage([.. page.Items.Select(it => it with { History = [] })], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.InvoicePage);
    }

    private static IInvoiceGrain Of(string supplier, string number, IGrainFactory grains) => grains.GetGrain<IInvoiceGrain>(new InvoiceKey(supplier, number).ToString());

    private static async Task<IResult> WithReason(HttpContext http, Func<string, Task<Answer<InvoiceView>>> act)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await act(reason), Wire.Json.InvoiceView);
    }
}
