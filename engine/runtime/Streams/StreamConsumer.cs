using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Engine;

/// <summary>What call filters see as the interface of a delivery.</summary>
internal interface IStreamConsumerExtension
{
    Task DeliverBatch(StreamProvider provider, StreamId stream, StreamBatch batch);

    Task ErrorInStream(StreamProvider provider, StreamId stream, Exception exception);
}

/// <summary>The observers of one activation, by stream. Works in the activation's turns alone.</summary>
internal sealed class StreamConsumer(Activation activation) : IStreamConsumerExtension
{
    internal static readonly GrainMethod<Nothing> DeliverBatch = Method<StreamBatch>(
        nameof(DeliverBatch), static (consumer, provider, stream, batch) => consumer.DeliverBatch(provider, stream, batch));

    internal static readonly GrainMethod<Nothing> ErrorInStream = Method<Exception>(
        nameof(ErrorInStream), static (consumer, provider, stream, exception) => consumer.ErrorInStream(provider, stream, exception));

    private readonly Dictionary<(StreamProvider Provider, StreamId Stream), StreamHandle> _handles = [];

    internal Activation Activation { get; } = activation;

    async Task IStreamConsumerExtension.DeliverBatch(StreamProvider provider, StreamId stream, StreamBatch batch)
    {
        if (!_handles.ContainsKey((provider, stream)) && Activation.Grain is IStreamSubscriptionObserver observer)
            await observer.OnSubscribed(new StreamSubscription(provider, stream, Activation));
        if (_handles.TryGetValue((provider, stream), out var handle))
            await handle.Deliver(batch);
        else
            Activation.Engine.Logger.LogWarning("{GrainId} hears {Stream} but has no observer for it; the batch is dropped.", Activation.GrainId, stream);
    }

    Task IStreamConsumerExtension.ErrorInStream(StreamProvider provider, StreamId stream, Exception exception)
        => _handles.TryGetValue((provider, stream), out var handle) ? handle.Fail(exception) : Task.CompletedTask;

    internal void Attach(StreamHandle handle) => _handles[(handle.Provider, handle.Stream)] = handle;

    internal void Detach(StreamProvider provider, StreamId stream) => _handles.Remove((provider, stream));

    private static GrainMethod<Nothing> Method<TArgument>(
        string name,
        Func<IStreamConsumerExtension, StreamProvider, StreamId, TArgument, Task> carryOut)
        => new(
            typeof(IStreamConsumerExtension).GetMethod(name)!,
            (grain, arguments) => carryOut(
                ((Activation)((Orleans.Grain)grain).GrainContext).Streams,
                (StreamProvider)arguments[0]!,
                (StreamId)arguments[1]!,
                (TArgument)arguments[2]!));
}
