using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using State = BeautyGrains.Contracts.PurchaseOrderState;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>The life of purchase orders: table, rules and drawing are one.</summary>
public sealed class OrderLifeTests
{
    [Fact]
    public void Every_state_is_reached_and_leads_to_an_end() => OrderLife.Table.Faults(OrderLife.Ends).ShouldBeEmpty();

    [Fact]
    public void The_rules_make_every_move_of_the_table_and_no_other()
    {
        var moves = new HashSet<StateMove<State>>();
        foreach (var approvals in new[] { 0, 1, 2 })
        {
            var facts = OrderWalk.Facts(OrderWalk.Policy(approvals));
            var open = new Queue<PurchaseOrder>([OrderWalk.Drafted(facts)]);
            var seen = new HashSet<string>();
            while (open.TryDequeue(out var order))
                foreach (var (command, after) in OrderWalk.Next(order, facts))
                {
                    if (!OrderLife.Ends.Contains(order.State))
                        moves.Add(new(order.State, System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(command.ToString()), after.State));
                    else after.State.ShouldBe(order.State);
                    if (seen.Add(OrderWalk.Sign(after))) open.Enqueue(after);
                }
            seen.Count.ShouldBeGreaterThan(200);
        }
        moves.OrderBy(move => move.ToString(), StringComparer.Ordinal).ShouldBe(OrderLife.Table.Moves.OrderBy(move => move.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public void From_wherever_an_order_is_somebody_can_bring_it_to_an_end()
    {
        foreach (var approvals in new[] { 0, 1, 2 })
        {
            var facts = OrderWalk.Facts(OrderWalk.Policy(approvals));
            var order = OrderWalk.Drafted(facts);
            var all = new Dictionary<string, PurchaseOrder> { [OrderWalk.Sign(order)] = order };
            var before = new Dictionary<string, List<string>>();
            var open = new Queue<PurchaseOrder>([order]);
            while (open.TryDequeue(out var from))
                foreach (var (_, after) in OrderWalk.Next(from, facts))
                {
                    var sign = OrderWalk.Sign(after);
                    before.TryAdd(sign, []);
                    before[sign].Add(OrderWalk.Sign(from));
                    if (all.TryAdd(sign, after)) open.Enqueue(after);
                }
            var ending = all.Where(one => OrderLife.Ends.Contains(one.Value.State)).Select(one => one.Key).ToHashSet();
            var back = new Stack<string>(ending);
            while (back.TryPop(out var end))
                foreach (var from in before.GetValueOrDefault(end) ?? [])
                    if (ending.Add(from)) back.Push(from);
            // The walk stops amending and submitting at a bound; a draft that has used both up can still be cancelled.
            all.Keys.Except(ending).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("docs/api/purchase-orders.md")]
    [InlineData("docs/api/zh-CN/purchase-orders.md")]
    public void The_documentation_draws_the_table(string page)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, page)).ShouldContain($"```mermaid\n{OrderLife.Table.Diagram()}```\n", customMessage: OrderLife.Table.Diagram());
    }
}
