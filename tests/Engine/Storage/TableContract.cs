using System.Text;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Tests.Storage;

/// <summary>What the engine needs of a table of states and one of reminders, wherever they are.</summary>
public abstract class TableContract
{
    private static readonly GrainId s_grain = GrainId.Create("shelf", "a/b 精华");
    private static readonly DateTime s_due = new(638_900_000_001_234_567, DateTimeKind.Utc);

    /// <summary>Tables over one place; each call is as another process that opens it.</summary>
    protected abstract Task<(IEmbeddedStateTable States, IEmbeddedReminderTable Reminders)> Open();

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(EmbeddedStateRow? row) => Encoding.UTF8.GetString(row!.Payload.Span);

    [Fact]
    public async Task A_state_is_written_over_the_version_that_is_kept_and_no_other()
    {
        var (states, _) = await Open();
        (await states.Read("s", s_grain)).ShouldBeNull();
        var first = await states.Write("s", s_grain, Json("1"), null);
        (await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Write("s", s_grain, Json("0"), null))).StoredEtag.ShouldBe(first);
        var second = await states.Write("s", s_grain, Json("\"二\""), first);
        (await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Write("s", s_grain, Json("0"), first))).StoredEtag.ShouldBe(second);
        var row = await states.Read("s", s_grain);
        Text(row).ShouldBe("\"二\"");
        row!.Etag.ShouldBe(second);
        (await states.Read("t", s_grain)).ShouldBeNull();
        (await states.Read("s", GrainId.Create("shelf", "a"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_state_is_cleared_by_the_version_that_is_kept_and_no_version_comes_again()
    {
        var (states, _) = await Open();
        await states.Clear("s", s_grain, null);
        var first = await states.Write("s", s_grain, Json("1"), null);
        await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Clear("s", s_grain, null));
        await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Clear("s", s_grain, "other"));
        await states.Clear("s", s_grain, first);
        (await states.Read("s", s_grain)).ShouldBeNull();
        (await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Write("s", s_grain, Json("0"), first))).StoredEtag.ShouldBeNull();
        await Should.ThrowAsync<EmbeddedStateConflictException>(() => states.Clear("s", s_grain, first));
        var second = await states.Write("s", s_grain, Json("2"), null);
        second.ShouldNotBe(first);
        var (others, _) = await Open();
        var third = await others.Write("s", s_grain, Json("3"), second);
        new[] { first, second, third }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_processes_that_race_for_a_version_one_wins_each_time()
    {
        (IEmbeddedStateTable States, IEmbeddedReminderTable)[] processes = [await Open(), await Open()];
        var etag = await processes[0].States.Write("s", s_grain, Json("0"), null);
        for (var round = 1; round <= 20; round++)
        {
            var known = etag;
            var tries = Enumerable.Range(0, 8).Select(number => Task.Run(() => TryWrite(processes[number % 2].States, $"{number}", known))).ToArray();
            var won = (await Task.WhenAll(tries)).Where(written => written is not null).ToArray();
            etag = won.ShouldHaveSingleItem()!;
            (await processes[1].States.Read("s", s_grain))!.Etag.ShouldBe(etag);
        }
    }

    private static async Task<string?> TryWrite(IEmbeddedStateTable states, string payload, string etag)
    {
        try
        {
            return await states.Write("s", s_grain, Json(payload), etag);
        }
        catch (EmbeddedStateConflictException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_reminder_comes_back_to_the_tick()
    {
        var (_, reminders) = await Open();
        var etag = await reminders.Write(s_grain, "r", s_due, TimeSpan.FromTicks(600_000_001));
        var row = (await reminders.Read(s_grain, "r")).ShouldNotBeNull();
        row.ShouldBe(new EmbeddedReminder(s_grain, "r", s_due, TimeSpan.FromTicks(600_000_001), etag, null));
        row.FirstDue.Kind.ShouldBe(DateTimeKind.Utc);
        await reminders.Tick(s_grain, "r", etag, s_due.AddTicks(3));
        (await reminders.Read(s_grain, "r"))!.LastTick.ShouldBe(s_due.AddTicks(3));
        (await reminders.Read(s_grain, "other")).ShouldBeNull();
    }

    [Fact]
    public async Task A_reminder_registered_again_has_another_etag_and_no_tick()
    {
        var (_, reminders) = await Open();
        var first = await reminders.Write(s_grain, "r", s_due, TimeSpan.FromMinutes(1));
        await reminders.Tick(s_grain, "r", first, s_due);
        var second = await reminders.Write(s_grain, "r", s_due.AddHours(1), TimeSpan.FromMinutes(2));
        await reminders.Tick(s_grain, "r", first, s_due.AddHours(2));
        (await reminders.Read(s_grain, "r")).ShouldBe(new EmbeddedReminder(s_grain, "r", s_due.AddHours(1), TimeSpan.FromMinutes(2), second, null));
        (await reminders.Remove(s_grain, "r", first)).ShouldBeFalse();
        (await reminders.Remove(s_grain, "r", second)).ShouldBeTrue();
        (await reminders.Remove(s_grain, "r", second)).ShouldBeFalse();
        (await reminders.Read(s_grain, "r")).ShouldBeNull();
    }

    [Fact]
    public async Task Reminders_come_in_order_by_grain_and_name_for_every_process()
    {
        var (_, reminders) = await Open();
        foreach (var (grain, name) in new[] { ("b", "z"), ("b", "A"), ("B", "x"), ("a", "精"), ("a", "b") })
            await reminders.Write(GrainId.Create("shelf", grain), name, s_due, TimeSpan.FromMinutes(1));
        (await reminders.ReadAll()).Select(row => $"{row.Grain.Key} {row.Name}").ShouldBe(["B x", "a b", "a 精", "b A", "b z"]);
        (await reminders.ReadOf(GrainId.Create("shelf", "b"))).Select(row => row.Name).ShouldBe(["A", "z"]);
        (await reminders.ReadOf(GrainId.Create("other", "b"))).ShouldBeEmpty();
    }
}

public sealed class MemoryTableTests : TableContract
{
    private readonly (IEmbeddedStateTable, IEmbeddedReminderTable) _tables = (new MemoryStateTable(), new MemoryReminderTable());

    protected override Task<(IEmbeddedStateTable States, IEmbeddedReminderTable Reminders)> Open() => Task.FromResult(_tables);
}
