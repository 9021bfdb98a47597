using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Access;

public sealed class AccessGrainTests : IAsyncLifetime
{
    private static readonly string s_hash = new('a', 64);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IAccessGrain Access => _house.Grains.GetGrain<IAccessGrain>("access");

    private static AddAccessKey Key(string id, AccessRole role = AccessRole.Administrator, EquatableList<string>? stores = null) =>
        new(id, $"Key {id}", s_hash, role, stores, House.By);

    [Fact]
    public async Task A_key_added_twice_is_there_once_and_another_key_of_that_id_is_refused()
    {
        var first = await Access.AddKey(Key("K1", AccessRole.Terminal, ["S1", "S2"]));
        var second = await Access.AddKey(Key("K1", AccessRole.Terminal, ["S1", "S2"]));
        (first.IsNew, second.IsNew).ShouldBe((true, false));
        second.Value.ShouldBe(first.Value);
        (await Access.AddKey(Key("K1", AccessRole.Terminal, ["S1"]))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        var table = await Access.GetKeys();
        (table.Keys.Length, table.Version).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_and_listed_for_a_new_activation()
    {
        await Access.AddKey(Key("A"));
        await Access.AddKey(Key("T", AccessRole.Terminal));
        (await Access.RevokeKey(new("T", House.By))).IsNew.ShouldBeTrue();
        (await Access.RevokeKey(new("T", House.By))).IsNew.ShouldBeFalse();
        (await Access.RevokeKey(new("X", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownKey);

        await using var next = await House.Open(_journal);
        var keys = (await next.Grains.GetGrain<IAccessGrain>("access").GetKeys()).Keys;
        keys.Select(key => (key.Id, key.RevokedAt is null)).ShouldBe([("A", true), ("T", false)]);
    }

    [Fact]
    public async Task The_last_administrator_of_the_whole_house_cannot_be_revoked()
    {
        await Access.AddKey(Key("A"));
        await Access.AddKey(Key("B"));
        await Access.AddKey(Key("C", stores: ["S1"]));
        (await Access.RevokeKey(new("A", House.By))).Refusal.ShouldBeNull();
        (await Access.RevokeKey(new("B", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.LastAdministrator);
        (await Access.AddKey(Key("D"))).IsNew.ShouldBeTrue();
        (await Access.RevokeKey(new("B", House.By))).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("bad id", "name", 64, "id")]
    [InlineData("K", "", 64, "name")]
    [InlineData("K", "name", 63, "secretHash")]
    public async Task A_malformed_key_is_refused(string id, string name, int digits, string field) =>
        (await Access.AddKey(new(id, name, new('a', digits), AccessRole.Terminal, null, House.By))).Refusal!.Field.ShouldBe(field);
}
