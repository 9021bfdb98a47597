using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using BeautyGrains.Api.Events;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.Api.Tests;

/// <summary>The reader of the journal's end that live events come from.</summary>
public sealed class EventTailTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task While_nobody_listens_no_event_is_read_and_who_listens_misses_none()
    {
        await using var memory = new MemoryJournal();
        var journal = DispatchProxy.Create<IJournal, Seen>();
        var seen = (Seen)(object)journal;
        seen.Journal = memory;
        using var tail = new EventTail(journal, new ManualClock(), NullLogger<EventTail>.Instance);
        await tail.StartAsync(CancellationToken.None);
        for (var round = 1; round < 4; round++)
        {
            seen.After.Clear();
            for (var i = 0; i < 5; i++) await Write(memory, $"K-unheard-{round}-{i}");
            var start = await memory.Head();
            using (tail.Listen())
            {
                await Until(() => tail.IsFollowing);
                await Write(memory, $"K-heard-{round}");
                var head = await memory.Head();
                await tail.WaitForMore(start, s_patience, CancellationToken.None).WaitAsync(s_patience);
                (await tail.Read(start, CancellationToken.None)).UpTo.ShouldBe(head);
            }
            seen.After.Min().ShouldBe(start);
            // It sees with the next event that nobody listens any more.
            await Write(memory, $"K-last-{round}");
            await Until(() => !tail.IsFollowing);
        }
        await tail.StopAsync(CancellationToken.None);
    }

    private static async Task Write(MemoryJournal journal, string key)
    {
        var stream = new StreamKey("sku", key);
        await journal.Open(stream, 0).Append(journal.Enter(), new NewEvent[] { new("sku-put.1", Encoding.UTF8.GetBytes("{}"), DateTimeOffset.UnixEpoch) });
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!holds()) await Task.Delay(5, patience.Token);
    }

    /// <summary>A journal that notes from where it is read.</summary>
    public class Seen : DispatchProxy
    {
        public IJournal Journal { get; set; } = null!;

        public ConcurrentBag<JournalPosition> After { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IJournal.ReadAll)) After.Add((JournalPosition)args![0]!);
            return targetMethod.Invoke(Journal, args);
        }
    }
}
