using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Buying;

/// <summary>Suppliers, contracts and the tables of buying.</summary>
public sealed class MasterTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private Task<Answer<SupplierView>> Supplier(string id, SupplierRecord record, long? version = null) =>
        _house.Grains.GetGrain<ISupplierGrain>(id).Put(new(record, version, House.By));

    private Task<Answer<ContractView>> Contract(string id, ContractRecord record) => _house.Grains.GetGrain<IContractGrain>(id).Put(new(record, null, House.By));

    [Fact]
    public async Task A_supplier_is_put_repeated_and_guarded_by_its_version()
    {
        var record = new SupplierRecord("Supplier", Prices: [new("K", 12.5m)], Qualifications: [new("business-licence", "N")], OrderDays: [WeekDay.Monday]);
        (await Supplier("SUP", record)).ShouldSatisfyAllConditions(made => made.IsNew.ShouldBeTrue(), made => made.Value!.Record.ShouldBe(record), made => made.Value!.Version.ShouldBe(1));
        (await Supplier("SUP", record with { OrderDays = [WeekDay.Monday] })).IsNew.ShouldBeFalse();
        (await Supplier("SUP", record with { Name = "Other" }, 7)).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        (await Supplier("SUP", record with { Prices = [new("K", 1), new("K", 2)] })).Refusal.ShouldBe(Refusal.Invalid("prices[1].validFrom", "must-be-unique"));
        (await Supplier("SUP", record with { Active = false }, 1)).Value!.Version.ShouldBe(2);
        (await _house.Grains.GetGrain<ISupplierGrain>("nobody").Get()).ShouldBeNull();
    }

    [Fact]
    public async Task A_contract_needs_its_supplier_who_knows_it_and_never_changes()
    {
        var record = new ContractRecord("SUP", new(2026, 1, 1), new(2026, 12, 31), Prices: [new("K", 10)]);
        (await Contract("C", record)).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSupplier);
        await Supplier("SUP", new("Supplier"));
        await Supplier("SUP2", new("Other"));
        (await Contract("C", record)).Value!.Record.ShouldBe(record);
        (await Contract("C", record)).IsNew.ShouldBeFalse();
        (await Contract("C", record with { Supplier = "SUP2" })).Refusal.ShouldBe(Refusal.Invalid("supplier", "is-immutable"));
        (await Contract("B", record with { LeadTimeDays = 3 })).IsNew.ShouldBeTrue();
        (await Contract("D", record with { ValidThrough = new(2025, 1, 1) })).Refusal.ShouldBe(Refusal.Invalid("validThrough", "must-not-be-before-valid-from"));
        (await _house.Grains.GetGrain<ISupplierGrain>("SUP").Get())!.Contracts.ShouldBe(["B", "C"]);
        (await _house.Grains.GetGrain<ISupplierGrain>("SUP2").Get())!.Contracts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_crash_between_supplier_and_contract_leaves_a_contract_that_can_be_written()
    {
        var record = new ContractRecord("SUP", new(2026, 1, 1), new(2026, 12, 31));
        var crashes = await Crash.AfterEveryWrite(
            async house => await house.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier"), null, House.By)),
            house => house.Grains.GetGrain<IContractGrain>("C").Put(new(record, null, House.By)),
            async (house, writes) =>
            {
                (await house.Grains.GetGrain<IContractGrain>("C").Get() is not null).ShouldBe(writes >= 2);
                (await house.Grains.GetGrain<IContractGrain>("C").Put(new(record, null, House.By))).Value!.Record.ShouldBe(record);
                (await house.Grains.GetGrain<ISupplierGrain>("SUP").Get())!.Contracts.ShouldBe(["C"]);
            });
        crashes.ShouldBe(2);
    }

    [Fact]
    public async Task The_tables_are_the_defaults_until_somebody_puts_others()
    {
        var grain = _house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key);
        (await grain.Get()).ShouldSatisfyAllConditions(view => view.Version.ShouldBe(0), view => view.Policy.ShouldBe(BuyingDefaults.Policy));
        var other = BuyingDefaults.Policy with { ApprovalTiers = [new(0, 3)] };
        (await grain.Put(new(other, null, House.By))).Value!.Policy.ShouldBe(other);
        (await grain.Put(new(other, null, House.By))).IsNew.ShouldBeFalse();
        (await grain.Put(new(other with { ApprovalTiers = [new(0, 9)] }, null, House.By))).Refusal.ShouldBe(Refusal.Invalid("approvalTiers[0].approvals", "must-be-1-to-5"));
        (await grain.Get()).Policy.ApprovalTiers.ShouldBe([new(0, 3)]);
    }
}
