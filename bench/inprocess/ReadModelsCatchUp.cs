using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Bench.InProcess;

/// <summary>Waits until all read models have what is in the journal, so that no later case pays for it.</summary>
internal static class ReadModelsCatchUp
{
    public static async Task Await(IServiceProvider services)
    {
        var head = await services.GetRequiredService<IJournal>().Head();
        var models = services.GetRequiredService<ReadModelHost>();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (models.Status.Any(model => model.Position < head)) await looks.WaitForNextTickAsync();
    }
}
