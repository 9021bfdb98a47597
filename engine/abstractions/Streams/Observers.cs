using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Takes the items of a stream one after the other: what consumers are, and how producers see the stream.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>One item. A consumer that throws gets the item again, with back-off, until the provider gives up and calls <see cref="OnErrorAsync"/>.</summary>
    /// <param name="token">Where the item stands in the stream; null from a producer.</param>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The stream has ended. Providers with a queue never say so.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>An item could not be delivered and is lost; the stream goes on.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Takes the items of a stream as its producer grouped them.</summary>
public interface IAsyncBatchObserver<T>
{
    /// <summary>The items of one batch, in order. A consumer that throws gets the whole batch again.</summary>
    Task OnNextAsync(IList<SequentialItem<T>> items);

    /// <inheritdoc cref="IAsyncObserver{T}.OnCompletedAsync" />
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <inheritdoc cref="IAsyncObserver{T}.OnErrorAsync" />
    Task OnErrorAsync(Exception ex);
}

/// <summary>An item with its place in the stream.</summary>
[GenerateSerializer]
public class SequentialItem<T>(T item, StreamSequenceToken token)
{
    /// <summary>The item.</summary>
    [Id(0)]
    public T Item { get; } = item;

    /// <summary>The place.</summary>
    [Id(1)]
    public StreamSequenceToken Token { get; } = token;
}

/// <summary>What a producer gives items to.</summary>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    /// <summary>Queues the items as one batch, which reaches consumers whole and in order.</summary>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}

/// <summary>What a consumer listens to.</summary>
public interface IAsyncObservable<T>
{
    /// <summary>Listens from now on.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);

    /// <summary>Listens from that place on.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}

/// <summary>What a consumer of batches listens to.</summary>
public interface IAsyncBatchObservable<T>
{
    /// <summary>Listens from now on.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer);

    /// <summary>Listens from that place on.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token);
}
