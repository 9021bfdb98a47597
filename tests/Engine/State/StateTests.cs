using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace BeautyGrains.Engine.Tests.State;

public sealed class StateTests
{
    private readonly FaultyStateTable _table = new(new MemoryStateTable());

    private PumpedEngine Start() => new(
        new ManualClock(), services => services.AddGrainStorage("Default", (_, _) => new EmbeddedGrainStorage(_table)));

    [Fact]
    public void Writes_asked_for_in_one_turn_are_one()
    {
        using var engine = Start();
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").AddOneByOne(5)).ShouldBe(5);
        _table.Writes.ShouldBe(1);
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(1)).ShouldBe(6);
        _table.Writes.ShouldBe(2);
    }

    [Fact]
    public void A_grain_whose_state_cannot_be_read_does_not_start_and_the_next_call_tries_again()
    {
        using var engine = Start();
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(3));
        using var next = Start();
        _table.Fails = true;
        Should.Throw<OrleansException>(() => next.Do(grains => grains.GetGrain<ILedgerGrain>("a").Sum())).InnerException.ShouldBeOfType<IOException>();
        next.Probe.Log.ShouldBeEmpty();
        _table.Fails = false;
        next.Do(grains => grains.GetGrain<ILedgerGrain>("a").Sum()).ShouldBe(3);
        next.Probe.Log.ShouldBe(["activated with 3"]);
    }

    [Fact]
    public void A_write_that_fails_is_told_and_the_next_one_goes_on()
    {
        using var engine = Start();
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(1));
        _table.Fails = true;
        Should.Throw<OrleansException>(() => engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(1))).InnerException.ShouldBeOfType<IOException>();
        _table.Fails = false;
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(1)).ShouldBe(3);
    }

    [Fact]
    public void A_state_that_another_process_wrote_ends_the_activation_with_its_reason_and_the_next_one_reads_it()
    {
        using var engine = Start();
        using var other = Start();
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(1));
        other.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(10)).ShouldBe(11);
        var conflict = Should.Throw<InconsistentStateException>(() => engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Add(100)));
        conflict.StoredEtag.ShouldBe("2");
        conflict.CurrentEtag.ShouldBe("1");
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").Sum()).ShouldBe(11);
        engine.Probe.Log.ShouldBe(["activated with 0", "ended: ApplicationError", "activated with 11"]);
    }

    [Fact]
    public void A_conflict_that_leaves_a_timers_callback_ends_the_activation_too()
    {
        using var engine = Start();
        engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").StartConflict(TimeSpan.FromMinutes(1)));
        engine.Wait(TimeSpan.FromMinutes(2));
        engine.Probe.Log.ShouldBe(["activated with 0", "ended: ApplicationError"]);
    }

    [Fact]
    public void A_state_is_for_the_turns_of_its_own_grain_alone()
    {
        using var engine = Start();
        var state = engine.Do(grains => grains.GetGrain<ILedgerGrain>("a").HandOut());
        Should.Throw<InvalidOperationException>(() => state.State);
        Should.Throw<InvalidOperationException>(() => state.State = new());
        Should.Throw<InvalidOperationException>(() => { _ = state.WriteStateAsync(); });
    }

    [Fact]
    public void A_storage_that_the_host_has_not_is_named()
    {
        using var engine = Start();
        Should.Throw<BadProviderConfigException>(() => engine.Do(grains => grains.GetGrain<IHomelessGrain>("a").Nothing())).Message.ShouldContain("\"nowhere\"");
    }

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(Ledger))]
    [InlineData(typeof(GrainId))]
    public void What_was_never_written_is_made_by_its_constructor(Type type) => New(type).ShouldNotBeNull();

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(int[]))]
    [InlineData(typeof(IDisposable))]
    public void What_cannot_be_made_is_nothing(Type type) => New(type).ShouldBeNull();

    private static object? New(Type type) => typeof(EmbeddedGrainStorage).GetMethod(nameof(EmbeddedGrainStorage.New))!.MakeGenericMethod(type).Invoke(null, null);
}

/// <summary>A table that counts writes, and fails when told to.</summary>
public sealed class FaultyStateTable(IEmbeddedStateTable table) : IEmbeddedStateTable
{
    public bool Fails { get; set; }

    public int Writes { get; private set; }

    public Task<EmbeddedStateRow?> Read(string stateName, GrainId grainId) =>
        Fails ? Task.FromException<EmbeddedStateRow?>(new IOException("away")) : table.Read(stateName, grainId);

    public Task<string> Write(string stateName, GrainId grainId, ReadOnlyMemory<byte> payload, string? etag)
    {
        Writes++;
        return Fails ? Task.FromException<string>(new IOException("away")) : table.Write(stateName, grainId, payload, etag);
    }

    public Task Clear(string stateName, GrainId grainId, string? etag) => table.Clear(stateName, grainId, etag);
}
