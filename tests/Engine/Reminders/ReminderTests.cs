using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests.Reminders;

/// <summary>Reminders on the virtual clock, which begins at midnight.</summary>
public sealed class ReminderTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_tenMinutes = TimeSpan.FromMinutes(10);

    private readonly ManualClock _clock = new();
    private readonly FaultyReminderTable _table = new(new MemoryReminderTable());

    private PumpedEngine Start(int seed = 1) => new(_clock, Services, seed);

    private void Services(IServiceCollection services)
    {
        services.AddReminders();
        services.AddSingleton<IEmbeddedReminderTable>(_table);
    }

    private static string[] Ticks(PumpedEngine engine) =>
        [.. engine.Probe.Log.Where(said => said.StartsWith("tick ", StringComparison.Ordinal)).Select(said => string.Join(' ', said.Split(' ')[1..3]))];

    private static void Set(PumpedEngine engine, string name, TimeSpan due, TimeSpan period) => engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Set(name, due, period));

    [Fact]
    public void Ticks_stand_at_the_first_one_and_whole_periods_after_it()
    {
        using var engine = Start();
        Set(engine, "r", s_tenMinutes, s_hour);
        engine.Wait(3 * s_hour);
        Ticks(engine).ShouldBe(["r 00:10", "r 01:10", "r 02:10"]);
        engine.Probe.Log.ShouldAllBe(said => said.EndsWith($" of 00:10 thread {Environment.CurrentManagedThreadId}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reminder_that_is_set_anew_again_and_again_takes_no_more_room_and_ticks_once()
    {
        using var engine = Start();
        Set(engine, "other", s_tenMinutes, s_hour);
        for (var time = 0; time < 1_000; time++)
            Set(engine, "r", TimeSpan.FromMinutes(20), s_hour);
        engine.RemindersScheduled.ShouldBeLessThan(100);
        engine.Wait(s_hour);
        Ticks(engine).ShouldBe(["other 00:10", "r 00:20"]);
    }

    [Fact]
    public void A_reminder_that_is_due_at_once_ticks_at_once()
    {
        using var engine = Start();
        Set(engine, "r", TimeSpan.Zero, s_hour);
        engine.Wait(TimeSpan.FromSeconds(1));
        Ticks(engine).ShouldBe(["r 00:00"]);
    }

    [Fact]
    public void Ticks_missed_while_no_process_ran_are_one_and_the_next_keeps_its_place()
    {
        using (var first = Start())
        {
            Set(first, "r", s_tenMinutes, s_hour);
            Set(first, "never-ran", s_hour, s_hour);
            first.Wait(TimeSpan.FromMinutes(30));
        }

        _clock.Advance(3 * s_hour);
        using var second = Start();
        second.Wait(s_hour);
        Ticks(second).Order(StringComparer.Ordinal).ShouldBe(["never-ran 03:30", "never-ran 04:00", "r 03:30", "r 04:10"]);
    }

    [Fact]
    public void A_tick_that_was_delivered_does_not_come_again_after_a_restart()
    {
        using (var first = Start())
        {
            Set(first, "r", s_tenMinutes, s_hour);
            first.Wait(TimeSpan.FromMinutes(20));
            Ticks(first).ShouldBe(["r 00:10"]);
        }

        using var second = Start();
        second.Wait(s_hour);
        Ticks(second).ShouldBe(["r 01:10"]);
    }

    [Fact]
    public void A_stopped_engine_sends_nothing()
    {
        Probe probe;
        using (var first = Start())
        {
            Set(first, "r", s_tenMinutes, s_hour);
            probe = first.Probe;
        }

        _clock.Advance(s_hour);
        probe.Log.ShouldBeEmpty();
    }

    [Fact]
    public void A_reminder_has_one_tick_at_a_time_and_those_missed_meanwhile_are_one()
    {
        using var engine = Start();
        Set(engine, "busy", s_tenMinutes, s_hour);
        engine.Wait(3.5 * s_hour);
        Ticks(engine).ShouldBe(["busy 00:10"]);
        engine.Probe.Open("tick");
        engine.Pump();
        engine.Wait(s_hour);
        Ticks(engine).ShouldBe(["busy 00:10", "busy 03:30", "busy 04:10"]);
    }

    [Fact]
    public void A_tick_that_fails_counts_and_the_next_one_comes()
    {
        using (var engine = Start())
        {
            Set(engine, "throws", s_tenMinutes, s_hour);
            engine.Wait(1.5 * s_hour);
            Ticks(engine).ShouldBe(["throws 00:10", "throws 01:10"]);
        }

        using var next = Start();
        next.Wait(s_tenMinutes);
        Ticks(next).ShouldBeEmpty();
    }

    [Fact]
    public void Registering_again_begins_anew_even_where_a_tick_waits()
    {
        using var engine = Start();
        Set(engine, "r", s_tenMinutes, s_hour);
        engine.Wait(TimeSpan.FromMinutes(9));
        Set(engine, "r", s_tenMinutes, 2 * s_hour);
        engine.Wait(4 * s_hour);
        Ticks(engine).ShouldBe(["r 00:19", "r 02:19"]);
    }

    [Fact]
    public void A_stale_handle_ends_nothing()
    {
        using var engine = Start();
        var stale = engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Set("r", s_tenMinutes, s_hour));
        var fresh = engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Set("r", s_tenMinutes, s_hour));
        Should.Throw<ReminderException>(() => engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Unset(stale)));
        engine.Wait(s_tenMinutes);
        Ticks(engine).ShouldBe(["r 00:10"]);
        engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Unset(fresh));
        // Gone is gone: the other handle asks for what is true already.
        engine.Do(grains => grains.GetGrain<IAlarmGrain>("a").Unset(stale));
        engine.Wait(2 * s_hour);
        Ticks(engine).Length.ShouldBe(1);
    }

    [Fact]
    public void What_another_process_registered_or_ended_is_heard_of()
    {
        using var engine = Start();
        Set(engine, "mine", s_tenMinutes, s_hour);
        using (var other = Start())
        {
            other.Do(grains => grains.GetGrain<IAlarmGrain>("a").UnsetByName("mine"));
            other.Do(grains => grains.GetGrain<IAlarmGrain>("b").Set("theirs", 2 * s_hour, s_hour));
        }

        engine.Wait(2.5 * s_hour);
        Ticks(engine).ShouldBe(["theirs 02:00"]);
    }

    [Fact]
    public async Task A_tick_that_another_process_delivered_is_not_repeated()
    {
        using var engine = Start();
        Set(engine, "r", s_tenMinutes, s_hour);
        var row = (await _table.ReadAll())[0];
        await _table.Tick(row.Grain, row.Name, row.Etag, _clock.GetUtcNow().UtcDateTime + s_tenMinutes);
        engine.Wait(1.5 * s_hour);
        Ticks(engine).ShouldBe(["r 01:10"]);
    }

    [Fact]
    public void A_table_that_fails_for_a_while_makes_a_tick_late_and_no_more()
    {
        using var engine = Start();
        Set(engine, "r", s_tenMinutes, s_hour);
        engine.Wait(TimeSpan.FromMinutes(9));
        _table.Fails = true;
        engine.Wait(TimeSpan.FromMinutes(3));
        Ticks(engine).ShouldBeEmpty();
        _table.Fails = false;
        engine.Wait(s_hour);
        Ticks(engine).ShouldBe(["r 00:13", "r 01:10"]);
    }

    [Fact]
    public void A_registration_that_could_not_be_kept_is_told()
    {
        using var engine = Start();
        _table.Fails = true;
        Should.Throw<IOException>(() => Set(engine, "r", s_tenMinutes, s_hour));
        _table.Fails = false;
        engine.Wait(s_hour);
        Ticks(engine).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_table_the_host_has_no_reminders()
    {
        using var engine = new PumpedEngine(_clock, services => services.AddReminders());
        Should.Throw<OrleansConfigurationException>(() => Set(engine, "r", s_tenMinutes, s_hour));
    }

    [Fact]
    public void Many_reminders_tick_in_one_order_for_one_seed()
    {
        string[] Run(int seed)
        {
            using var engine = new PumpedEngine(
                new ManualClock(), services => services.AddSingleton<IEmbeddedReminderTable, MemoryReminderTable>().AddReminders(), seed);
            for (var grain = 0; grain < 20; grain++)
            {
                var key = $"{grain}";
                engine.Do(grains => grains.GetGrain<IAlarmGrain>(key).Set(key, TimeSpan.FromMinutes(1 + grain % 3), TimeSpan.FromMinutes(1 + grain % 5)));
            }

            engine.Wait(s_hour);
            return [.. engine.Probe.Log];
        }

        var run = Run(seed: 3);
        run.Length.ShouldBeGreaterThan(300);
        run.ShouldBe(Run(seed: 3));
        run.ShouldNotBe(Run(seed: 4));
    }
}

/// <summary>A table that fails when told to.</summary>
public sealed class FaultyReminderTable(IEmbeddedReminderTable table) : IEmbeddedReminderTable
{
    public bool Fails { get; set; }

    public Task<IReadOnlyList<EmbeddedReminder>> ReadAll() => Do(table.ReadAll);

    public Task<IReadOnlyList<EmbeddedReminder>> ReadOf(GrainId grain) => Do(() => table.ReadOf(grain));

    public Task<EmbeddedReminder?> Read(GrainId grain, string name) => Do(() => table.Read(grain, name));

    public Task<string> Write(GrainId grain, string name, DateTime firstDue, TimeSpan period) => Do(() => table.Write(grain, name, firstDue, period));

    public Task Tick(GrainId grain, string name, string etag, DateTime tick) => Fails ? Task.FromException(new IOException("away")) : table.Tick(grain, name, etag, tick);

    public Task<bool> Remove(GrainId grain, string name, string etag) => Do(() => table.Remove(grain, name, etag));

    private Task<T> Do<T>(Func<Task<T>> work) => Fails ? Task.FromException<T>(new IOException("away")) : work();
}
