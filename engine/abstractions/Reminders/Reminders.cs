using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans
{
    /// <summary>A grain that can be reminded.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>A reminder is due. It is a call like any other; an exception is logged, and the next tick comes all the same.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Reminders of a grain: kept outside it, so that they wake it after a restart too. They may come late; several missed ticks are one.</summary>
    public static class GrainReminderExtensions
    {
        /// <summary>Registers a reminder, in place of the one of that name if there is one; kept on return.</summary>
        /// <param name="dueTime">Until the first tick; zero or more.</param>
        /// <param name="period">Between ticks; at least <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>. All ticks stand at first tick + n × period.</param>
        /// <exception cref="ArgumentException">The name is blank, or a time is out of range.</exception>
        /// <exception cref="InvalidOperationException">The grain is not <see cref="IRemindable"/>.</exception>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period)
            => Register(grain, reminderName, dueTime, period);

        /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)" />
        public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
            => Register(grain, reminderName, dueTime, period);

        /// <summary>Ends a reminder; one that is gone already is no fault.</summary>
        /// <exception cref="ReminderException">The handle is stale: the reminder was registered anew since.</exception>
        public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => Registry(grain).UnregisterReminder(grain.GrainContext.GrainId, reminder);

        /// <inheritdoc cref="UnregisterReminder(Grain, IGrainReminder)" />
        public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => Registry(grain).UnregisterReminder(grain.GrainContext.GrainId, reminder);

        /// <summary>The reminder of that name, or null.</summary>
        public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => Find(grain, reminderName);

        /// <inheritdoc cref="GetReminder(Grain, string)" />
        public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) => Find(grain, reminderName);

        /// <summary>All reminders of the grain.</summary>
        public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => Registry(grain).GetReminders(grain.GrainContext.GrainId);

        /// <inheritdoc cref="GetReminders(Grain)" />
        public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => Registry(grain).GetReminders(grain.GrainContext.GrainId);

        private static Task<IGrainReminder> Register(IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
        {
            var registry = Registry(grain);
            ThrowIfBlank(reminderName);
            if (grain is not IRemindable)
                throw new InvalidOperationException($"{grain.GrainContext.GrainId} is not {nameof(IRemindable)}, so it can have no reminders.");
            return registry.RegisterOrUpdateReminder(grain.GrainContext.GrainId, reminderName, dueTime, period);
        }

        private static Task<IGrainReminder?> Find(IGrainBase grain, string reminderName)
        {
            var registry = Registry(grain);
            ThrowIfBlank(reminderName);
            return registry.GetReminder(grain.GrainContext.GrainId, reminderName);
        }

        // Orleans throws this one for blank names too.
        private static void ThrowIfBlank(string reminderName)
        {
            if (string.IsNullOrWhiteSpace(reminderName))
                throw new ArgumentNullException(nameof(reminderName));
        }

        private static IReminderRegistry Registry(IGrainBase grain)
        {
            ArgumentNullException.ThrowIfNull(grain);
            return grain.GrainContext.ActivationServices.GetRequiredService<IReminderRegistry>();
        }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A handle of a reminder, good until the reminder is registered anew.</summary>
    public interface IGrainReminder
    {
        /// <summary>The reminder's name.</summary>
        string ReminderName { get; }
    }

    /// <summary>A tick of a reminder. All times are UTC.</summary>
    [GenerateSerializer, Immutable]
    public readonly struct TickStatus
    {
        /// <summary>A tick.</summary>
        public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
        {
            FirstTickTime = firstTickTime;
            Period = period;
            CurrentTickTime = timeStamp;
        }

        /// <summary>When the first tick was due.</summary>
        [Id(0)]
        public DateTime FirstTickTime { get; }

        /// <summary>Between ticks.</summary>
        [Id(1)]
        public TimeSpan Period { get; }

        /// <summary>When this tick was sent; with the other two it tells how many were missed.</summary>
        [Id(2)]
        public DateTime CurrentTickTime { get; }

        /// <inheritdoc />
        public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
    }

    /// <summary>A reminder could not be registered or ended.</summary>
    [GenerateSerializer]
    public sealed class ReminderException(string message) : OrleansException(message);
}

namespace Orleans.Timers
{
    /// <summary>The reminders of the host.</summary>
    public interface IReminderRegistry
    {
        /// <inheritdoc cref="GrainReminderExtensions.RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)" />
        Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

        /// <inheritdoc cref="GrainReminderExtensions.UnregisterReminder(Grain, IGrainReminder)" />
        Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

        /// <summary>The reminder of that name, or null.</summary>
        Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

        /// <summary>All reminders of the grain.</summary>
        Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
    }
}

namespace Orleans.Hosting
{
    /// <summary>How reminders run.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>The shortest period that a reminder may have; zero or more; 1 min.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How often the table is read for reminders that other processes registered; above zero; 5 min.</summary>
        public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);
    }
}
