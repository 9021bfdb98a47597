using Orleans.Runtime;
using Orleans.Streams;

namespace BeautyGrains.Engine;

/// <summary>A stream as producers and consumers hold it.</summary>
internal sealed class GrainStream<T>(StreamProvider provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => provider.IsRewindable;

    public string ProviderName => provider.Name;

    public StreamId StreamId => id;

    // A producer's token is of no use to streams in memory: they number the batches themselves.
    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => Publish([item]);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Publish(batch);
    }

    public Task OnCompletedAsync() => throw new NotSupportedException("A stream in memory never ends.");

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("A producer cannot put errors into a stream in memory.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
        => Subscription().Create<T>().ResumeAsync(observer, token);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
        => Subscription().Create<T>().ResumeAsync(observer, token);

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
        => Task.FromResult<IList<StreamSubscriptionHandle<T>>>(Listener() is null ? [] : [Subscription().Create<T>()]);

    public int CompareTo(IAsyncStream<T>? other)
    {
        if (other is null)
            return 1;
        var providers = string.CompareOrdinal(ProviderName, other.ProviderName);
        return providers != 0 ? providers : id.CompareTo(other.StreamId);
    }

    public bool Equals(IAsyncStream<T>? other)
        => other is not null && other.ProviderName == ProviderName && other.StreamId == id;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => HashCode.Combine(ProviderName, id);

    public override string ToString() => $"{ProviderName}/{id}";

    private Task Publish(IEnumerable<T> items)
    {
        try
        {
            provider.Publish(id, items);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    // The grain whose turn this is, if it hears the stream implicitly.
    private Activation? Listener()
        => ActivationScheduler.CurrentActivation is { } activation
            && provider.Engine.Streams.ListenersOf(id.GetNamespace()).Contains(activation.Class)
            && activation.Class.KeyOf(id) == activation.Key
            ? activation
            : null;

    private StreamSubscription Subscription()
        => Listener() is { } activation
            ? new(provider, id, activation)
            : throw new NotSupportedException($"{id} is heard through [ImplicitStreamSubscription] alone, by the grain with its key.");
}
