using BeautyGrains.Journal;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Sweeps;

/// <summary>Forgets, once an hour, command ids that are older than <c>Stock:IdMemoryHours</c>.</summary>
internal sealed class CommandMemorySweep(IJournal journal, HostSettings settings, TimeProvider clock, ILogger<CommandMemorySweep> logger)
    : Sweep(TimeSpan.FromHours(1), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override async Task Run(CancellationToken cancel) =>
        await journal.ForgetCommands(_clock.GetUtcNow() - settings.IdMemory, cancel);
}
