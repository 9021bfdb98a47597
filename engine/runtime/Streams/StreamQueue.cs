using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace BeautyGrains.Engine;

/// <summary>The batches of one stream that wait for one grain, and the loop that delivers them one after the other as calls of that grain.
/// A batch that the grain does not take is delivered again with back-off, then given up. The provider's lock guards the queue.</summary>
internal sealed class StreamQueue(StreamProvider provider, GrainClass listener, StreamId stream, string key)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly Queue<StreamBatch> _batches = new();
    private bool _isDelivering;

    internal GrainClass Listener { get; } = listener;

    internal StreamId Stream { get; } = stream;

    internal int Count => _batches.Count;

    internal StreamBatch? First => _batches.TryPeek(out var batch) ? batch : null;

    private EmbeddedEngine Engine => provider.Engine;

    /// <returns>True when nothing delivers yet: the caller is to start it.</returns>
    internal bool Add(StreamBatch batch)
    {
        _batches.Enqueue(batch);
        if (_isDelivering)
            return false;
        return _isDelivering = true;
    }

    internal void RemoveFirst() => _batches.Dequeue();

    /// <summary>Starts to deliver. The loop outlives the producer's call, so it takes nothing of its context along.</summary>
    internal void Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            Engine.RunAsTask(() => _ = Deliver());
            return;
        }

        using (ExecutionContext.SuppressFlow())
            Engine.RunAsTask(() => _ = Deliver());
    }

    private async Task Deliver()
    {
        while (provider.Next(this) is { } batch)
        {
            var failure = await TryDeliver(batch);
            if (failure is not null && Engine.IsRunning)
                await TellOfLoss(failure, batch);
            provider.Done(this, isDelivered: failure is null);
        }
    }

    /// <returns>The last failure; null once the grain has taken the batch.</returns>
    private async Task<Exception?> TryDeliver(StreamBatch batch)
    {
        var giveUpAt = Engine.After(Engine.Clock.GetTimestamp(), provider.MostTime);
        for (var pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, s_longestPause.Ticks)))
        {
            var failure = await Call(StreamConsumer.DeliverBatch, batch, batch);
            if (failure is null)
                return null;
            Engine.Logger.LogWarning(failure, "{Listener}/{Key} did not take a batch of {Stream}.", Listener.Name, key, Stream);
            await Pause(pause);
            if (!Engine.IsRunning || Engine.Clock.GetTimestamp() > giveUpAt)
                return failure;
            provider.CountRedelivery();
        }
    }

    private async Task TellOfLoss(Exception cause, StreamBatch batch)
    {
        Engine.Logger.LogError(cause, "A batch of {Stream} is lost to {Listener}/{Key}, which never took it.", Stream, Listener.Name, key);
        var loss = new StreamEventDeliveryFailureException(
            $"Stream provider failed to deliver an event.  StreamProvider:{provider.Name}  Stream:{Stream}");
        if (await Call(StreamConsumer.ErrorInStream, batch, loss) is { } failure)
            Engine.Logger.LogWarning(failure, "{Listener}/{Key} threw when it was told of a loss in {Stream}.", Listener.Name, key, Stream);
    }

    private async Task<Exception?> Call(GrainMethod<Nothing> method, StreamBatch batch, object argument)
    {
        try
        {
            RequestContext.Values = batch.Context;
            var call = new Call<Nothing>(Engine, Listener, key, method, [provider, Stream, argument]);
            RequestContext.Clear();
            Engine.Send(call);
            await call.Answer;
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task Pause(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, Engine.Clock, Engine.Streams.Stopping);
        }
        catch (OperationCanceledException)
        {
            // The engine stops; the loop sees it.
        }
    }
}
