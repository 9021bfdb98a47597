using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>The memory of ids: stocks so busy that what was done before is no longer at hand, and ids that the journal forgets.</summary>
internal sealed partial class World
{
    /// <summary>By their stopwatch messages and steps are never later than that. A night, by which clocks jump, does not make them so.</summary>
    private static readonly TimeSpan s_latest = TimeSpan.FromMinutes(2);

    // What a server does every hour, with the shortest of windows.
    private void Forget(Node node, TimeSpan window)
    {
        var before = node.Now - window;
        if (Journal.EarliestSince(_time.Now - s_latest.Ticks) is { } young && young < before) before = young;
        var forgetting = node.Journal.ForgetCommands(before);
        if (!forgetting.IsCompletedSuccessfully) throw new Violation("Ids can be forgotten.", $"{node}");
        _trace.Line($"  f {node} before {Show.Time(before)}");
        Journal.Forget(before);
    }

    // Trade through servers that play no other part, written all at once: enough to drive everything else out of the memory.
    private void Rush(Step step)
    {
        var key = StockKey.Of(Chain.Store(step.Store % _scenario.Stores), Chain.Sku(step.Sku % _scenario.Skus));
        if (Journal.Stock(key) is not { Now: var (stock, version, at) } || stock.Lots.IsEmpty) return;
        // Whoever decides next has to record that first.
        if (!StockRules.Overdue(stock, at).IsEmpty) return;
        var facts = new StockFacts(Chain.Record(step.Sku), Chain.StoreRecord(step.Store));
        var lot = stock.Lots.Keys.First();
        var entries = new List<NewEvent>();
        for (var sale = 0; sale < IdMemory.Kept + IdMemory.Slack; sale++)
        {
            var ask = new AdjustStock($"rush{step.Id}-{sale}", sale % 2 == 0 ? 1 : -1, null, lot, "Trade.", new("rush", ""));
            foreach (var happened in StockRules.Adjust(stock, ask, facts, at).Events)
            {
                var (name, payload) = StockKind.Instance.Events.Write(happened);
                var command = StockKind.Instance.CommandOf(happened);
                entries.Add(new(name, payload, at, ask.By.Actor, "", command?.Id, command?.BodyHash));
                stock = StockKind.Instance.Evolve(stock, happened, new(version + entries.Count, at, ask.By.Actor));
            }
        }
        // Whoever is writing has it; then there is no room for others.
        if (!_disk.TryWrite(this, StockKind.Instance.Stream(key), version + 1, entries.ToArray(), out _)) return;
        _disk.Sync(this);
    }
}
