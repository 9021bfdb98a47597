using BeautyGrains.ReadModels;

namespace BeautyGrains.Silo.Sweeps;

/// <summary>Looks at all zones every minute: puts what an excursion has harmed into quarantine, and carries decisions out.</summary>
internal sealed class ConditionSweep(ConditionWatch watch, TimeProvider clock, ILogger<ConditionSweep> logger) : Sweep(TimeSpan.FromMinutes(1), clock, logger)
{
    protected override Task Run(CancellationToken cancel) => watch.Run(cancel);
}
