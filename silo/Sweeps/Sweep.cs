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
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "{Sweep} failed; it runs again in {Period}.", GetType().Name, period);
            }
        }
        while (await NextTick(timer, stoppingToken));
    }

    /// <summary>False when told to stop: an exception would be taken for a failure where the server never came up.</summary>
    private static async Task<bool> NextTick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
