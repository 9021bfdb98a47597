using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>Who may deal in what.</summary>
public sealed class StandingTests
{
    private static readonly DateOnly s_day = new(2026, 6, 15);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static BuyingPolicy Policy(
        EquatableList<QualificationDuty>? qualifications = null, EquatableList<RegistrationDuty>? registrations = null, EquatableList<StoreLicenceDuty>? licences = null) =>
        new("CNY", qualifications ?? [], registrations ?? [], licences ?? [], [], [], [], [], []);

    private static SupplierView Supplier(params Qualification[] papers) => new("SUP", new("Supplier", Qualifications: [.. papers]), [], default, 1);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2026-06-15", "2026-06-15", null)]
    [InlineData("2026-06-16", null, "not-yet-valid")]
    [InlineData(null, "2026-06-14", "expired")]
    public void A_qualification_counts_from_its_first_day_through_its_last(string? from, string? through, string? state)
    {
        var policy = Policy([new(GoodsCategory.Drug, "drug-licence")]);
        var found = StandingRules.OfSupplier(Supplier(new Qualification("drug-licence", "N", null, Day(from), Day(through))), GoodsCategory.Drug, policy, s_day).ToList();
        found.Select(refusal => (refusal.Kind, refusal.Rule, refusal.State)).ShouldBe(state is null ? [] : [(RefusalKind.SupplierNotQualified, "drug-licence", state)]);
    }

    [Fact]
    public void Every_mandatory_kind_is_needed_for_its_own_category_alone_and_one_good_paper_of_several_is_enough()
    {
        var policy = Policy([new(GoodsCategory.Drug, "business-licence"), new(GoodsCategory.Drug, "drug-licence"), new(GoodsCategory.DeviceIII, "device-licence")]);
        StandingRules.OfSupplier(Supplier(), GoodsCategory.Drug, policy, s_day).Select(refusal => (refusal.Rule, refusal.State)).ShouldBe([("business-licence", "missing"), ("drug-licence", "missing")]);
        StandingRules.OfSupplier(Supplier(), GoodsCategory.Other, policy, s_day).ShouldBeEmpty();
        var papers = new Qualification[]
        {
            new("business-licence", "old", null, null, new(2026, 1, 1)), new("business-licence", "new"),
            new("drug-licence", "devices only", [GoodsCategory.DeviceIII]),
        };
        StandingRules.OfSupplier(Supplier(papers), GoodsCategory.Drug, policy, s_day).Select(refusal => (refusal.Rule, refusal.State)).ShouldBe([("drug-licence", "missing")]);
    }

    [Theory]
    [InlineData(null, "2026-06-14")]
    [InlineData("2026-06-16", null)]
    public void A_duty_asks_for_nothing_outside_its_days(string? from, string? through)
    {
        var policy = Policy(
            [new(GoodsCategory.Drug, "drug-licence", Day(from), Day(through))], [new(GoodsCategory.Drug, true, Day(from), Day(through))], [new(GoodsCategory.Drug, null, Day(from), Day(through))]);
        StandingRules.OfSupplier(Supplier(), GoodsCategory.Drug, policy, s_day).ShouldBeEmpty();
        StandingRules.OfProduct("K", new("Drug", "vial", GoodsCategory: GoodsCategory.Drug), policy, s_day).ShouldBeNull();
        StandingRules.OfStore("S", new("Store", "UTC"), GoodsCategory.Drug, policy, s_day).ShouldBeNull();
    }

    public static TheoryData<Registration?, string?> Registrations => new()
    {
        { null, "missing" },
        { new("N"), null },
        { new("N", ValidFrom: new(2026, 6, 15), ValidThrough: new(2026, 6, 15)), null },
        { new("N", ValidThrough: new(2026, 6, 14)), "expired" },
        { new("N", ValidFrom: new(2026, 6, 16)), "not-yet-valid" },
        { new("N", CancelledOn: new(2026, 6, 15)), "cancelled" },
        { new("N", CancelledOn: new(2026, 6, 16)), null },
    };

    [Theory, MemberData(nameof(Registrations))]
    public void A_product_is_bought_while_its_registration_stands(Registration? registration, string? state)
    {
        var policy = Policy(registrations: [new(GoodsCategory.SpecialCosmetic, true)]);
        var product = new SkuRecord("Sunscreen", "tube", GoodsCategory: GoodsCategory.SpecialCosmetic, Registration: registration);
        StandingRules.OfProduct("K", product, policy, s_day).ShouldBe(state is null ? null : new Refusal(RefusalKind.ProductNotRegistered, Sku: "K", State: state));
        StandingRules.OfProduct("K", product with { GoodsCategory = GoodsCategory.Other }, policy, s_day).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, "2026-01-01", "2026-05-31", false)]
    [InlineData(true, "2026-01-01", "2026-06-01", true)]
    [InlineData(true, "2025-12-31", "2026-05-31", true)]
    [InlineData(false, "2026-01-01", "2026-05-31", true)]
    public void Goods_made_while_the_registration_was_valid_come_in_where_the_table_says_so(bool allowed, string first, string last, bool refused)
    {
        var policy = Policy(registrations: [new(GoodsCategory.Drug, !allowed, ValidThrough: new(2026, 12, 31)), new(GoodsCategory.Drug, allowed, new(2026, 6, 1))]);
        var product = new SkuRecord("Drug", "vial", GoodsCategory: GoodsCategory.Drug, Registration: new("N", ValidFrom: new(2026, 1, 1), ValidThrough: new(2026, 5, 31)));
        (StandingRules.OfProduct("K", product, policy, s_day, (Day(first)!.Value, Day(last)!.Value)) is not null).ShouldBe(refused);
        StandingRules.OfProduct("K", product, policy, s_day)!.State.ShouldBe("expired");
        var cancelled = product with { Registration = product.Registration! with { CancelledOn = new(2026, 6, 1) } };
        StandingRules.OfProduct("K", cancelled, policy, s_day, (Day(first)!.Value, Day(last)!.Value))!.State.ShouldBe("cancelled");
    }

    [Fact]
    public void A_store_needs_a_licence_that_covers_the_category_where_stores_of_its_type_do()
    {
        var policy = Policy(licences: [new(GoodsCategory.Drug, StoreType.Clinic)]);
        var clinic = new StoreRecord("Clinic", "UTC", Type: StoreType.Clinic, Licences: [new("L", [GoodsCategory.DeviceIII])]);
        StandingRules.OfStore("S", clinic, GoodsCategory.Drug, policy, s_day).ShouldBe(new(RefusalKind.StoreNotLicensed, Store: "S", State: "missing"));
        StandingRules.OfStore("S", clinic with { Type = StoreType.Shop }, GoodsCategory.Drug, policy, s_day).ShouldBeNull();
        StandingRules.OfStore("S", clinic with { Licences = [new("L", [GoodsCategory.Drug], null, s_day)] }, GoodsCategory.Drug, policy, s_day).ShouldBeNull();
        StandingRules.OfStore("S", clinic with { Licences = [new("L", [GoodsCategory.Drug], null, s_day.AddDays(-1))] }, GoodsCategory.Drug, policy, s_day)!.State.ShouldBe("expired");
    }

    [Fact]
    public void The_default_tables_are_well_formed_and_let_nothing_unlicensed_through()
    {
        BuyingPolicyForm.Check(BuyingDefaults.Policy).ShouldBeEmpty();
        var facts = new StockFacts(new("Drug", "vial", GoodsCategory: GoodsCategory.Drug), new("Store", "UTC"));
        StandingRules.Against(Supplier(), "K", "S", facts, BuyingDefaults.Policy, s_day).Select(refusal => refusal.Kind)
            .ShouldBe([RefusalKind.SupplierNotQualified, RefusalKind.SupplierNotQualified, RefusalKind.ProductNotRegistered, RefusalKind.StoreNotLicensed]);
    }
}

/// <summary>What a supplier's terms say of a day and a quantity.</summary>
public sealed class SupplierTermsTests
{
    [Fact]
    public void Of_the_prices_valid_on_a_day_the_one_that_became_valid_last_counts()
    {
        var supplier = new SupplierView("SUP", new("Supplier", LeadTimeDays: 9, Prices:
        [
            new("K", 100), new("K", 90, ValidFrom: new(2026, 6, 1), ValidThrough: new(2026, 6, 30), LeadTimeDays: 3), new("K", 120, ValidFrom: new(2027, 1, 1)), new("L", 1),
        ]), [], default, 1);
        supplier.PriceOf("K", new(2026, 5, 31))!.UnitPrice.ShouldBe(100);
        supplier.PriceOf("K", new(2026, 6, 30))!.UnitPrice.ShouldBe(90);
        supplier.PriceOf("K", new(2026, 7, 1))!.UnitPrice.ShouldBe(100);
        supplier.PriceOf("K", new(2027, 1, 1))!.UnitPrice.ShouldBe(120);
        supplier.PriceOf("M", new(2027, 1, 1)).ShouldBeNull();
        (supplier.LeadTimeDaysOf(supplier.PriceOf("K", new(2026, 6, 2))), supplier.LeadTimeDaysOf(null)).ShouldBe((3, 9));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(10.5, 12)]
    [InlineData(13, 18)]
    public void A_need_is_rounded_up_to_the_minimum_and_to_whole_packs(decimal need, decimal quantity) =>
        new SupplierPrice("K", 1, MinimumQuantity: 10, PackQuantity: need <= 10 ? 5 : 6).Rounded(need).ShouldBe(quantity);

    [Fact]
    public void The_next_order_day_is_the_first_one_from_the_day_on()
    {
        var supplier = new SupplierView("SUP", new("Supplier", OrderDays: [WeekDay.Monday, WeekDay.Thursday]), [], default, 1);
        supplier.NextOrderDay(new(2026, 6, 15)).ShouldBe(new(2026, 6, 15));
        supplier.NextOrderDay(new(2026, 6, 16)).ShouldBe(new(2026, 6, 18));
        supplier.NextOrderDay(new(2026, 6, 19)).ShouldBe(new(2026, 6, 22));
        (supplier with { Record = new("Daily") }).NextOrderDay(new(2026, 6, 20)).ShouldBe(new(2026, 6, 20));
    }
}
