using BeautyGrains.Journal;

namespace BeautyGrains.Rules.Tests.Places;

/// <summary>Pick lists: a life that keeps to its table, lines that are confirmed where they stand, and what comes short planned anew.</summary>
public sealed class PickListTests
{
    private static readonly EventInfo s_info = new(1, new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero), Book.By.Actor);

    private static PickListLine Line(int number, string? bin, decimal quantity, string lot = "L1", string reservation = "r") => new(number, bin, bin is null ? -1 : 1, "K1", lot, null, quantity, reservation);

    private static PickList After(params PickListEvent[] events) => events.Aggregate(PickList.Empty, (list, happened) => list.After(happened, s_info));

    private static PickListMade Made(params PickListLine[] lines) => new("ann", [.. lines], [], "hash");

    private static ConfirmPick Confirm(int line, string? bin, string lot = "L1", decimal? found = null) => new(line, bin, lot, found, Book.By);

    [Fact]
    public void The_life_of_a_pick_list_has_no_dead_end() => PickListLife.Table.Faults(PickListState.Finished, PickListState.Cancelled).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/bins.md")]
    [InlineData("docs/api/zh-CN/bins.md")]
    public void The_documentation_draws_the_life_of_a_pick_list(string page)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, page)).ShouldContain($"```mermaid\n{PickListLife.Table.Diagram()}```\n", customMessage: PickListLife.Table.Diagram());
    }

    [Fact]
    public void Whatever_is_asked_and_answered_a_list_keeps_to_its_table_and_can_be_brought_to_an_end()
    {
        var seen = new Dictionary<(PickListState?, int, string), PickList>();
        var (queue, ended) = (new Queue<PickList>([After(Made(Line(1, "A", 2), Line(2, null, 1)))]), new HashSet<PickListState>());
        while (queue.TryDequeue(out var list))
        {
            if (!seen.TryAdd((list.State, list.Current, string.Join(",", list.Lines.Select(line => (line.State, line.Found)))), list)) continue;
            if (PickListLife.Table.IsEnd(list.State!.Value)) ended.Add(list.State.Value);
            foreach (var next in Nexts(list)) queue.Enqueue(list.After(next, s_info));
        }

        ended.ShouldBe([PickListState.Finished, PickListState.Cancelled], ignoreOrder: true);
        seen.Values.Select(list => list.State!.Value).Distinct().Count().ShouldBe(Enum.GetValues<PickListState>().Length);
        // What waits for nobody is ended by somebody; what does not goes on by itself.
        foreach (var list in seen.Values) list.IsUnderway.ShouldBe(list.State is not (PickListState.Open or PickListState.Finished or PickListState.Cancelled));
    }

    private static IEnumerable<PickListEvent> Nexts(PickList list) => list.State switch
    {
        PickListState.Open =>
        [
            .. list.Lines.Where(line => line.Number < 4).SelectMany(line => new[] { 0, line.Quantity / 2, line.Quantity }.SelectMany(found => PickListRules.Confirm(list, Confirm(line.Number, line.Bin, line.Lot, found)).Events)),
            .. PickListRules.Finish(list).Events, .. PickListRules.Cancel(list, new("no", Book.By)).Events,
        ],
        PickListState.Taking => [new PickTaken(list.Current, 0, null), new PickTaken(list.Current, 1, null), new PickTaken(list.Current, 0, StoredRefusal.Of(Refusal.Insufficient(0)))],
        PickListState.Losing => [new PickLossRecorded(list.Current, "pick:x:1")],
        PickListState.Replanning => [new PickReplanned(list.Current, list.Lines.Count < 3 ? [Line(3, "B", 1)] : [], 0)],
        PickListState.Returning => [new PickReturned(list.NextToReturn!.Number, null), new PickReturned(list.NextToReturn.Number, StoredRefusal.Of(Refusal.NotIn("committed")))],
        _ => [],
    };

    [Theory]
    [InlineData(1, "A", "L1", "2", null)]
    [InlineData(1, "A", "L1", "0", null)]
    [InlineData(2, null, "L1", "1", null)]
    [InlineData(1, "B", "L1", "2", "bin")]
    [InlineData(1, null, "L1", "2", "bin")]
    [InlineData(2, "A", "L1", "1", "bin")]
    [InlineData(1, "A", "L2", "2", "lot")]
    [InlineData(1, "A", "L1", "2.5", "found")]
    [InlineData(1, "A", "L1", "-1", "found")]
    [InlineData(1, "A", "L1", "0.0001", "found")]
    [InlineData(0, "A", "L1", "2", "line")]
    [InlineData(3, "A", "L1", "2", "line")]
    public void A_line_is_confirmed_with_its_bin_its_lot_and_at_most_its_quantity(int line, string? bin, string lot, string found, string? field)
    {
        var list = After(Made(Line(1, "A", 2), Line(2, null, 1)));
        PickListRules.Confirm(list, Confirm(line, bin, lot, decimal.Parse(found, System.Globalization.CultureInfo.InvariantCulture))).Refusal?.Field.ShouldBe(field);
    }

    [Fact]
    public void A_repeat_is_told_apart_from_another_answer_and_from_a_list_that_is_over()
    {
        var list = After(Made(Line(1, "A", 2), Line(2, null, 1)), new PickConfirmed(1, 2), new PickTaken(1, 0, null));
        PickListRules.Confirm(list, Confirm(1, "A")).IsRepeat.ShouldBeTrue();
        PickListRules.Confirm(list, Confirm(1, "A", found: 1)).Refusal.ShouldBe(Refusal.NotIn("picked"));
        PickListRules.Finish(list).Refusal.ShouldBe(Refusal.NotIn("lines-waiting"));
        PickListRules.Put(list, new([], null, null, "ann", Book.By), PickPlan.None).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        PickListRules.Put(PickList.Empty, new([], null, null, "ann", Book.By), PickPlan.None).Refusal.ShouldBe(Refusal.NotIn("nothing-to-pick"));
        var over = list.After(new PickConfirmed(2, 1), s_info).After(new PickTaken(2, 0, null), s_info).After(new PickListFinished(), s_info);
        PickListRules.Cancel(over, new("no", Book.By)).Refusal.ShouldBe(Refusal.NotIn("finished"));
        PickListRules.Assign(over, new("ben", Book.By)).Refusal.ShouldBe(Refusal.NotIn("finished"));
        PickListRules.Finish(over).IsRepeat.ShouldBeTrue();
        PickListRules.Finish(PickList.Empty).Refusal!.Kind.ShouldBe(RefusalKind.UnknownPickList);
    }

    [Fact]
    public void What_a_line_lacks_is_fetched_from_other_bins_of_the_lot_and_then_from_other_lots_that_nobody_speaks_for()
    {
        var book = new Book();
        book.Receive("L1", 10);
        book.Receive("L2", 5);
        book.Place("p1", "L1", 5, null, "A", 1);
        book.Place("p2", "L1", 3, null, "B", 2);
        // Of L1 lie 2 unplaced: those that were fetched from A. Of the 3 in B another line fetches 1.
        var list = After(
            Made(Line(1, "A", 6), Line(2, "B", 1, reservation: "other")), new PickConfirmed(1, 2), new PickTaken(1, 3, null), new PickLossRecorded(1, "pick:x:1"));
        var planned = PickListRules.Replan(list, book.View, [new("L2", 1), new("L1", 4.5m)]);
        planned.Lines.Select(line => (line.Number, line.Bin, line.Lot, line.Quantity, line.InsteadOf)).ShouldBe([(3, "B", "L1", 2m, 1), (4, null, "L2", 1m, 1)]);
        planned.Unplanned.ShouldBe(1);
    }

    [Fact]
    public void A_bin_that_came_short_has_lost_all_that_the_book_has_there_and_unplaced_goods_what_the_line_lacks()
    {
        var book = new Book();
        book.Receive("L1", 10);
        book.Place("p1", "L1", 6, null, "A", 1);
        PickListRules.LostOf(Line(1, "A", 5) with { Found = 5 }, book.View).ShouldBe(0);
        PickListRules.LostOf(Line(1, "A", 5) with { Found = 2 }, book.View).ShouldBe(6);
        PickListRules.LostOf(Line(1, "Z", 5) with { Found = 2 }, book.View).ShouldBe(0);
        PickListRules.LostOf(Line(1, null, 3) with { Found = 2 }, book.View).ShouldBe(1);
    }
}
