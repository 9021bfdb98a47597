using BeautyGrains.ReadModels;

namespace BeautyGrains.Silo.Sweeps;

/// <summary>Clears away, every hour, what was left of uploads that never ended in a document, and what deletions have given up after its retention.</summary>
internal sealed class DocumentSweep(
    DocumentFiles files, IDocumentList list, PastDocuments past, IHostApplicationLifetime host, TimeProvider clock, ILogger<DocumentSweep> logger) : Sweep(TimeSpan.FromHours(1), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override async Task Run(CancellationToken cancel)
    {
        await Started(cancel);
        try
        {
            await past.CarryOut();
            var gone = await files.Clear(list, _clock.GetUtcNow(), cancel);
            if (gone > 0) logger.LogInformation("{Gone} files that no document names were cleared away.", gone);
        }
        catch (ReadModelNotReadyException)
        {
            // At the first start read models are still being built.
        }
    }

    // A start that fails, because the address is taken, asks nothing of grains that are going away.
    private async Task Started(CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = host.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }
}
