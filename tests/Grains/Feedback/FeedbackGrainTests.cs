using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Feedback;

public sealed class FeedbackGrainTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await _house.PutStore("S");
        await _house.PutSku("A");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IFeedbackGrain Of(string id = "F") => _house.Grains.GetGrain<IFeedbackGrain>(id);

    private static PutFeedback Ask(string store = "S", string? sku = "A", params string[] documents) => new(
        store, FeedbackSort.AdverseReaction, FeedbackSeverity.Severe, false, FeedbackStep.Treatment, new("C-1", sku, null, null, null, null, null, "SV-1"), "rash", null, null, null, [.. documents], [new("A", "L1", false)], House.By);

    [Fact]
    public async Task A_case_keeps_its_clock_from_the_tables_of_its_day_through_its_whole_life()
    {
        var known = _house.Clock.GetUtcNow();
        var taken = (await Of().Put(Ask())).Value!;
        taken.KnownAt.ShouldBe(known);
        taken.Lots.ShouldBe([new("A", "L1", false, GoodsCategory.Other)]);
        var due = taken.Duty!.DueAt;
        // Other tables count for other cases.
        var policy = FeedbackDefaults.Policy with { Clocks = [new(null, null, false, 1, null, "new law")] };
        (await _house.Grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Put(new(policy, 0, House.By))).Value!.Version.ShouldBe(1);
        (await _house.Grains.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Put(new(policy with { Clocks = [] }, 0, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        _house.Clock.Advance(TimeSpan.FromHours(5));
        (await Of().Put(Ask())).IsNew.ShouldBeFalse();
        (await Of("G").Put(Ask())).Value!.Duty!.DueAt.ShouldBe(_house.Clock.GetUtcNow().AddHours(1));
        foreach (var move in new[] { FeedbackMove.Investigate, FeedbackMove.Report, FeedbackMove.Confirm, FeedbackMove.Close, FeedbackMove.Reopen })
            (await Of().Move(new(move, "note", move == FeedbackMove.Report ? "N-1" : null, null, null, false, House.By))).Refusal.ShouldBeNull(move.ToString());
        var last = (await Of().Get()).Value!;
        (last.State, last.Duty!.DueAt, last.Duty.Met, last.Reports.Count, last.Version).ShouldBe((FeedbackState.Investigating, due, true, 1, 6));
    }

    [Fact]
    public async Task What_it_names_must_be_there()
    {
        (await Of().Put(Ask("none"))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
        (await Of().Put(Ask("S", "none"))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await Of().Put(Ask("S", "A", "none"))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownDocument);
        (await Of().Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownFeedback);
        (await Of().Move(new(FeedbackMove.Investigate, null, null, null, null, false, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownFeedback);
        (await Of().Amend(new(null, true, null, null, null, [], "why", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownFeedback);
        (await Of().Put(Ask())).Refusal.ShouldBeNull();
        (await Of().Amend(new(null, null, null, "none", "L1", [], "why", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await Of().Move(new(FeedbackMove.Report, null, "N", "none", null, false, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownDocument);
    }
}
