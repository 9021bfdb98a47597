using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Tests;

/// <summary>What the writer's own batches tell of whether writes become durable.</summary>
public sealed class WriteEvidenceTests
{
    private readonly ManualClock _clock = new();
    private readonly WriteEvidence _evidence;

    public WriteEvidenceTests() => _evidence = new(_clock);

    [Fact]
    public void Nothing_is_known_at_first_and_what_was_known_does_not_last()
    {
        _evidence.Tells().ShouldBeFalse();
        Batch(events: 3, lost: null);
        _clock.Advance(WriteEvidence.Lasts - TimeSpan.FromTicks(1));
        _evidence.Tells().ShouldBeTrue();
        _clock.Advance(TimeSpan.FromTicks(1));
        _evidence.Tells().ShouldBeFalse();
        _evidence.Proven();
        _evidence.Tells().ShouldBeTrue();
    }

    [Fact]
    public void A_lost_batch_counts_until_another_is_written_or_nothing_is_known_any_more()
    {
        var full = new JournalUnavailableException("The disk is full.");
        Batch(events: 3, lost: null);
        Batch(events: 3, full);
        Should.Throw<JournalUnavailableException>(() => _evidence.Tells()).Message.ShouldBe("The disk is full.");
        Batch(events: 0, lost: null);
        Should.Throw<JournalUnavailableException>(() => _evidence.Tells());
        Batch(events: 1, lost: null);
        _evidence.Tells().ShouldBeTrue();
        Batch(events: 3, new JournalOutcomeUnknownException("Who knows."));
        Should.Throw<JournalUnavailableException>(() => _evidence.Tells());
        _clock.Advance(WriteEvidence.Lasts);
        _evidence.Tells().ShouldBeFalse();
    }

    [Fact]
    public void A_batch_that_is_under_way_for_long_is_stuck_whatever_was_known_before()
    {
        Batch(events: 3, lost: null);
        _evidence.Begun();
        _clock.Advance(WriteEvidence.LongestBatch - TimeSpan.FromTicks(1));
        _evidence.Tells().ShouldBeTrue();
        _clock.Advance(TimeSpan.FromTicks(1));
        Should.Throw<TimeoutException>(() => _evidence.Tells());
        _evidence.Ended(events: 3, lost: null);
        _evidence.Tells().ShouldBeTrue();
    }

    [Fact]
    public void Of_batches_under_way_at_once_only_the_time_without_an_end_counts()
    {
        _evidence.Begun();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _evidence.Begun();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        _evidence.Ended(events: 1, lost: null);
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        _evidence.Tells().ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Should.Throw<TimeoutException>(() => _evidence.Tells());
        _evidence.Ended(events: 1, lost: null);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _evidence.Tells().ShouldBeTrue();
    }

    private void Batch(int events, JournalException? lost)
    {
        _evidence.Begun();
        _evidence.Ended(events, lost);
    }
}
