using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Reminders;

/// <summary>What reminders promise, wherever they are kept.</summary>
public abstract class ReminderContract(Kept kept)
{
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    // A first tick that is due before the reminder has been written down need not come at all, so this leaves time for that.
    protected static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(2);
    protected static readonly TimeSpan Far = TimeSpan.FromHours(1);

    protected Kept Kept { get; } = kept;

    private IRemindedGrain Reminded(string key) => Kept.Cluster.Grains.GetGrain<IRemindedGrain>(Key(key));

    // Boards live as long as the process, whatever the test's place.
    protected string Key(string key) => $"reminded {GetType().Name}/{key}";

    protected Board BoardOf(string key) => Board.Of(Key(key));

    [Fact]
    public async Task A_reminder_ticks_when_it_is_due_and_tells_its_period()
    {
        await Reminded("due").Register("once", SoonEnough, TimeSpan.FromMinutes(7));
        await BoardOf("due").Heard("tick once");
        await BoardOf("due").Heard("period 00:07:00");
        BoardOf("due").Count("in time").ShouldBe(1);
    }

    [Fact]
    public async Task A_reminder_ticks_again_and_again()
    {
        await Reminded("again").Register("often", Soon, Kept.ShortPeriod);
        await BoardOf("again").Heard("tick often", 3);
        (await Reminded("again").Unregister("often")).ShouldBe("");
    }

    [Fact]
    public async Task A_tick_wakes_a_grain_that_is_not_in_memory()
    {
        await Reminded("wakes").Register("often", TimeSpan.FromMilliseconds(400), Kept.ShortPeriod);
        await Reminded("wakes").End();
        await BoardOf("wakes").Heard("activated", 2);
        await BoardOf("wakes").Heard("tick often");
        (await Reminded("wakes").Get("often")).ShouldBeTrue();
        (await Reminded("wakes").Unregister("often")).ShouldBe("");
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_keep_the_next_from_coming()
    {
        await Reminded("throws").Register("throws", Soon, Kept.ShortPeriod);
        await BoardOf("throws").Heard("tick throws", 2);
        (await Reminded("throws").Unregister("throws")).ShouldBe("");
    }

    [Fact]
    public async Task A_reminder_ended_ticks_no_more_and_ending_it_again_is_no_fault()
    {
        var grain = Reminded("ended");
        await grain.Register("often", Soon, Kept.ShortPeriod);
        await grain.Register("stays", Soon, Kept.ShortPeriod);
        await BoardOf("ended").Heard("tick often");
        (await grain.Unregister("often")).ShouldBe("");
        (await grain.Unregister("often")).ShouldBe("");
        await ContractCluster.Until(
            async () =>
            {
                var often = BoardOf("ended").Count("tick often");
                await BoardOf("ended").Heard("tick stays", BoardOf("ended").Count("tick stays") + 4);
                return BoardOf("ended").Count("tick often") == often;
            },
            "no tick of the reminder that was ended");
        (await grain.Get("often")).ShouldBeFalse();
        (await grain.Unregister("stays")).ShouldBe("");
    }

    [Fact]
    public async Task Registering_again_replaces_and_makes_the_old_handle_stale()
    {
        var grain = Reminded("replaced");
        await grain.Register("reminder", Far, Far);
        await grain.Register("reminder", SoonEnough, Far);
        await BoardOf("replaced").Heard("tick reminder");
        (await grain.Names()).ShouldBe(["reminder"]);
        (await grain.Unregister("reminder")).ShouldBe("ReminderException");
        (await grain.Names()).ShouldBe(["reminder"]);
        (await grain.Get("reminder")).ShouldBeTrue();
        (await grain.Unregister("reminder")).ShouldBe("");
        (await grain.Names()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grain_sees_its_own_reminders_and_no_others()
    {
        await Reminded("own").Register("b", Far, Far);
        await Reminded("own").Register("a 精华", Far, Far);
        await Reminded("others").Register("c", Far, Far);
        (await Reminded("own").Names()).ShouldBe(["a 精华", "b"]);
        (await Reminded("own").Get("c")).ShouldBeFalse();
        (await Reminded("own").Get("b")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", 1, 3600, nameof(ArgumentNullException))]
    [InlineData("name", -1, 3600, nameof(ArgumentOutOfRangeException))]
    [InlineData("name", 1, -1, nameof(ArgumentOutOfRangeException))]
    [InlineData("name", 1, 0.2, nameof(ArgumentException))]
    public async Task A_reminder_without_a_name_or_with_times_out_of_range_is_refused(string name, double due, double period, string exception) =>
        (await Reminded("refused").TryRegister(name, TimeSpan.FromSeconds(due), TimeSpan.FromSeconds(period))).ShouldBe(exception);

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_has_no_reminders() =>
        (await Kept.Cluster.Grains.GetGrain<IForgetfulGrain>(Key("forgetful")).TryRegister()).ShouldBe(nameof(InvalidOperationException));
}

/// <summary>What they promise besides where they outlive the process.</summary>
public abstract class DurableReminderContract(Kept kept) : ReminderContract(kept)
{
    [Fact]
    public async Task A_reminder_outlives_the_cluster()
    {
        await using var cluster = await ContractCluster.Start(await Kept.New());
        await cluster.Grains.GetGrain<IRemindedGrain>(Key("outlives")).Register("often", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await cluster.Restart();
        var before = BoardOf("outlives").Count("tick often");
        await BoardOf("outlives").Heard("tick often", before + 2);
        (await cluster.Grains.GetGrain<IRemindedGrain>(Key("outlives")).Names()).ShouldBe(["often"]);
    }
}

/// <summary>Reminders as they are unless a host says otherwise.</summary>
public sealed class ShortestPeriodTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task The_shortest_period_is_one_minute()
    {
        var grain = plain.Cluster.Grains.GetGrain<IRemindedGrain>("shortest");
        (await grain.TryRegister("name", TimeSpan.Zero, TimeSpan.FromSeconds(59.999))).ShouldBe(nameof(ArgumentException));
        (await grain.TryRegister("name", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1))).ShouldBe("");
    }
}

[Collection(MemoryCases.Name)]
public sealed class MemoryReminderTests(KeptInMemory kept) : ReminderContract(kept);

[Collection(PostgresCases.Name)]
[TestCaseOrderer(BeautyGrains.Tests.Shared.WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresReminderTests(KeptInPostgres kept) : DurableReminderContract(kept);
