using System.Collections.Immutable;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Goods of others, waiting lists, invoices, returns to suppliers.</summary>
internal sealed partial class Requests
{
    private static readonly LotOwner s_owner = new(OwnerKind.Consignor, Supplier);
    private static readonly Approver s_controller = Person("controller", ApprovalKind.InvoiceDifference);

    public static string WaitingId(int step) => $"w{step}";

    public static string ReturnId(int step) => $"v{step}";

    public static string InvoiceId(int step) => new InvoiceKey(Supplier, $"i{step}").ToString();

    private Command? Besides(Step step) => step.Kind switch
    {
        StepKind.ReceiveOwned => Movement(step, MovementKind.Receipt, (stock, id, by) => stock.Receive(new(
            id, step.Quantity, null, LotNo(step.A), ExpiryOf(step.A), null, new(1_500 + (step.Id % 7), "CNY"), null, null, null, null, step.B < 10 ? LotStatus.Quarantined : LotStatus.Released, null, by, Owner: s_owner))),
        StepKind.JoinWaiting => Waiting(step, StockOf(step), WaitingId(step.Id), (list, id, by) => list.Join(new(id, $"c{step.A}", step.Quantity, null, by))),
        StepKind.AnswerWaiting => AnswerWaiting(step),
        StepKind.PutInvoice => PutInvoice(step),
        StepKind.MoveInvoice => OnInvoice(step),
        StepKind.PutReturn => PutReturn(step),
        StepKind.EndReturn => EndReturn(step),
        _ => Quality(step),
    };

    private Command<WaitingView>? AnswerWaiting(Step step)
    {
        var id = WaitingId(step.Ref);
        if (journal.Buying.Waiting.All.FirstOrDefault(list => list.Value.State.Find(id) is not null).Key is not { } key) return null;
        return Waiting(step, key, id, (list, name, by) => (step.A % 4) switch
        {
            0 => list.Decline(new(name, by)),
            1 => list.Leave(new(name, by)),
            _ => list.Accept(new(name, step.B % 2 == 0 ? null : TimeSpan.FromMinutes(1 + step.B), by)),
        });
    }

    private static Command<WaitingView> Waiting(Step step, string key, string id, Func<IWaitingListGrain, string, Caller, Task<Answer<WaitingView>>> send) => new(
        step, WaitingListKind.Instance.Stream(key), null, grains => send(grains.GetGrain<IWaitingListGrain>(key), id, By(step)), Show.Waiting,
        (watch, told) => watch.Buying.Waiting.At(key, told.Value!.Version)?.State.Find(id) is { } then ? Show.Waiting(WaitingRules.ViewOf(key, null, then)) : null, repeats: false);

    /// <summary>Of what came, of what was ordered, or of more; at its price, off by a cent, or dearer.</summary>
    private Command<InvoiceView>? PutInvoice(Step step)
    {
        var id = OrderIn(step);
        if (journal.Buying.Orders.Last(id)?.State is not { Lines.IsEmpty: false } order) return null;
        var lines = order.Lines.Select(line =>
        {
            var quantity = step.A switch { < 6 => Math.Max(1, order.ReceivedOf(line.Line)), < 9 => line.Quantity, _ => line.Quantity + 1 };
            var net = OrderAmounts.Net(quantity, line.UnitPrice) + (step.B % 5) switch { 0 => 1, 1 => 5_000, _ => 0 };
            return new InvoicedLine(line.Line, quantity, net, OrderAmounts.Tax(net, line.TaxRate));
        }).ToImmutableArray();
        var ask = new PutInvoice(id, s_firstDay, null, [.. lines], null, null, By(step));
        return Invoice(step, InvoiceId(step.Id), invoice => invoice.Put(ask));
    }

    private static Command<InvoiceView> OnInvoice(Step step) => Invoice(step, InvoiceId(step.Ref), invoice => (step.B % 6) switch
    {
        0 => invoice.Match(new(By(step))),
        1 => invoice.Approve(new(s_controller, "Agreed.", new(s_controller.Actor, By(step).CorrelationId))),
        2 => invoice.Reject(new("Not what came.", By(step))),
        3 => invoice.Void(new("It is over.", By(step))),
        _ => invoice.Pay(new(s_firstDay, null, By(step))),
    });

    private static Command<InvoiceView> Invoice(Step step, string key, Func<IInvoiceGrain, Task<Answer<InvoiceView>>> send) => new(
        step, InvoiceKind.Instance.Stream(key), null, grains => send(grains.GetGrain<IInvoiceGrain>(key)), Show.Invoice,
        (watch, told) => watch.Buying.Invoices.At(key, told.Value!.Version) is { } then ? Show.Invoice(InvoiceRules.ViewOf(key, then)) : null, repeats: false);

    private Command<SupplierReturnView> PutReturn(Step step)
    {
        var receipt = step.Ref > 0 ? journal.Buying.Receipts.Last(ReceiptId(step.Ref))?.State : null;
        var rejected = receipt?.Lots.FirstOrDefault(lot => lot.Found.Rejected > 0);
        var line = rejected is null
            ? new SentBackLine(Sku(step.Sku), step.Quantity, LotNo(step.A), null, null)
            : new(journal.Buying.Orders.Last(receipt!.Order)!.State.Lines.First(one => one.Line == rejected.Found.Line).Sku, step.B % 4 == 0 ? rejected.Found.Rejected + 1 : rejected.Found.Rejected, null, ReceiptId(step.Ref), rejected.Place);
        var ask = new PutSupplierReturn(
            Supplier, receipt?.Store ?? Store(step.Store), SupplierReturnCause.Defective, step.B % 2 == 0 ? SupplierReturnWish.Credit : SupplierReturnWish.Exchange,
            step.A == 9 && rejected is null ? [line, line with { Sku = Sku(step.Sku + 1) }] : [line], null, By(step));
        return Return(step, ReturnId(step.Id), it => it.Put(ask));
    }

    private static Command<SupplierReturnView> EndReturn(Step step) => Return(step, ReturnId(step.Ref), it => (step.B % 3) switch
    {
        0 => it.Credit(new(string.Create(CultureInfo.InvariantCulture, $"n{step.Id}"), s_firstDay, step.Quantity * 100, step.Quantity * 13, "CNY", By(step))),
        _ => it.Decline(new(step.B % 3 == 1, "Nothing is wrong with it.", By(step))),
    });

    private static Command<SupplierReturnView> Return(Step step, string id, Func<ISupplierReturnGrain, Task<Answer<SupplierReturnView>>> send) => new(
        step, SupplierReturnKind.Instance.Stream(id), null, grains => send(grains.GetGrain<ISupplierReturnGrain>(id)), Show.SupplierReturn,
        (watch, told) => watch.Buying.Returns.At(id, told.Value!.Version) is { } then ? Show.SupplierReturn(SupplierReturnRules.ViewOf(id, then)) : null, repeats: false);
}
