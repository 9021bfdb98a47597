using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Has reminders, and says on the board of its key when they come: "tick NAME".</summary>
[Alias("contract.IRemindedGrain")]
public interface IRemindedGrain : IGrainWithStringKey
{
    /// <summary>Registers a reminder and keeps its handle.</summary>
    [Alias("Register")]
    Task Register(string name, TimeSpan dueTime, TimeSpan period);

    /// <summary>Tries to.</summary>
    /// <returns>The name of the exception's type, or an empty text.</returns>
    [Alias("TryRegister")]
    Task<string> TryRegister(string name, TimeSpan dueTime, TimeSpan period);

    /// <summary>Ends the reminder by the handle that was kept.</summary>
    /// <returns>The name of the exception's type, or an empty text.</returns>
    [Alias("Unregister")]
    Task<string> Unregister(string name);

    /// <summary>Gets a new handle and keeps it.</summary>
    /// <returns>True when there is such a reminder.</returns>
    [Alias("Get")]
    Task<bool> Get(string name);

    /// <summary>The names of all reminders, in order.</summary>
    [Alias("Names")]
    Task<List<string>> Names();

    [Alias("End")]
    Task End();
}

public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    private readonly Dictionary<string, IGrainReminder> _handles = [];

    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Board.Say("activated");
        return Task.CompletedTask;
    }

    public async Task Register(string name, TimeSpan dueTime, TimeSpan period) =>
        // The first handle is kept, so that a test has a stale one.
        _handles.TryAdd(name, await this.RegisterOrUpdateReminder(name, dueTime, period));

    public Task<string> TryRegister(string name, TimeSpan dueTime, TimeSpan period) => NameOf(() => Register(name, dueTime, period));

    public Task<string> Unregister(string name) => NameOf(() => this.UnregisterReminder(_handles[name]));

    public async Task<bool> Get(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        _handles[name] = reminder;
        return true;
    }

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Board.Say($"tick {reminderName}");
        Board.Say(status.FirstTickTime <= status.CurrentTickTime ? "in time" : "too early");
        Board.Say($"period {status.Period}");
        if (reminderName.StartsWith("once", StringComparison.Ordinal) && await this.GetReminder(reminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
        if (reminderName.StartsWith("throws", StringComparison.Ordinal))
            throw new InvalidOperationException("On purpose.");
    }

    private static async Task<string> NameOf(Func<Task> work)
    {
        try
        {
            await work();
            return "";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}

/// <summary>Wants a reminder, but cannot be reminded.</summary>
[Alias("contract.IForgetfulGrain")]
public interface IForgetfulGrain : IGrainWithStringKey
{
    /// <returns>The name of the exception's type.</returns>
    [Alias("TryRegister")]
    Task<string> TryRegister();
}

public sealed class ForgetfulGrain : Grain, IForgetfulGrain
{
    public async Task<string> TryRegister()
    {
        try
        {
            await this.RegisterOrUpdateReminder("any", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
            return "";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}
