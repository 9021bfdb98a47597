using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Bench.InProcess;

/// <summary>Waits until all read models have what is in the journal, so that no later case pays for it.</summary>
internal static class ReadModelsCatchUp
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">They are not there after minutes.</exception>
    public static async Task Await(IServiceProvider services)
    {
        var head = await services.GetRequiredService<IJournal>().Head();
        var models = services.GetRequiredService<ReadModelHost>();
        using var looks = new PeriodicTimer(s_look);
        for (var left = TimeSpan.FromMinutes(5); models.Status.Any(model => model.Position < head); left -= s_look)
        {
            if (left < TimeSpan.Zero) throw new TimeoutException($"Read models do not come to {head}: {string.Join(", ", models.Status)}");
            await looks.WaitForNextTickAsync();
        }
    }
}
