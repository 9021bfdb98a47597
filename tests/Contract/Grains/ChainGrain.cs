using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>A link of a chain of calls.</summary>
/// <param name="Key">The grain called.</param>
/// <param name="How">"plain", "allow" or "suppress": whether it lets its chain call back while it calls the next.</param>
[GenerateSerializer, Immutable, Alias("contract.Link")]
public sealed record Link(string Key, string How);

/// <summary>Calls on along a chain; key: any text.</summary>
[Alias("contract.IChainGrain")]
public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls on along a chain, which is not empty. Answers what its end answers, or "stuck at" the end's key when that gives no answer in time.</summary>
    [Alias("Pass")]
    Task<string> Pass(ImmutableArray<Link> chain);

    /// <summary>The end of a chain; has a second to answer "there".</summary>
    [Alias("End"), ResponseTimeout("00:00:01")]
    Task<string> End();

    /// <summary>Waits at the gate "a" of its board while it lets its own chain in.</summary>
    [Alias("HoldOpen")]
    Task HoldOpen();

    /// <summary>Lets its chain in and has the other call <see cref="Read"/> of this grain.</summary>
    [Alias("LetReadBack")]
    Task LetReadBack(IChainGrain other);

    [Alias("ReadOf")]
    Task ReadOf(IChainGrain caller);

    /// <summary>Waits at the gate.</summary>
    [Alias("Read"), ReadOnly]
    Task Read(string gate);

    /// <summary>Comes through whatever runs.</summary>
    [Alias("Through"), AlwaysInterleave]
    Task Through();

    /// <summary>Has the other call <see cref="End"/> of this grain after the section that would have let it in. What came of it: "there" or "stuck".</summary>
    [Alias("LeaveThenWait")]
    Task<string> LeaveThenWait(IChainGrain other);

    [Alias("EndOf")]
    Task<string> EndOf(IChainGrain caller);

    /// <summary>Two sections, one within the other: what each leaves behind.</summary>
    [Alias("Sections")]
    Task<string> Sections();
}

public sealed class ChainGrain : Grain, IChainGrain
{
    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public async Task<string> Pass(ImmutableArray<Link> chain)
    {
        switch (chain[0].How)
        {
            case "allow":
            {
                using var section = RequestContext.AllowCallChainReentrancy();
                return await CallNext(chain);
            }

            case "suppress":
            {
                using var section = RequestContext.SuppressCallChainReentrancy();
                return await CallNext(chain);
            }

            default:
                return await CallNext(chain);
        }
    }

    public Task<string> End() => Task.FromResult("there");

    public async Task HoldOpen()
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        Board.Say("open");
        await Board.Gate("a");
    }

    public async Task LetReadBack(IChainGrain other)
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        await other.ReadOf(this.AsReference<IChainGrain>());
    }

    public Task ReadOf(IChainGrain caller) => caller.Read("a");

    public async Task Read(string gate)
    {
        Board.Say($"read {gate}");
        await Board.Gate(gate);
    }

    public Task Through() => Task.CompletedTask;

    public async Task<string> LeaveThenWait(IChainGrain other)
    {
        Task<string> answer;
        using (RequestContext.AllowCallChainReentrancy())
            answer = other.EndOf(this.AsReference<IChainGrain>());
        Board.Open("left");
        return await answer;
    }

    public async Task<string> EndOf(IChainGrain caller)
    {
        await Board.Of(caller.GetPrimaryKeyString()).Gate("left");
        try
        {
            return await caller.End();
        }
        catch (TimeoutException)
        {
            return "stuck";
        }
    }

    public Task<string> Sections()
    {
        var before = RequestContext.ReentrancyId;
        Guid outer;
        Guid inner;
        Guid none;
        Guid after;
        using (RequestContext.AllowCallChainReentrancy())
        {
            outer = RequestContext.ReentrancyId;
            using (RequestContext.AllowCallChainReentrancy())
                inner = RequestContext.ReentrancyId;
            using (RequestContext.SuppressCallChainReentrancy())
                none = RequestContext.ReentrancyId;
            after = RequestContext.ReentrancyId;
        }

        return Task.FromResult(
            $"{before == Guid.Empty} {outer != Guid.Empty} {inner == outer} {none == Guid.Empty} {after == outer} {RequestContext.ReentrancyId == Guid.Empty}");
    }

    private async Task<string> CallNext(ImmutableArray<Link> chain)
    {
        var next = GrainFactory.GetGrain<IChainGrain>(chain[0].Key);
        if (chain.Length > 1)
            return await next.Pass(chain.RemoveAt(0));
        try
        {
            return await next.End();
        }
        catch (TimeoutException)
        {
            return $"stuck at {chain[0].Key}";
        }
    }
}
