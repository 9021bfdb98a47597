using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo;

/// <summary>
/// Told to stop, the server first says at <c>/health/ready</c> that it is draining, and takes requests on for <c>Shutdown:DrainSeconds</c>, so that
/// whoever sends them here has time to notice. Then it stops listening and finishes what has begun.
/// </summary>
internal sealed class Draining(HostSettings settings, TimeProvider clock, ILogger<Draining> log) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.Drain == TimeSpan.Zero) return;
        log.LogInformation("Draining for {Seconds} s before the doors close.", settings.Drain.TotalSeconds);
        await Task.Delay(settings.Drain, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
