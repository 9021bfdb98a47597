using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Contracts;
using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Grains.Tests.Aggregates;

/// <summary>The smallest aggregate: adds numbers under caller-made ids, refuses to fall below 0, breaks at 666.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<Answer<CounterView>> Add(string id, int number);

    [ReadOnly]
    Task<CounterView> Get();

    /// <summary>How often this activation was asked to add.</summary>
    Task<int> Asked();

    /// <summary>Lets this activation end.</summary>
    Task Rest();
}

[GenerateSerializer, Immutable]
public sealed record CounterView(int Sum, long Version);

public abstract record CounterEvent;

public sealed record NumberAdded(string Id, int Number) : CounterEvent;

public sealed record Counter(int Sum, ImmutableSortedSet<string> Ids);

public sealed class CounterKind : AggregateKind<Counter, CounterEvent>
{
    public static CounterKind Instance { get; } = new();

    public override string Category => "counter";

    public override int FoldVersion => 1;

    public override EventCodec<CounterEvent> Events { get; } = new EventCodec<CounterEvent>().Add("number-added.1", CounterJson.Default.NumberAdded);

    public override Counter Empty(string key) => new(0, []);

    public override Counter Evolve(Counter state, CounterEvent happened, EventInfo info) =>
        happened is NumberAdded added ? new(state.Sum + added.Number, state.Ids.Add(added.Id)) : throw new InvalidOperationException();

    public override byte[] SaveState(Counter state) => JsonSerializer.SerializeToUtf8Bytes(new(state.Sum, [.. state.Ids]), CounterJson.Default.SavedCounter);

    public override Counter LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, CounterJson.Default.SavedCounter)!;
        return new(saved.Sum, [.. saved.Ids]);
    }
}

public sealed record SavedCounter(int Sum, string[] Ids);

[JsonSerializable(typeof(NumberAdded))]
[JsonSerializable(typeof(SavedCounter))]
internal sealed partial class CounterJson : JsonSerializerContext;

[Reentrant]
public sealed class CounterGrain(AggregateServices house) : AggregateGrain<Counter, CounterEvent>(house, CounterKind.Instance), ICounterGrain
{
    private int _asked;

    public Task<Answer<CounterView>> Add(string id, int number)
    {
        _asked++;
        return Decide((head, _) => Rule(head, id, number), on => new CounterView(on.State.Sum, on.Version), House.By);
    }

    public Task<int> Asked() => Task.FromResult(_asked);

    public Task Rest()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<CounterView> Get()
    {
        await CheckFresh();
        return new(Durable.State.Sum, Durable.Version);
    }

    private static Decision<CounterEvent> Rule(Counter counter, string id, int number)
    {
        if (number == 666) throw new InvalidOperationException("A broken invariant.");
        if (counter.Ids.Contains(id)) return Decision<CounterEvent>.AlreadyDone;
        return counter.Sum + number < 0 ? Refusal.Insufficient(counter.Sum) : new NumberAdded(id, number);
    }
}
