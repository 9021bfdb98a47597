using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Kind = BeautyGrains.Contracts.OrderWarningKind;
using State = BeautyGrains.Contracts.PurchaseOrderState;

namespace BeautyGrains.Rules.Tests.Buying;

public sealed class OrderRuleTests
{
    private static readonly OrderFacts s_facts = OrderWalk.Facts(OrderWalk.Policy(1));

    private static PurchaseOrder Submitted(OrderFacts facts, decimal quantity = 10)
    {
        var order = OrderWalk.Drafted(facts, quantity);
        order = order.After(PurchaseOrderRules.Submit(order, new(null, OrderWalk.Author), facts, OrderWalk.Now), OrderWalk.Author);
        return order.After(OrderWalk.Answer(order, true), new("", ""));
    }

    private static PurchaseOrder Sent(OrderFacts facts, decimal quantity = 10)
    {
        var order = Submitted(facts, quantity);
        order = order.After(PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one"), new("person:one", "")), facts, OrderWalk.Now), new("person:one", ""));
        return order.After(PurchaseOrderRules.Send(order, facts, OrderWalk.Now), OrderWalk.Author);
    }

    private static Decision<PurchaseOrderEvent> Deliver(PurchaseOrder order, decimal quantity, string receipt = "R", OrderFacts? facts = null, DateOnly? madeOn = null) =>
        PurchaseOrderRules.TakeDelivery(order, new(receipt, [new(1, quantity, madeOn, madeOn)], OrderWalk.Author), facts ?? s_facts, OrderWalk.Now);

    [Fact]
    public void A_draft_takes_price_lead_time_and_tax_from_supplier_and_store()
    {
        var facts = OrderWalk.Facts(
            OrderWalk.Policy(1), new("Supplier", LeadTimeDays: 9, Prices: [new("K", 33.335m, LeadTimeDays: 4)]), new("Product", "piece", TaxClass: "goods", Category: "face"),
            new("Store", "Asia/Shanghai", TaxRates: [new("goods", 0.13m, new(2026, 1, 1)), new("goods", 0.5m, new(2027, 1, 1))]));
        var line = OrderWalk.Drafted(facts, 3).Lines.ShouldHaveSingleItem();
        (line.UnitPrice, line.Net, line.TaxRate, line.Tax, line.ExpectedOn, line.BudgetCategory).ShouldBe((33.335m, 100, 0.13m, 13, new DateOnly(2026, 6, 19), "face"));
    }

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(1, 0.49, 0)]
    [InlineData(3, 33.335, 100)]
    [InlineData(7, 1.5, 11)]
    public void A_line_is_rounded_half_away_from_zero_to_whole_minor_units(decimal quantity, decimal price, decimal net) => OrderAmounts.Net(quantity, price).ShouldBe(net);

    [Fact]
    public void A_line_without_any_price_is_named() =>
        PurchaseOrderRules.Draft(PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", 1)], null, null, null, OrderWalk.Author), OrderWalk.Facts(OrderWalk.Policy(1), new("Supplier")), OrderWalk.Now)
            .Refusal.ShouldBe(Refusal.Invalid("lines[0].unitPrice", "no-list-price"));

    [Fact]
    public void An_unknown_SKU_refuses_its_line_by_store_and_number()
    {
        var refusal = PurchaseOrderRules.Draft(PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", 1), new(7, "S", "X", 1)], null, null, null, OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!;
        (refusal.Kind, refusal.Lines.Single().Store, refusal.Lines.Single().Id, refusal.Lines.Single().Refusal.Kind).ShouldBe((RefusalKind.LinesRefused, "S", "7", RefusalKind.UnknownSku));
    }

    [Fact]
    public void Nobody_who_wrote_changed_or_submitted_an_order_approves_it()
    {
        var order = Submitted(s_facts);
        PurchaseOrderRules.Approve(order, new(null, OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        PurchaseOrderRules.Approve(order, new(OrderWalk.Person("author"), OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one", 999), OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.State.ShouldBe("limit");
        PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one", 1_000, "T"), OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.State.ShouldBe("store");
        PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one", 1_000, "S"), OrderWalk.Author), s_facts, OrderWalk.Now).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_person_counts_once_however_often_they_approve()
    {
        var facts = OrderWalk.Facts(OrderWalk.Policy(2));
        var order = Submitted(facts);
        order = order.After(PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one"), new("person:one", "")), facts, OrderWalk.Now), new("person:one", ""));
        (order.State, order.ApprovalsNeeded).ShouldBe((State.Submitted, 2));
        PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one"), new("person:one", "")), facts, OrderWalk.Now).IsRepeat.ShouldBeTrue();
        order.After(PurchaseOrderRules.Approve(order, new(OrderWalk.Person("two"), new("person:two", "")), facts, OrderWalk.Now), new("person:two", "")).State.ShouldBe(State.Approved);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 3)]
    public void Of_the_tiers_that_fit_the_one_that_asks_for_most_counts(decimal amount, int approvals)
    {
        var policy = OrderWalk.Policy(0) with
        {
            ApprovalTiers =
            [
                new(0, 1), new(1_000, 2), new(1_000, 3, "S"), new(1_000, 4, "T"), new(0, 5, null, GoodsCategory.Drug), new(0, 5, ValidThrough: new(2026, 6, 14)),
            ],
        };
        PurchaseOrderRules.ApprovalsFor(OrderWalk.Drafted(s_facts), amount, policy, new(2026, 6, 15)).ShouldBe(approvals);
    }

    [Fact]
    public void What_stands_against_supplier_product_or_store_blocks_submit_approve_send_and_receive()
    {
        var order = OrderWalk.Drafted(s_facts);
        var strict = OrderWalk.Facts(OrderWalk.Policy(1) with { Qualifications = [new(GoodsCategory.Other, "paper")], Registrations = [new(GoodsCategory.Other, false)], StoreLicences = [new(GoodsCategory.Other)] });
        RefusalKind[] all = [RefusalKind.SupplierNotQualified, RefusalKind.ProductNotRegistered, RefusalKind.StoreNotLicensed];
        Kinds(PurchaseOrderRules.Submit(order, new(null, OrderWalk.Author), strict, OrderWalk.Now)).ShouldBe(all);
        order = Submitted(s_facts);
        Kinds(PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one"), OrderWalk.Author), strict, OrderWalk.Now)).ShouldBe(all);
        order = order.After(PurchaseOrderRules.Approve(order, new(OrderWalk.Person("one"), new("person:one", "")), s_facts, OrderWalk.Now), new("person:one", ""));
        Kinds(PurchaseOrderRules.Send(order, strict, OrderWalk.Now)).ShouldBe(all);
        Kinds(Deliver(Sent(s_facts), 1, facts: strict)).ShouldBe(all);
        // What is rejected at the door does not come in.
        Deliver(Sent(s_facts), 0, facts: strict).Refusal.ShouldBeNull();

        static IEnumerable<RefusalKind> Kinds(Decision<PurchaseOrderEvent> decision) => decision.Refusal!.Lines.Select(line => line.Refusal.Kind);
    }

    [Fact]
    public void An_inactive_supplier_and_a_missing_exchange_rate_block_the_submission()
    {
        var order = OrderWalk.Drafted(s_facts);
        PurchaseOrderRules.Submit(order, new(null, OrderWalk.Author), OrderWalk.Facts(OrderWalk.Policy(1), new("Supplier", Active: false)), OrderWalk.Now).Refusal!.Kind.ShouldBe(RefusalKind.SupplierInactive);
        var euro = OrderWalk.Facts(OrderWalk.Policy(1), new("Supplier", "EUR", Prices: [new("K", 100)]));
        PurchaseOrderRules.Submit(OrderWalk.Drafted(euro), new(null, OrderWalk.Author), euro, OrderWalk.Now).Refusal.ShouldBe(new(RefusalKind.NoExchangeRate, State: "EUR"));
        var rated = euro with { Policy = euro.Policy with { ExchangeRates = [new("EUR", 7.5m, new(2026, 1, 1)), new("EUR", 7.8m, new(2026, 6, 15)), new("EUR", 9, new(2026, 6, 16))] } };
        Submitted(rated).Amount.ShouldBe(new(7_800, "CNY"));
    }

    [Fact]
    public void More_than_the_tolerance_is_refused_and_nearly_all_counts_as_all()
    {
        var order = Sent(s_facts);
        Deliver(order, 11.001m).Refusal.ShouldBe(new(RefusalKind.OverDelivery, "1", Store: "S", Sku: "K", Available: 11));
        var most = order.After(Deliver(order, 11), OrderWalk.Author);
        (most.State, most.OpenOf(most.Lines[0])).ShouldBe((State.Received, 0));
        Deliver(most, 0.001m, "R2").Refusal!.Available.ShouldBe(0);
        var nearly = order.After(Deliver(order, 9), OrderWalk.Author);
        (nearly.State, nearly.OpenOf(nearly.Lines[0])).ShouldBe((State.Received, 0));
        var partly = order.After(Deliver(order, 8.999m), OrderWalk.Author);
        (partly.State, partly.OpenOf(partly.Lines[0])).ShouldBe((State.PartlyReceived, 1.001m));
    }

    [Fact]
    public void A_delivery_counts_once_and_is_settled_by_what_the_stocks_took_in()
    {
        var order = Sent(s_facts);
        order = order.After(Deliver(order, 10), OrderWalk.Author);
        Deliver(order, 10).IsRepeat.ShouldBeTrue();
        Deliver(order, 9).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        order = order.After(PurchaseOrderRules.SettleDelivery(order, new("R", [new(1, 4)], OrderWalk.Author)), OrderWalk.Author);
        (order.State, order.ReceivedOf(1), order.OpenOf(order.Lines[0])).ShouldBe((State.PartlyReceived, 4, 6));
        PurchaseOrderRules.SettleDelivery(order, new("R", [new(1, 9)], OrderWalk.Author)).IsRepeat.ShouldBeTrue();
        (order.ToSpend!.Receipt, PurchaseOrderRules.CostOf(order, order.ToSpend, order.Shares.Single())).ShouldBe(("R", 400));
    }

    [Fact]
    public void An_amendment_before_sending_needs_approval_anew_and_keeps_what_was()
    {
        var order = Submitted(s_facts);
        var amended = order.After(PurchaseOrderRules.Amend(order, new("A1", [new(1, "S", "K", 12, 90)], null, "More", OrderWalk.Author), s_facts, OrderWalk.Now), OrderWalk.Author);
        (amended.State, amended.Revision, amended.ApprovalsNeeded, amended.ToRelease.Count()).ShouldBe((State.Draft, 2, null, 1));
        amended.History[^1].Changes!.ShouldHaveSingleItem().ShouldBe(new(1, "S", "K", 10, 12, 100, 90, null, null));
        PurchaseOrderRules.Amend(amended, new("A1", [new(1, "S", "K", 12, 90)], null, "More", OrderWalk.Author), s_facts, OrderWalk.Now).IsRepeat.ShouldBeTrue();
        PurchaseOrderRules.Amend(amended, new("A1", [new(1, "S", "K", 13)], null, "More", OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        PurchaseOrderRules.Amend(amended, new("A2", [new(1, "S", "K", 12)], null, "Same", OrderWalk.Author), s_facts, OrderWalk.Now).Refusal.ShouldBe(Refusal.Invalid("lines", "must-change-something"));
    }

    [Theory]
    [InlineData(1, 11, null, "lines[0].quantity")]
    [InlineData(1, 10, 101.0, "lines[0].unitPrice")]
    [InlineData(1, 3, null, "lines[0].quantity")]
    [InlineData(2, 1, null, "lines[0].line")]
    public void Once_sent_an_order_is_never_raised_nor_lowered_below_what_came(int line, decimal quantity, double? price, string field)
    {
        var order = Sent(s_facts);
        order = order.After(Deliver(order, 4), OrderWalk.Author);
        PurchaseOrderRules.Amend(order, new("A1", [new(line, "S", "K", quantity, (decimal?)price)], null, "x", OrderWalk.Author), s_facts, OrderWalk.Now).Refusal!.Field.ShouldBe(field);
        order.After(PurchaseOrderRules.Amend(order, new("A1", [new(1, "S", "K", 4)], null, "x", OrderWalk.Author), s_facts, OrderWalk.Now), OrderWalk.Author).State.ShouldBe(State.Received);
    }

    [Fact]
    public void What_is_outside_the_contract_or_the_terms_warns()
    {
        var supplier = new SupplierRecord("Supplier", LeadTimeDays: 9, OrderDays: [WeekDay.Sunday], MinimumOrder: 5_000, Prices: [new("K", 100, MinimumQuantity: 20, PackQuantity: 6)]);
        var contract = new ContractView("C", new("SUP", new(2026, 1, 1), new(2026, 12, 31), Prices: [new("K", 90, 15)], LeadTimeDays: 7, MostValue: 500), default, 1);
        var facts = OrderWalk.Facts(OrderWalk.Policy(1), supplier, contracts: contract);
        var warned = PurchaseOrderRules.Draft(PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", 10, 95)], null, null, null, OrderWalk.Author), facts, OrderWalk.Now).Events.Single();
        ((OrderDrafted)warned).Warnings.ShouldBe(
        [
            new(Kind.BelowMinimumOrder, Expected: 5_000, Found: 950), new(Kind.NoOrderDay), new(Kind.AboveContractValue, null, "C", 500, 950),
            new(Kind.OtherThanListPrice, 1, null, 100, 95), new(Kind.BelowMinimumQuantity, 1, null, 20, 10), new(Kind.BrokenPack, 1, null, 6, 10),
            new(Kind.AboveContractPrice, 1, "C", 90, 95), new(Kind.BelowContractQuantity, 1, "C", 15, 10), new(Kind.LaterThanContract, 1, "C", 7, 9),
        ]);
        var over = contract with { Record = contract.Record with { ValidThrough = new(2026, 6, 14) } };
        var late = PurchaseOrderRules.Draft(PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", 24)], new(2026, 6, 16), null, null, OrderWalk.Author), OrderWalk.Facts(OrderWalk.Policy(1), supplier with { OrderDays = null, MinimumOrder = null }, contracts: over), OrderWalk.Now);
        ((OrderDrafted)late.Events.Single()).Warnings.ShouldBe([new(Kind.NoContractInForce), new(Kind.WantedTooSoon, 1, null, 9, 1)]);
        var good = OrderWalk.Facts(OrderWalk.Policy(1), new("Supplier", LeadTimeDays: 7, Prices: [new("K", 90)]), contracts: contract with { Record = contract.Record with { MostValue = 1_350 } });
        OrderWalk.Drafted(good, 15).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Budgets_are_asked_by_store_category_and_month_for_the_sum_of_their_lines()
    {
        var facts = OrderWalk.Facts(OrderWalk.Policy(1), sku: new("Product", "piece", Category: "face"));
        var order = PurchaseOrder.Empty.After(PurchaseOrderRules.Draft(
            PurchaseOrder.Empty, new("SUP", [new(1, "S", "K", 1), new(2, "S", "K", 2), new(3, "S", "K", 4, WantedOn: new(2026, 8, 1)), new(4, "S", "K", 1, 0, WantedOn: new(2026, 9, 1))], null, null, null, OrderWalk.Author),
            facts, OrderWalk.Now), OrderWalk.Author);
        var asked = (OrderSubmitAsked)PurchaseOrderRules.Submit(order, new(null, OrderWalk.Author), facts, OrderWalk.Now).Events.Single();
        asked.Shares.Select(share => (share.Budget, share.Amount, string.Join(',', share.Lines))).ShouldBe([("S/face/2026-06", 300, "1,2"), ("S/face/2026-08", 400, "3")]);
    }
}
