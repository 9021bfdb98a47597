using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Silo.Sweeps;

/// <summary>Looks every hour whether a store's classes are due.</summary>
internal sealed class ClassSweep(Classifier classifier, TimeProvider clock, ILogger<ClassSweep> logger) : Sweep(TimeSpan.FromHours(1), clock, logger)
{
    protected override async Task Run(CancellationToken cancel)
    {
        try
        {
            await classifier.Run(cancel);
        }
        catch (ReadModelNotReadyException)
        {
            // At the first start read models are still being built.
        }
    }
}
