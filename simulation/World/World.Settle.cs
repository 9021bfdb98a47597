using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>The end of a run: nothing goes wrong any more, and everything must come to its end within a bounded time.</summary>
internal sealed partial class World
{
    private const string ComesToAnEnd = "Without faults everything comes to its end in bounded time.";
    private const int MinutesToSettle = 5;
    private const int MostAttempts = 4;

    /// <summary>Lets everything settle and looks at the whole.</summary>
    public void Settle()
    {
        _trace.Line("settle");
        _turns.Random = new(_seed);
        var node = Heal();
        SettleProcesses(node);
        Resolve(node);
        EndTransfers(node);
        SettleProcesses(node);
        _live.CompareMemories(node);
        Journal.Controlled.CheckEnd(stock => Journal.Stock(stock)?.Now.State.OnHand ?? 0);
        Journal.Counts.CheckEnd(Journal.Stock);
        Journal.Units.CheckEnd();
        Journal.Places.CheckEnd();
        if (_hasQuality) SettleZones(node);
        _machines[node.Index].Skew += TimeSpan.FromDays(Limits.MaxBookingHold.Days + 1);
        // Timers count on the stopwatch, which stands still while a clock jumps: a new process sees the new day.
        Crash(node.Index);
        node = Up(node.Index);
        EndReservations(node);
        if (_hasBuying)
        {
            SettleAlerts(node);
            SettleNeeds(node);
            SettleQueues(node);
        }
        Journal.Buying.CheckEnd((stock, lot) => Journal.Stock(stock)?.Now.State.Lots.Values.FirstOrDefault(one => one.Name == lot)?.OnHand ?? 0);
        Journal.Recalls.CheckEnd(sku => Journal.Stocks.Where(stock => StockKey.Parse(stock.Key).Sku == sku).SelectMany(stock => stock.Now.State.Lots.Values.Select(lot => (stock.Key, lot))));
        Desk.CheckAcknowledged();
        CompareAll(node);
        _readModels?.Settle(node, time =>
        {
            Pass(time);
            Look();
        });
    }

    // One process goes on, on a clock that is behind no other's.
    private Node Heal()
    {
        for (var machine = 1; machine < _nodes.Length; machine++) Crash(machine);
        foreach (var leaving in _leaving.ToList()) Gone(leaving);
        var node = Up(0);
        node.Disk.Clear();
        node.Network.Clear();
        _machines[0].Skew = _machines.Max(machine => machine.Skew);
        _turns.Run();
        PassWhile(() => Desk.Underway > 0, TimeSpan.FromSeconds(60), "Requests are still without an answer.");
        return node;
    }

    private void SettleProcesses(Node node)
    {
        for (var minute = 0; minute < MinutesToSettle && OpenProcesses().Any(); minute++)
        {
            var sweep = node.Sweep();
            _turns.Run();
            PassWhile(() => !sweep.IsCompleted, ProcessSweep.Period, "A sweep does not end.");
            Pass(TimeSpan.FromSeconds(20));
            Look();
        }
        if (OpenProcesses().FirstOrDefault() is { Category: not null } open) throw new Violation(ComesToAnEnd, $"{open} is still open after {MinutesToSettle} minutes.");
    }

    private IEnumerable<StreamKey> OpenProcesses() =>
        Journal.Baskets.All.Where(one => one.Value.State.IsUnderway).Select(one => BasketKind.Instance.Stream(one.Key))
            .Concat(Journal.Transfers.All.Where(one => one.Value.State.IsUnderway).Select(one => TransferKind.Instance.Stream(one.Key)))
            .Concat(Journal.Batches.All.Where(one => one.Value.State.IsUnderway).Select(one => BatchKind.Instance.Stream(one.Key)))
            .Concat(Journal.Controlled.Open())
            .Concat(Journal.Recalls.Recalls.All.Where(one => one.Value.State.IsUnderway).Select(one => RecallKind.Instance.Stream(one.Key)))
            .Concat(Journal.Counts.Open())
            .Concat(Journal.Places.Open())
            .Concat(Journal.Buying.Open());

    /// <summary>Everything in doubt is asked once more, and now there is an answer.</summary>
    private void Resolve(Node node)
    {
        // An activation that others have overtaken notices, says so once, and is gone.
        for (var attempt = 0; attempt < MostAttempts && Desk.InDoubt().Any(); attempt++)
        {
            foreach (var command in Desk.InDoubt().ToList())
            {
                Desk.Send(command, node);
                _turns.Run();
                PassWhile(() => Desk.Underway > 0, TimeSpan.FromSeconds(60), $"{command.Step} gets no answer.");
            }
            SettleProcesses(node);
        }
        if (Desk.InDoubt().FirstOrDefault() is { } left) throw new Violation(ComesToAnEnd, $"{left.Step} is still in doubt.");
    }

    private void EndTransfers(Node node)
    {
        foreach (var (id, _) in Journal.Transfers.All.ToList())
        {
            for (var attempt = 0; attempt < MostAttempts && IsOpen(id); attempt++)
            {
                var end = End(node, id);
                _turns.Run();
                PassWhile(() => !end.IsCompleted, TimeSpan.FromSeconds(60), $"Transfer {id} cannot be ended.");
                SettleProcesses(node);
            }
            if (IsOpen(id)) throw new Violation(ComesToAnEnd, $"Transfer {id} is still {Journal.Transfers.Last(id)!.State.Phase}.");
        }
    }

    private bool IsOpen(string transfer) => Journal.Transfers.Last(transfer)!.State.Phase is TransferPhase.Ready or TransferPhase.Shipped;

    private Task<Answer<TransferView>> End(Node node, string transfer)
    {
        var grain = node.Grains.GetGrain<ITransferGrain>(transfer);
        var by = new Caller("house", "");
        return Journal.Transfers.Last(transfer)!.State.Phase == TransferPhase.Ready ? grain.Cancel(new(by)) : grain.Receive(new([], [new(VirtualTime.Start, 5)], by));
    }

    /// <summary>Long after every hold has ended, whoever looks at a stock finds nothing held.</summary>
    private void EndReservations(Node node)
    {
        foreach (var stock in Journal.Stocks.ToList())
        {
            LookAt(node, stock.Key);
            PassWhile(() => stock.Now.State.Open.Count > 0 || !stock.Now.State.TransitsIn.IsEmpty || !stock.Now.State.TransitsOut.IsEmpty, TimeSpan.FromSeconds(60), $"{stock.Key} still holds or awaits something.");
        }
    }

    private void CompareAll(Node node)
    {
        foreach (var stock in Journal.Stocks)
        {
            LookAt(node, stock.Key);
            // By what they say: which of their ids stand in filters differs by when each came to life.
            var live = (AggregateGrain<Stock, StockEvent>)node.Live("stock", stock.Key)!;
            if (SameStock.Difference(live.Durable.State, stock.Now.State) is { } difference) throw new Violation("Replay = live.", $"{stock.Key} on {node} at the end: {difference}.");
            var loading = node.OnNode(async () => _loaded = await StockKind.Instance.Replay(node.Journal, stock.Key));
            _turns.Run();
            if (!loading.IsCompletedSuccessfully || !SameStock.Is(_loaded!.State, stock.Now.State))
                throw new Violation("A snapshot and what follows it give what all events give.", stock.Key);
        }
    }

    private Versioned<Stock>? _loaded;

    private void PassWhile(Func<bool> goesOn, TimeSpan most, string otherwise)
    {
        Look();
        for (var passed = TimeSpan.Zero; goesOn(); passed += TimeSpan.FromSeconds(1))
        {
            if (passed >= most) throw new Violation(ComesToAnEnd, otherwise);
            Pass(TimeSpan.FromSeconds(1));
            Look();
        }
    }
}
