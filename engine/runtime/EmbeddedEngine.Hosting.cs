using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.Engine;

/// <summary>Start and stop.</summary>
public sealed partial class EmbeddedEngine
{
    private readonly TaskCompletionSource _drained = new();

    private Reminders? _reminders;

    /// <summary>Takes calls from now on, and reminds grains if the host has reminders.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_phase != Phase.Made)
            throw new InvalidOperationException("An engine starts once.");
        // Filters may want the engine itself, so they are asked for only now.
        Filters = [.. ServiceProvider.GetServices<IIncomingGrainCallFilter>()];
        HasFilters = Filters.Count > 0;
        _phase = Phase.Running;
        StartUpkeep();
        _reminders = ServiceProvider.GetService<Reminders>();
        if (_reminders is not null)
            await _reminders.Start();
    }

    /// <summary>Refuses calls from outside, lets running calls end within the drain time-out, and ends every activation.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_phase != Phase.Running)
            return;
        _phase = Phase.Draining;
        Streams.Stop();
        _reminders?.Stop();
        OnCallOver();
        await Within(_drained.Task, Options.DrainTimeout, "Calls are still running; the stop goes on without them.", cancellationToken);
        _phase = Phase.Ending;
        await Within(EndActivations(), Options.DeactivationTimeout, "Activations are still ending; the stop goes on without them.", cancellationToken);
        if (_reminders is not null)
            await Within(_reminders.Quiet, Options.DeactivationTimeout, "A reminder's tick has not been noted; the stop goes on without it.", cancellationToken);
        _phase = Phase.Stopped;
        StopUpkeep();
    }

    /// <summary>Stops the engine if nobody has.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Told after every call, so that a stop knows when the last one is over.</summary>
    internal void OnCallOver()
    {
        if (_phase == Phase.Draining && _catalogue.Classes.All(IsQuiet))
            _drained.TrySetResult();
    }

    // Ends are summed first: a call that comes between the sums then counts as running.
    private static bool IsQuiet(GrainClass grainClass)
    {
        var over = grainClass.Counters[Counted.Ended] + grainClass.Counters[Counted.Dropped];
        return grainClass.Counters[Counted.Sent] == over;
    }

    // A grain that ends may wake another, so the tables are looked at until they are empty.
    private async Task EndActivations()
    {
        while (InOrder(static _ => true) is { Count: > 0 } left)
            await Task.WhenAll(left.Select(activation => activation.End(new(DeactivationReasonCode.ShuttingDown, "The engine is stopping."))));
    }

    private async Task Within(Task task, TimeSpan time, string otherwise, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(time, Clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Logger.LogWarning(exception, "{Message}", otherwise);
        }
    }
}
