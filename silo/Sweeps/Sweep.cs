namespace BeautyGrains.Silo.Sweeps;

/// <summary>Work that is done at start and then again and again. A run that fails is logged; the next one tries anew.</summary>
internal abstract partial class Sweep(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected abstract Task Run(CancellationToken cancel);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What is being stopped fails in whatever way.
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "{Sweep} failed; it runs again in {Period}.", GetType().Name, period);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
