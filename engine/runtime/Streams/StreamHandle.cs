using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Engine;

/// <summary>The implicit subscription of one grain to one stream.</summary>
internal sealed class StreamSubscription(StreamProvider provider, StreamId stream, Activation activation) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => stream;

    public string ProviderName => provider.Name;

    public GuidId SubscriptionId => GuidId.GetGuidId(IdOf(provider, stream, activation));

    public StreamSubscriptionHandle<T> Create<T>() => new StreamHandle<T>(provider, stream, activation, null, null);

    /// <summary>The same in every process.</summary>
    internal static Guid IdOf(StreamProvider provider, StreamId stream, Activation activation)
    {
        var name = $"{provider.Name}\n{stream.GetNamespace()}\n{stream.GetKeyAsString()}\n{activation.Class.Name}";
        return new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }
}

/// <summary>A handle as deliveries see it.</summary>
internal abstract class StreamHandle(StreamProvider provider, StreamId stream)
{
    internal StreamProvider Provider { get; } = provider;

    internal StreamId Stream { get; } = stream;

    /// <summary>Gives the observer a batch, unless it has had it: a consumer that was slow rather than failing sees no batch twice.</summary>
    internal abstract Task Deliver(StreamBatch batch);

    internal abstract Task Fail(Exception exception);
}

/// <summary>A handle; with an observer once it was resumed.</summary>
internal sealed class StreamHandle<T> : StreamSubscriptionHandle<T>
{
    private readonly StreamProvider _provider;
    private readonly StreamId _stream;
    private readonly Activation _activation;
    private readonly Observed? _observed;
    private bool _isUsed;

    internal StreamHandle(
        StreamProvider provider,
        StreamId stream,
        Activation activation,
        IAsyncObserver<T>? observer,
        IAsyncBatchObserver<T>? batchObserver)
    {
        _provider = provider;
        _stream = stream;
        _activation = activation;
        if (observer is not null || batchObserver is not null)
            _observed = new(this, observer, batchObserver);
    }

    public override StreamId StreamId => _stream;

    public override string ProviderName => _provider.Name;

    public override Guid HandleId => StreamSubscription.IdOf(_provider, _stream, _activation);

    public override Task UnsubscribeAsync()
    {
        UseUp();
        _activation.Streams.Detach(_provider, _stream);
        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Resume(observer, null, token);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Resume(null, observer, token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other)
        => other is StreamHandle<T> handle && handle.HandleId == HandleId && handle._activation.GrainId == _activation.GrainId;

    private Task<StreamSubscriptionHandle<T>> Resume(IAsyncObserver<T>? observer, IAsyncBatchObserver<T>? batchObserver, StreamSequenceToken? token)
    {
        if (token is not null)
            throw new ArgumentNullException(nameof(token), "Streams of this provider are not rewindable, so they take no token.");
        UseUp();
        var resumed = new StreamHandle<T>(_provider, _stream, _activation, observer, batchObserver);
        _activation.Streams.Attach(resumed._observed!);
        return Task.FromResult<StreamSubscriptionHandle<T>>(resumed);
    }

    private void UseUp()
    {
        if (_isUsed)
            throw new InvalidOperationException("Handle is no longer valid. It has been used to unsubscribe or resume.");
        if (ActivationScheduler.CurrentActivation != _activation)
            throw new InvalidOperationException("A handle is used in turns of its own activation alone.");
        _isUsed = true;
    }

    private sealed class Observed(StreamHandle<T> handle, IAsyncObserver<T>? observer, IAsyncBatchObserver<T>? batchObserver)
        : StreamHandle(handle._provider, handle._stream)
    {
        private long _last;

        internal override async Task Deliver(StreamBatch batch)
        {
            if (batch.Sequence <= _last)
                return;
            var items = batch.Items<T>();
            if (batchObserver is not null)
                await batchObserver.OnNextAsync([.. items.Select((item, place) => new SequentialItem<T>(item, batch.Token(place)))]);
            for (var place = 0; observer is not null && place < items.Count && !handle._isUsed; place++)
                await observer.OnNextAsync(items[place], batch.Token(place));
            _last = batch.Sequence;
        }

        internal override Task Fail(Exception exception)
            => observer?.OnErrorAsync(exception) ?? batchObserver!.OnErrorAsync(exception);
    }
}
