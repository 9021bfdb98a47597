using BeautyGrains.Api.Stock;
using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

public sealed class BatchTurnsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_batch_waits_until_those_before_it_have_made_room()
    {
        await using var turns = new BatchTurns();
        var first = await turns.Take(BatchTurns.Items - 100, default);
        using var small = await turns.Take(100, default);
        var second = turns.Take(200, default).AsTask();
        var third = turns.Take(1, default).AsTask();
        second.IsCompleted.ShouldBeFalse();
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second.WaitAsync(s_patience)).Dispose();
        (await third.WaitAsync(s_patience)).Dispose();
    }

    [Fact]
    public async Task A_batch_that_nobody_waits_for_any_more_leaves_the_queue()
    {
        await using var turns = new BatchTurns();
        var first = await turns.Take(BatchTurns.Items, default);
        using var gone = new CancellationTokenSource();
        var second = turns.Take(BatchTurns.Items, gone.Token).AsTask();
        var third = turns.Take(1, default).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        first.Dispose();
        (await third.WaitAsync(s_patience)).Dispose();
    }

    [Fact]
    public async Task Whoever_finds_too_many_waiting_is_told_so()
    {
        await using var turns = new BatchTurns();
        using var first = await turns.Take(1, default);
        var waiting = Enumerable.Range(0, BatchTurns.Waiting / BatchTurns.Items).Select(_ => turns.Take(BatchTurns.Items, default).AsTask()).ToList();
        waiting.ShouldAllBe(one => !one.IsCompleted);
        await Should.ThrowAsync<BusyException>(turns.Take(1, default).AsTask());
        first.Dispose();
        foreach (var one in waiting) (await one.WaitAsync(s_patience)).Dispose();
    }
}
