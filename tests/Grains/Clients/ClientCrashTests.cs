using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;
using BeautyGrains.Vault;

namespace BeautyGrains.Grains.Tests.Clients;

/// <summary>A file, its phone and its keys agree, wherever a process died.</summary>
public sealed class ClientCrashTests
{
    private int _run;

    [Fact]
    public async Task A_crash_anywhere_leaves_a_phone_with_its_client_or_free_and_never_a_readable_profile_of_one_who_is_erased()
    {
        var (number, one, two) = ("", "", "");
        var writes = await Crash.AfterEveryWrite(
            _ =>
            {
                var run = Interlocked.Increment(ref _run);
                (number, one, two) = ($"C-crash-{run}", $"phone-1-{run}", $"phone-2-{run}");
                return Task.CompletedTask;
            },
            house => Live(house, number, one, two),
            async (house, done) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                var view = (await Of(house, number).Get()).Value;
                var vault = await TestVault.Started();
                var profile = await vault.Find(number, VaultPart.Profile);
                var isOpen = view is { State: ClientState.Active };
                if (view is { State: not ClientState.Active }) (view.State, view.Profile, profile is null).ShouldBe((ClientState.Erased, null, true));
                var phone = isOpen ? ClientProfile.Parse(profile!.Open(view!.Profile!)!).Name : null;
                foreach (var wanted in new[] { one, two })
                {
                    var other = await Registered(house, $"{number}-{wanted}", wanted);
                    (other.Refusal?.Kind).ShouldBe(wanted == phone ? RefusalKind.PhoneTaken : null, $"{wanted}, while the client {(isOpen ? $"has {phone}" : "has none")}");
                }
                if (isOpen) (await vault.Seek([[vault.Blind("name", phone!)]], "", 10)).ShouldBe([number]);
                if (view is null or { State: ClientState.Erased }) (await vault.Seek([[vault.Blind("name", one)], [vault.Blind("name", two)]], "", 10)).ShouldNotContain(number);
            });
        writes.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Of_many_who_ask_for_a_phone_at_once_one_gets_it_and_the_keys_of_the_others_are_destroyed()
    {
        await using var journal = new FaultyJournal();
        await using var house = await House.Open(journal);
        var vault = await TestVault.Started();
        var numbers = Enumerable.Range(0, 16).Select(i => $"C-race-{i}").ToArray();
        var answers = await Task.WhenAll(numbers.Select(number => Registered(house, number, "phone-race")));
        var winner = answers.Single(answer => answer.Value is not null).Value!.Number;
        foreach (var number in numbers)
        {
            (await vault.Find(number, VaultPart.Profile) is not null).ShouldBe(number == winner);
            (await Of(house, number).Get()).Refusal?.Kind.ShouldBe(RefusalKind.UnknownClient);
        }
        (await Registered(house, winner, "phone-race")).IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task A_registration_has_one_number_however_often_it_is_asked_for()
    {
        await using var journal = new FaultyJournal();
        await using var house = await House.Open(journal);
        var numbers = house.Grains.GetGrain<IClientNumbersGrain>(IClientNumbersGrain.Key);
        var first = (await numbers.Take(new("r-0", "hash", House.By))).Value!.Number;
        first.ShouldBe("C00000001");
        // So many that the first is no longer at hand.
        for (var i = 1; i <= ClientNumbers.MostRecent; i++) (await numbers.Take(new($"r-{i}", "hash", House.By))).IsNew.ShouldBeTrue();
        (await numbers.Take(new("r-0", "hash", House.By))).Value!.Number.ShouldBe(first);
        (await numbers.Take(new("r-0", "other", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
    }

    // A phone is its own profile here, so that what is open tells which it is.
    private static async Task Live(House house, string number, string one, string two)
    {
        (await Registered(house, number, one)).Refusal.ShouldBeNull();
        var sealer = (await (await TestVault.Started()).Find(number, VaultPart.Profile))!;
        (await Of(house, number).Change(new(Profile(sealer, two), sealer.Seal(two), null, null, [], null, House.By))).Refusal.ShouldBeNull();
        (await Of(house, number).Erase(new("asked", new("ben", [PersonRole.Operations], null, []), House.By))).Refusal.ShouldBeNull();
    }

    private static async Task<Answer<ClientView>> Registered(House house, string number, string phone)
    {
        var vault = await TestVault.Started();
        await vault.Make(number);
        return await vault.Find(number, VaultPart.Profile) is { } sealer
            ? await Of(house, number).Register(new($"r-{number}", Profile(sealer, phone), sealer.Seal(phone), null, null, null, [], House.By))
            : await Of(house, number).Register(new($"r-{number}", "", null, null, null, null, [], House.By));
    }

    private static string Profile(Sealer sealer, string name) => sealer.Seal(new ClientProfile(name, null, null, null, null, null, null, null, null).ToJson());

    private static IClientGrain Of(House house, string number) => house.Grains.GetGrain<IClientGrain>(number);
}
