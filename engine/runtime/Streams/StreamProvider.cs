using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Streams;

namespace BeautyGrains.Engine;

/// <summary>Streams in memory. A published batch waits in one queue per listening grain and is delivered by that queue's own loop,
/// so a slow grain holds up nothing but its own stream.</summary>
internal sealed class StreamProvider : IStreamProvider
{
    private readonly EmbeddedEngine _engine;
    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainClass Listener, StreamId Stream), StreamQueue> _queues = [];
    private int _waiting;
    private long _sequence;
    private long _delivered;
    private long _redelivered;
    private long _lost;
    private long _refused;

    internal StreamProvider(EmbeddedEngine engine, string name)
    {
        _engine = engine;
        Name = name;
        // Later processes give later numbers, so that a consumer that remembers one finds newer items newer.
        _sequence = engine.Clock.GetUtcNow().UtcTicks;
        var options = engine.ServiceProvider.GetService<IOptionsMonitor<StreamPullingAgentOptions>>()?.Get(name) ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MaxEventDeliveryTime, TimeSpan.Zero, nameof(options.MaxEventDeliveryTime));
        MostTime = options.MaxEventDeliveryTime;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public bool IsRewindable => false;

    internal EmbeddedEngine Engine => _engine;

    /// <summary>After that long of failed tries a batch is given up.</summary>
    internal TimeSpan MostTime { get; }

    /// <inheritdoc />
    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new GrainStream<T>(this, streamId);

    /// <summary>Queues a batch for every grain that hears the stream; without one it costs a look into a table.</summary>
    /// <exception cref="InvalidOperationException">A queue is full; nobody gets the batch.</exception>
    /// <exception cref="OrleansMessageRejectionException">The engine does not run.</exception>
    internal void Publish<T>(StreamId stream, IEnumerable<T> items)
    {
        var listeners = _engine.Streams.ListenersOf(stream.GetNamespace());
        if (listeners.Length == 0)
            return;
        if (!_engine.IsRunning)
            throw new OrleansMessageRejectionException("The engine does not run, so it delivers no streams.");

        var batch = new StreamBatch<T>([.. items], RequestContext.Values);
        if (batch.IsEmpty)
            return;
        List<StreamQueue>? woken = null;
        lock (_lock)
        {
            var queues = QueuesOf(stream, listeners);
            Admit(stream, queues);
            batch.Sequence = _sequence++;
            foreach (var queue in queues)
            {
                _waiting++;
                if (queue.Add(batch))
                    (woken ??= []).Add(queue);
            }
        }

        woken?.ForEach(queue => queue.Start());
    }

    /// <summary>What a queue delivers next; an empty queue is forgotten.</summary>
    internal StreamBatch? Next(StreamQueue queue)
    {
        lock (_lock)
        {
            if (_engine.IsRunning && queue.First is { } batch)
                return batch;
            _waiting -= queue.Count;
            _queues.Remove((queue.Listener, queue.Stream));
            return null;
        }
    }

    /// <summary>Takes the first batch away, delivered or given up.</summary>
    internal void Done(StreamQueue queue, bool isDelivered)
    {
        lock (_lock)
        {
            queue.RemoveFirst();
            _waiting--;
            if (isDelivered)
                _delivered++;
            else
                _lost++;
        }
    }

    internal void CountRedelivery() => Interlocked.Increment(ref _redelivered);

    internal StreamStatistics Read()
    {
        lock (_lock)
        {
            return new(Name, _waiting, _delivered, Volatile.Read(ref _redelivered), _lost, _refused);
        }
    }

    // Under the lock.
    private StreamQueue[] QueuesOf(StreamId stream, GrainClass[] listeners)
    {
        var queues = new List<StreamQueue>(listeners.Length);
        foreach (var listener in listeners)
        {
            if (_queues.TryGetValue((listener, stream), out var queue))
                queues.Add(queue);
            else if (listener.KeyOf(stream) is { } key)
                queues.Add(new(this, listener, stream, key));
            else
                _engine.Logger.LogWarning("{Stream} has no key that grains of type {Listener} can have; they do not hear it.", stream, listener.Name);
        }

        return [.. queues];
    }

    // Under the lock.
    private void Admit(StreamId stream, StreamQueue[] queues)
    {
        var isFull = queues.Any(queue => queue.Count >= _engine.Options.MaxWaitingBatchesPerStream)
            || _waiting + queues.Length > _engine.Options.MaxWaitingBatches;
        if (isFull)
        {
            _refused++;
            throw new InvalidOperationException($"{stream} takes nothing more: too many batches wait to be delivered.");
        }

        foreach (var queue in queues)
            _queues.TryAdd((queue.Listener, stream), queue);
    }
}
