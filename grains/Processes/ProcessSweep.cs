using BeautyGrains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>A kind of process that can be found again in the journal.</summary>
/// <param name="Category">Category of its streams.</param>
/// <param name="Drive">Calls the grain of a key to go on.</param>
public sealed record SweptProcess(string Category, Func<IGrainFactory, string, Task> Drive);

/// <summary>Finds processes that have not ended, at start and every minute, and drives them.</summary>
public sealed class ProcessSweep(
    IJournal journal, IGrainFactory grains, IEnumerable<SweptProcess> kinds, TimeProvider clock, ILogger<ProcessSweep> log)
    : BackgroundService
{
    /// <summary>Between two sweeps.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Processes driven at once, so that one that hangs does not hold up all others.</summary>
    public const int AtOnce = 16;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do await SweepOnce(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Drives every open process once; trouble with one does not keep the others waiting.</summary>
    public async Task SweepOnce(CancellationToken cancel)
    {
        foreach (var kind in kinds)
        {
            try
            {
                await foreach (var streams in journal.OpenStreams(kind.Category, cancel).Chunk(AtOnce).WithCancellation(cancel))
                    await Task.WhenAll(streams.Select(stream => Drive(kind, stream, cancel)));
            }
            catch (Exception trouble) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning(trouble, "Open processes of {Category} could not be listed; the next sweep tries again", kind.Category);
            }
        }
    }

    private async Task Drive(SweptProcess kind, StreamKey stream, CancellationToken cancel)
    {
        try
        {
            await kind.Drive(grains, stream.Key);
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("{Stream} could not go on yet: {Trouble}", stream, trouble.Message);
        }
    }
}
