using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Silo.Sweeps;

/// <summary>Looks at all replenishments every ten minutes: what a stock's messages have not told is seen then at the latest.</summary>
internal sealed class ReplenishmentSweep(Replenisher replenisher, TimeProvider clock, ILogger<ReplenishmentSweep> logger) : Sweep(TimeSpan.FromMinutes(10), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override async Task Run(CancellationToken cancel)
    {
        try
        {
            await replenisher.Run(new Pace(_clock), cancel);
        }
        catch (ReadModelNotReadyException)
        {
            // At the first start read models are still being built.
        }
    }
}
