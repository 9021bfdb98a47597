using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests;

/// <summary>Whatever happens to containers: what was opened is used, scrapped, lost or left, in content and in cost.</summary>
public sealed class ContainerPropertyTests
{
    internal sealed record Step(int Op, int Container, int Quantity, int Client);

    private static Gen<Step> Steps() =>
        from op in Gen.Choose(0, 8)
        from container in Gen.Choose(0, 3)
        from quantity in Gen.Choose(1, 40_000)
        from client in Gen.Choose(0, 3)
        select new Step(op, container, quantity, client);

    [Fact]
    public void Content_and_cost_are_conserved_to_the_last_part_of_a_cent()
    {
        int closed = 0, used = 0, refusedClients = 0, expired = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260601, 77), Prop.ForAll(
            (from sharing in Gen.Elements(SharingRule.ManyClients, SharingRule.OneClient, SharingRule.SingleUse)
             from cost in Gen.Choose(1, 999_999)
             from steps in Steps().ListOf(40)
             select (sharing, cost, steps)).ToArbitrary(),
            one =>
            {
                var book = new Book { Sku = ContainerSteps.Bottle(one.sharing, new(2, PeriodUnit.Days)) };
                book.Receive("L1", 10, cost: new(one.cost / 7m - one.cost / 7m % 0.000001m, "CNY"));
                var i = 0;
                foreach (var step in one.steps)
                {
                    var decision = Take(book, step, i++);
                    if (decision.Refusal is { Kind: RefusalKind.ContainerRefused, State: "other-client" }) refusedClients++;
                    used += decision.Events.OfType<ContainerMoved>().Count(moved => moved.Kind == ContainerMoveKind.Use);
                    expired += decision.Events.OfType<ContainerMoved>().Count(moved => moved.Kind == ContainerMoveKind.Expiry);
                    closed += decision.Events.OfType<ContainerClosed>().Count();
                    Invariants.Check(book);
                }
                Conserved(book, one.sharing);
                Book.Text(book.Replayed()).ShouldBe(Book.Text(book.Stock));
                return true;
            }));
        new[] { closed, used, refusedClients, expired }.ShouldAllBe(count => count > 50);
    }

    private static Decision<StockEvent> Take(Book book, Step step, int i)
    {
        var (id, quantity) = ($"C{step.Container}", step.Quantity / 1000m);
        switch (step.Op)
        {
            case 0 or 1:
                return book.OpenOne(id);
            case 2 or 3 or 4:
                return book.Use(id, $"u{i}", quantity, $"client-{step.Client}", step.Client == 0 ? false : null);
            case 5:
                return book.Waste(id, $"s{i}", step.Client == 0 ? null : quantity);
            case 6:
                return book.Weigh(id, $"n{i}", Math.Min(30, quantity));
            case 7:
                return book.Tell(id, $"f{i}", step.Client > 1 ? FactKind.Breakage : FactKind.Treatment, quantity, $"client-{step.Client}");
            default:
                book.Now += TimeSpan.FromHours(step.Client * 6);
                return book.Sweep();
        }
    }

    // From the events alone, the slow way.
    private static void Conserved(Book book, SharingRule sharing)
    {
        var events = book.Written.Select(StockKind.Instance.Events.Read).ToList();
        foreach (var opened in events.OfType<ContainerOpened>())
        {
            var moves = events.OfType<ContainerMoved>().Where(moved => moved.Container == opened.Id).ToList();
            var left = book.Stock.Containers.GetValueOrDefault(opened.Id);
            (moves.Sum(moved => moved.Quantity) + (left?.Remainder ?? 0)).ShouldBe(opened.Content, opened.Id);
            (moves.Sum(moved => moved.Cost!.Amount) + (left?.CostLeft ?? 0)).ShouldBe(opened.Cost!.Amount, opened.Id);
            moves.Select(moved => moved.Cost!.Amount).ShouldAllBe(cost => cost >= 0);
            var clients = moves.Where(moved => moved.Kind == ContainerMoveKind.Use && moved.Client is not null).Select(moved => moved.Client).Distinct().Count();
            if (sharing != SharingRule.ManyClients) clients.ShouldBeLessThanOrEqualTo(1, opened.Id);
        }
    }
}
