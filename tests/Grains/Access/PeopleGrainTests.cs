using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Access;

public sealed class PeopleGrainTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 1);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IAccessGrain Access => _house.Grains.GetGrain<IAccessGrain>("access");

    private static PersonRecord Record(params PersonRole[] roles) =>
        new("Name", null, [.. roles], StoreScope.Everywhere, false, [new(ApprovalKind.Order, new(1_000, "CNY"))]);

    private static AddAccessKey KeyOf(string person, string id) => new(id, "key", new('b', 64), AccessRole.Person, null, House.By, person);

    [Fact]
    public async Task The_same_record_again_changes_nothing_and_a_stale_one_is_refused()
    {
        var first = (await Access.PutPerson(new("p", Record(PersonRole.Buyer), 0, House.By))).Value.ShouldNotBeNull();
        (await Access.PutPerson(new("p", Record(PersonRole.Buyer), null, House.By))).IsNew.ShouldBeFalse();
        (await Access.PutPerson(new("p", Record(PersonRole.Finance), 0, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        var second = (await Access.PutPerson(new("p", Record(PersonRole.Finance), first.Version, House.By))).Value.ShouldNotBeNull();
        (second.Record.Roles[0], second.Active).ShouldBe((PersonRole.Finance, true));
    }

    [Fact]
    public async Task Keys_end_with_their_persons_time_and_stay_ended_for_a_new_activation_that_begins_with_a_snapshot()
    {
        (await Access.AddKey(KeyOf("p", "K0"))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPerson);
        await Access.PutPerson(new("p", Record(PersonRole.Buyer), null, House.By));
        await Access.PutPerson(new("q", Record(PersonRole.Buyer), null, House.By));
        foreach (var (person, key) in new[] { ("p", "K1"), ("p", "K2"), ("q", "K3") }) (await Access.AddKey(KeyOf(person, key))).IsNew.ShouldBeTrue();
        (await Access.SetPersonActive(new("p", false, "left", House.By))).Value!.Active.ShouldBeFalse();
        (await Access.SetPersonActive(new("p", false, "left", House.By))).IsNew.ShouldBeFalse();
        (await Access.AddKey(KeyOf("p", "K4"))).Refusal!.State.ShouldBe("inactive");
        (await Access.SetPersonActive(new("r", false, "left", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPerson);
        var before = await Access.GetKeys();

        await using var next = await House.Open(_journal);
        var table = await next.Grains.GetGrain<IAccessGrain>("access").GetKeys();
        table.Keys.Select(key => (key.Id, key.Person, key.RevokedAt is null)).ShouldBe([("K1", "p", false), ("K2", "p", false), ("K3", "q", true)]);
        table.People.ShouldBe(before.People);
    }

    [Theory]
    [InlineData(AccessRole.Person, null)]
    [InlineData(AccessRole.Terminal, "p")]
    public async Task A_key_is_a_persons_exactly_when_its_role_says_so(AccessRole role, string? person) =>
        (await Access.AddKey(KeyOf("p", "K") with { Role = role, Person = person })).Refusal!.Field.ShouldBe("role");
}
