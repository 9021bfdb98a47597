using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>An item of the tests' streams. Words that start with "fail once" or "fail always" are refused by their consumers, "hold" waits at the gate "hold".</summary>
[GenerateSerializer, Immutable, Alias("contract.Word")]
public sealed record Word(string Text);

/// <summary>Publishes; key: any text.</summary>
[Alias("contract.IProducerGrain")]
public interface IProducerGrain : IGrainWithStringKey
{
    /// <summary>Publishes words one after the other to the stream of that namespace and key.</summary>
    [Alias("Say")]
    Task Say(string provider, string ns, string key, string[] words);

    /// <summary>Publishes them as one batch.</summary>
    [Alias("SayAtOnce")]
    Task SayAtOnce(string provider, string ns, string key, string[] words);

    [Alias("SayToGuid")]
    Task SayToGuid(string provider, string ns, Guid key, string word);

    [Alias("SayToNumber")]
    Task SayToNumber(string provider, string ns, long key, string word);

    /// <summary>Publishes with a value in the request context.</summary>
    [Alias("SayWithContext")]
    Task SayWithContext(string provider, string ns, string key, string word, string who);

    /// <summary>True when there is no provider of that name.</summary>
    [Alias("Lacks")]
    Task<bool> Lacks(string provider);
}

public sealed class ProducerGrain : Grain, IProducerGrain
{
    public async Task Say(string provider, string ns, string key, string[] words)
    {
        var stream = this.GetStreamProvider(provider).GetStream<Word>(StreamId.Create(ns, key));
        foreach (var word in words)
            await stream.OnNextAsync(new(word));
    }

    public Task SayAtOnce(string provider, string ns, string key, string[] words)
        => this.GetStreamProvider(provider).GetStream<Word>(StreamId.Create(ns, key)).OnNextBatchAsync(words.Select(word => new Word(word)));

    public Task SayToGuid(string provider, string ns, Guid key, string word)
        => this.GetStreamProvider(provider).GetStream<Word>(StreamId.Create(ns, key)).OnNextAsync(new(word));

    public Task SayToNumber(string provider, string ns, long key, string word)
        => this.GetStreamProvider(provider).GetStream<Word>(StreamId.Create(ns, key)).OnNextAsync(new(word));

    public Task SayWithContext(string provider, string ns, string key, string word, string who)
    {
        RequestContext.Set("who", who);
        return Say(provider, ns, key, [word]);
    }

    public Task<bool> Lacks(string provider)
    {
        try
        {
            this.GetStreamProvider(provider);
            return Task.FromResult(false);
        }
        catch (KeyNotFoundException)
        {
            return Task.FromResult(true);
        }
    }
}

/// <summary>Hears "words" and "more words" item by item and tells the board of its key; key: any text.</summary>
[Alias("contract.IListenerGrain")]
public interface IListenerGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate.</summary>
    [Alias("Hold")]
    Task Hold(string gate);

    [Alias("End")]
    Task End();
}

[ImplicitStreamSubscription("words")]
[ImplicitStreamSubscription("more words")]
public sealed class ListenerGrain : Grain, IListenerGrain, IStreamSubscriptionObserver
{
    private readonly HashSet<string> _refused = [];

    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Board.Say("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Board.Say("deactivated");
        return Task.CompletedTask;
    }

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        Board.Say($"subscribed {handleFactory.ProviderName} {handleFactory.StreamId}");
        await handleFactory.Create<Word>().ResumeAsync(new Observer(this));
    }

    public async Task Hold(string gate)
    {
        Board.Say($"hold {gate} begins");
        await Board.Gate(gate);
        Board.Say($"hold {gate} ends");
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Hear(string text, StreamSequenceToken token)
    {
        var who = RequestContext.Get("who");
        Board.Say(who is null ? $"begin {text}" : $"begin {text} of {who}");
        if (text.StartsWith("fail once", StringComparison.Ordinal) && _refused.Add(text))
            throw new InvalidOperationException(text);
        if (text.StartsWith("fail always", StringComparison.Ordinal))
            throw new InvalidOperationException(text);
        if (text.StartsWith("hold", StringComparison.Ordinal))
            await Board.Gate("hold");
        Board.Say($"heard {text}");
        Board.Say($"place {token.EventIndex} of {text}");
    }

    private sealed class Observer(ListenerGrain grain) : IAsyncObserver<Word>
    {
        public Task OnNextAsync(Word item, StreamSequenceToken? token) => grain.Hear(item.Text, token!);

        public Task OnErrorAsync(Exception ex)
        {
            grain.Board.Say($"error {ex.GetType().Name}");
            return Task.CompletedTask;
        }
    }
}

/// <summary>Hears "words" batch by batch and tells the board "batches of KEY"; key: any text.</summary>
[Alias("contract.IBatchListenerGrain")]
public interface IBatchListenerGrain : IGrainWithStringKey;

[ImplicitStreamSubscription("batches")]
public sealed class BatchListenerGrain : Grain, IBatchListenerGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Word>
{
    private int _tries;

    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Word>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Word>> items)
    {
        Board.Say(string.Join(' ', items.Select(item => item.Item.Text)));
        if (items[^1].Item.Text == "fail once" && _tries++ == 0)
            throw new InvalidOperationException("on purpose");
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

/// <summary>Hears "guids"; key: a GUID.</summary>
[Alias("contract.IGuidListenerGrain")]
public interface IGuidListenerGrain : IGrainWithGuidKey;

[ImplicitStreamSubscription("guids")]
public sealed class GuidListenerGrain : Grain, IGuidListenerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Word>().ResumeAsync((word, _) =>
    {
        Board.Of($"{this.GetPrimaryKey():N}").Say(word.Text);
        return Task.CompletedTask;
    });
}

/// <summary>Hears "numbers"; key: an integer.</summary>
[Alias("contract.INumberListenerGrain")]
public interface INumberListenerGrain : IGrainWithIntegerKey;

[ImplicitStreamSubscription("numbers")]
public sealed class NumberListenerGrain : Grain, INumberListenerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Word>().ResumeAsync((word, _) =>
    {
        Board.Of($"number {this.GetPrimaryKeyLong()}").Say(word.Text);
        return Task.CompletedTask;
    });
}

/// <summary>Hears "subscribers", by subscribing when it is activated; key: any text.</summary>
[Alias("contract.ISubscriberGrain")]
public interface ISubscriberGrain : IGrainWithStringKey;

[ImplicitStreamSubscription("subscribers")]
public sealed class SubscriberGrain : Grain, ISubscriberGrain, IAsyncObserver<Word>
{
    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
        => await this.GetStreamProvider("one").GetStream<Word>(StreamId.Create("subscribers", this.GetPrimaryKeyString())).SubscribeAsync(this);

    public Task OnNextAsync(Word item, StreamSequenceToken? token)
    {
        Board.Say(item.Text);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
