using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>Says when it is reminded: "tick NAME 01:10". "busy" waits for the gate "tick", "throws" throws. Key: any text.</summary>
public interface IAlarmGrain : IGrainWithStringKey
{
    Task<IGrainReminder> Set(string name, TimeSpan due, TimeSpan period);

    Task Unset(IGrainReminder reminder);

    Task UnsetByName(string name);
}

public sealed class AlarmGrain(Probe probe, TimeProvider clock) : Grain, IAlarmGrain, IRemindable
{
    public Task<IGrainReminder> Set(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public Task Unset(IGrainReminder reminder) => this.UnregisterReminder(reminder);

    public async Task UnsetByName(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        status.CurrentTickTime.ShouldBe(clock.GetUtcNow().UtcDateTime);
        probe.Say($"tick {reminderName} {status.CurrentTickTime:HH:mm} of {status.FirstTickTime:HH:mm} thread {Environment.CurrentManagedThreadId}");
        if (reminderName == "busy")
            await probe.Gate("tick");
        if (reminderName == "throws")
            throw new InvalidOperationException("On purpose.");
    }
}
