using System.Collections.Immutable;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Simulation;

/// <summary>What suppliers bill: most invoices fit what was ordered and received, some are off by a cent, some by more, some come before the goods.</summary>
internal sealed partial class YearRun
{
    private const int Cheats = 8;
    private const int ComesEarly = 10;
    private const int OffByACent = 15;
    private const int IsAccepted = 50;

    private static readonly Approver s_controller = Person("p-controller", new ApprovalLimit(ApprovalKind.InvoiceDifference, null));

    // What was paid for each order, and the part of it that somebody accepted beyond what was received.
    private readonly Dictionary<string, (decimal Billed, decimal Beyond)> _billed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _paid = new(StringComparer.Ordinal);
    private readonly HashSet<string> _early = new(StringComparer.Ordinal);
    private int _invoices;
    private int _differing;

    private IInvoiceGrain InvoiceOf(string supplier, string number) => _house.Grains.GetGrain<IInvoiceGrain>(new InvoiceKey(supplier, number).ToString());

    /// <summary>A bill of all that was ordered, written before the goods have come.</summary>
    private async Task BillEarly(YearOrder it, PurchaseOrderView order)
    {
        if (!_random.Percent(ComesEarly)) return;
        var lines = order.Lines.Select(line => new InvoicedLine(line.Line, line.Quantity, line.Net, line.Tax)).ToImmutableArray();
        var view = Must(await InvoiceOf(it.Supplier, $"I-{it.Id}").Put(new(it.Id, Today, null, [.. lines], null, null, By("p-payable"))), it.Id);
        if (view.State != InvoiceState.Differing) throw new Violation("What has not come is not owed.", $"{it.Id}: {view.State}");
        _early.Add(it.Id);
        _differing++;
        _invoices++;
    }

    /// <summary>Once an order is over: what came is billed, matched and paid.</summary>
    private async Task Bill(YearOrder it)
    {
        var order = (await OrderOf(it.Id).Get()).Value!;
        var number = $"I-{it.Id}";
        if (_early.Contains(it.Id))
        {
            var again = Must(await InvoiceOf(it.Supplier, number).Match(new(By("p-payable"))), number);
            CheckMatch(again, order);
            if (again.State == InvoiceState.Matched)
            {
                await Pay(it, again, 0);
                return;
            }
            await Refuse(it.Supplier, number);
            number += ".2";
        }
        ImmutableArray<InvoicedLine> right = [.. order.Lines.Where(line => line.Received > 0).Select(line => Line(line, 0))];
        if (right.IsEmpty) return;
        var isWrong = _random.Percent(Cheats);
        var wrong = order.Lines.Where(line => line.Received > 0).Select((line, at) => Line(line, at == 0 ? Math.Ceiling(line.Net / 5) + 1_000 : 0)).ToImmutableArray();
        var off = _random.Percent(OffByACent) ? right.SetItem(0, right[0] with { Net = right[0].Net + 1 }) : right;
        var view = await Enter(it, number, isWrong ? wrong : off);
        CheckMatch(view, order);
        if (isWrong == (view.State == InvoiceState.Matched)) throw new Violation("Invoices fit within their tolerance, and others do not.", $"{number}: {view.State}, {view.Net} for {view.ExpectedNet}.");
        if (view.State == InvoiceState.Differing)
        {
            _differing++;
            if (_random.Percent(IsAccepted))
            {
                if ((await InvoiceOf(it.Supplier, number).Approve(new(Person("p-payable", new ApprovalLimit(ApprovalKind.InvoiceDifference, null)), "It is mine", By("p-payable")))).Refusal is not { Kind: RefusalKind.ApproverIsAuthor })
                    throw new Violation("Nobody approves what is their own.", number);
                view = Must(await InvoiceOf(it.Supplier, number).Approve(new(s_controller, "Agreed on the telephone", By(s_controller.PersonId))), number);
                await Pay(it, view, view.Net + view.Tax - view.ExpectedNet!.Value - view.ExpectedTax!.Value);
                return;
            }
            await Refuse(it.Supplier, number);
            view = await Enter(it, $"{number}.r", right);
            CheckMatch(view, order);
        }
        await Pay(it, view, view.Net + view.Tax - view.ExpectedNet!.Value - view.ExpectedTax!.Value);

        static InvoicedLine Line(OrderLineView line, decimal more)
        {
            var net = OrderNet(line.Received, line.UnitPrice) + more;
            return new(line.Line, line.Received, net, OrderNet(net, line.TaxRate));
        }
    }

    private async Task<InvoiceView> Enter(YearOrder it, string number, ImmutableArray<InvoicedLine> lines)
    {
        _invoices++;
        return Must(await InvoiceOf(it.Supplier, number).Put(new(it.Id, Today, YearChain.Currency, [.. lines], null, null, By("p-payable"))), number);
    }

    private async Task Refuse(string supplier, string number) => Must(await InvoiceOf(supplier, number).Reject(new("Not what came", By("p-payable"))), number);

    private async Task Pay(YearOrder it, InvoiceView invoice, decimal beyond)
    {
        var view = Must(await InvoiceOf(it.Supplier, invoice.Number).Pay(new(Today, $"B-{invoice.Number}", By("p-finance"))), invoice.Number);
        if (!_billed.TryAdd(it.Id, (view.Net + view.Tax, beyond))) throw new Violation("What came is paid for once.", it.Id);
        _paid[it.Supplier] = _paid.GetValueOrDefault(it.Supplier) + view.Net + view.Tax;
    }

    // What is expected is what came, at the order's prices; a line fits when it is no further off than the tolerance.
    private static void CheckMatch(InvoiceView invoice, PurchaseOrderView order)
    {
        foreach (var line in invoice.Lines)
        {
            var ordered = order.Lines.First(one => one.Line == line.Line);
            var net = OrderNet(Math.Min(line.Quantity, ordered.Received), ordered.UnitPrice);
            var (tax, room) = (OrderNet(net, ordered.TaxRate), Math.Max(invoice.Tolerance.Amount, invoice.Tolerance.Share * net));
            if (line.ExpectedNet != net || line.ExpectedTax != tax)
                throw new Violation("An invoice is matched with what was received.", $"{invoice.Number} line {line.Line}: {line.ExpectedNet} and {line.ExpectedTax} instead of {net} and {tax}.");
            if (invoice.State == InvoiceState.Matched && Math.Abs(line.Net - net) > room) throw new Violation("Invoices fit within their tolerance, and others do not.", $"{invoice.Number} line {line.Line}: {line.Net} for {net}.");
        }
    }

    /// <summary>What was paid for an order is what came, but for what somebody has accepted; and suppliers' accounts are what was billed, paid and credited.</summary>
    private async Task CheckInvoices()
    {
        foreach (var (id, (billed, beyond)) in _billed)
        {
            var came = (await OrderOf(id).Get()).Value!.Lines.Where(line => line.Received > 0).Sum(line => OrderNet(line.Received, line.UnitPrice) + OrderNet(OrderNet(line.Received, line.UnitPrice), line.TaxRate));
            if (billed - beyond != came) throw new Violation("What is paid for an order is what came.", $"{id}: {billed}, of which {beyond} were accepted beyond what came; {came} came.");
        }
        foreach (var supplier in _chain.Suppliers)
        {
            var (balances, _) = await _house.Get<ISupplierReturnList>().Account(supplier.Id, s_never);
            var (paid, credited) = (_paid.GetValueOrDefault(supplier.Id), _credited.GetValueOrDefault(supplier.Id));
            var account = balances.FirstOrDefault(one => one.Currency == YearChain.Currency) ?? new(YearChain.Currency, 0, 0, 0, 0);
            if (account != new SupplierBalance(YearChain.Currency, paid, paid, credited, -credited))
                throw new Violation("A supplier's account is what was billed, paid and credited.", string.Create(CultureInfo.InvariantCulture, $"{supplier.Id}: {account}; {paid} were paid, {credited} credited."));
        }
    }
}
