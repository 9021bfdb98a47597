using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace BeautyGrains.Engine;

/// <summary>
/// The engine's reminders: what the table keeps, and when it is due. A tick is a call from outside, so it waits in the grain's mailbox and wakes the
/// grain. One tick of a reminder runs at a time; those missed meanwhile, or while no process ran, are one. How ticks are sent is in Reminders.Ticks.cs.
/// </summary>
internal sealed partial class Reminders : IReminderRegistry
{
    private sealed record Handle(GrainId Grain, string ReminderName, string Etag) : IGrainReminder;

    private readonly EmbeddedEngine _engine;
    private readonly IEmbeddedReminderTable? _table;
    private readonly ReminderOptions _options;

    public Reminders(EmbeddedEngine engine, IOptions<ReminderOptions> options, IEmbeddedReminderTable? table = null)
    {
        _engine = engine;
        _table = table;
        _options = options.Value;
        if (_options.MinimumReminderPeriod < TimeSpan.Zero || _options.RefreshReminderListPeriod <= TimeSpan.Zero)
            throw new OrleansConfigurationException($"{nameof(ReminderOptions)}: the shortest period must not be negative, and the table must be read after a while.");
    }

    private DateTime Now => _engine.Clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc />
    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < _options.MinimumReminderPeriod || period == TimeSpan.Zero)
            throw new ArgumentException($"Reminder {reminderName} has the period {period}; the shortest is {_options.MinimumReminderPeriod}.", nameof(period));
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        CheckUse();
        return Register(callingGrainId, reminderName, Now + dueTime, period);
    }

    /// <inheritdoc />
    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        CheckUse();
        var handle = reminder as Handle ?? throw new ArgumentException("The reminder was not given out by this host.", nameof(reminder));
        if (!await _table.Remove(handle.Grain, handle.ReminderName, handle.Etag) && await _table.Read(handle.Grain, handle.ReminderName) is not null)
            throw new ReminderException($"Reminder {handle.ReminderName} of {handle.Grain} was registered anew since this handle was given out; get the new one and try again.");
        Forget(handle.Grain, handle.ReminderName);
    }

    /// <inheritdoc />
    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        CheckUse();
        return await _table.Read(callingGrainId, reminderName) is { } row ? HandleOf(row) : null;
    }

    /// <inheritdoc />
    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        CheckUse();
        return [.. (await _table.ReadOf(callingGrainId)).Select(HandleOf)];
    }

    private static Handle HandleOf(EmbeddedReminder row) => new(row.Grain, row.Name, row.Etag);

    [MemberNotNull(nameof(_table))]
    private void CheckUse()
    {
        if (ActivationScheduler.CurrentActivation is null)
            throw new InvalidOperationException("Reminders are for the turns of grains alone.");
        if (_table is null)
            throw new OrleansConfigurationException("The host keeps no reminders: set up a reminder table.");
    }

    private async Task<IGrainReminder> Register(GrainId grain, string name, DateTime firstDue, TimeSpan period)
    {
        var etag = await _table!.Write(grain, name, firstDue, period);
        var row = new EmbeddedReminder(grain, name, firstDue, period, etag, LastTick: null);
        Take(row);
        return HandleOf(row);
    }
}
