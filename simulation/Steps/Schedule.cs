using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>Draws the steps of a run from its seed. Nothing of what happens in the run comes back here, so the same seed gives the same steps.</summary>
internal sealed class Schedule
{
    private readonly Scenario _scenario;
    private readonly SplitMix64 _random;
    private readonly int _total;
    private readonly Dictionary<StepKind, List<Step>> _made = [];
    private readonly List<Step> _commands = [];
    private readonly Queue<Step> _next = new();

    private Schedule(Scenario scenario, ulong seed)
    {
        _scenario = scenario;
        _random = new(seed);
        _total = scenario.Weights.Sum(one => one.Weight);
    }

    public static IReadOnlyList<Step> Of(Scenario scenario, ulong seed, int steps)
    {
        var schedule = new Schedule(scenario, seed);
        var all = new Step[steps];
        for (var id = 1; id <= steps; id++) all[id - 1] = schedule.Next(id);
        if (BuyingSteps.IsIn(seed)) InPlace(new BuyingSteps(seed).InPlaceOf);
        if (BesidesSteps.IsIn(seed)) InPlace(new BesidesSteps(seed).InPlaceOf);
        if (QualitySteps.IsIn(seed)) InPlace(new QualitySteps(seed).InPlaceOf);
        if (ControlledSteps.IsIn(seed)) InPlace(new ControlledSteps(seed).InPlaceOf);
        if (CountSteps.IsIn(seed)) InPlace(new CountSteps(seed).InPlaceOf);
        if (FeedbackSteps.IsIn(seed)) InPlace(new FeedbackSteps(seed).InPlaceOf);
        if (UnitSteps.IsIn(seed)) InPlace(new UnitSteps(seed).InPlaceOf);
        if (PlaceSteps.IsIn(seed)) InPlace(new PlaceSteps(seed).InPlaceOf);
        return all;

        // At first there is something to sell.
        void InPlace(Func<Step, Step> other)
        {
            for (var id = (scenario.Stores * scenario.Skus) + 1; id <= steps; id++) all[id - 1] = other(all[id - 1]);
        }
    }

    private Step Next(int id)
    {
        if (_next.Count == 0 && _scenario.Takeovers > 0 && id > _scenario.Stores * _scenario.Skus && _random.Percent(_scenario.Takeovers)) PlanTakeover(id);
        if (_next.TryDequeue(out var planned)) return planned;
        // At first there is something to sell.
        var kind = id <= _scenario.Stores * _scenario.Skus ? StepKind.Receive : Draw();
        var step = Fill(new(id, kind, _random.Between(0, _scenario.Nodes - 1), _random.Between(0, _scenario.Stores - 1), _random.Between(0, _scenario.Skus - 1),
            0, _random.Between(1, 8) / (_random.Percent(15) ? 2m : 1m), 0, 0, -1, 0));
        step = step with { Turns = _random.Percent(_scenario.Hurry) ? _random.Between(0, 40) : -1, Millis = Pause(kind) };
        Remember(step);
        return step;
    }

    // A machine has a process at rest in its memory; another goes on with it and dies on the way; then the first one sweeps. By chance all that is rare.
    private void PlanTakeover(int id)
    {
        var (first, other, isBasket) = (_random.Between(0, 1), StepKind.CommitBasket, _random.Percent(60));
        if (isBasket) other = _random.Percent(70) ? StepKind.CommitBasket : StepKind.ReleaseBasket;
        else other = _random.Percent(70) ? StepKind.ShipTransfer : StepKind.CancelTransfer;
        var put = Fill(new(id, isBasket ? StepKind.PutBasket : StepKind.PutTransfer, first, _random.Between(0, _scenario.Stores - 1), _random.Between(0, _scenario.Skus - 1),
            0, _random.Between(1, 3), 0, 0, -1, _random.Between(5_000, 9_000)));
        Plan(put);
        Plan(put with { Id = id + 1, Kind = other, Node = 1 - first, Ref = id, A = 0, B = 0, Turns = _random.Between(5, 60), Millis = 0 });
        Plan(put with { Id = id + 2, Kind = StepKind.Crash, Node = 1 - first, A = 0, B = 0, Millis = _random.Between(0, 9_000) });
        Plan(put with { Id = id + 3, Kind = StepKind.Sweep, A = 0, B = 0, Millis = 0 });

        void Plan(Step step)
        {
            _next.Enqueue(step);
            Remember(step);
        }
    }

    private StepKind Draw()
    {
        var place = _random.Between(1, _total);
        foreach (var (kind, weight) in _scenario.Weights)
        {
            place -= weight;
            if (place <= 0) return kind;
        }
        throw new InvalidOperationException("Weights do not add up.");
    }

    private int Pause(StepKind kind) => kind == StepKind.Wait ? _random.Between(1_000, 30_000)
        : _random.Percent(40) ? 0
        : _random.Percent(90) ? _random.Between(1, 1_500)
        : _random.Between(1_500, 8_000);

    private Step Fill(Step step) => step.Kind switch
    {
        // A: lot; B: whether quarantined.
        StepKind.Receive => step with { A = Lot(step.Id), B = _random.Percent(8) ? 1 : 0, Quantity = _random.Between(2, 30) },
        // A: seconds held; B: 0 any lot, else lot + 1.
        StepKind.Reserve => step with { A = Hold(), B = _random.Percent(15) ? Lot(step.Id) + 1 : 0 },
        // A: days ahead; B: hours held, or 0.
        StepKind.Book => step with { A = _random.Between(0, 6), B = _random.Percent(50) ? 0 : _random.Between(1, 72) },
        StepKind.Commit or StepKind.CommitPart or StepKind.CommitScans or StepKind.Release or StepKind.Repin or StepKind.LookReservation =>
            On(step, StepKind.Reserve, StepKind.Reserve, StepKind.Reserve, StepKind.Book) with { A = Lot(step.Id), B = _random.Between(0, 3) },
        StepKind.Extend => On(step, StepKind.Reserve, StepKind.Reserve, StepKind.Book) with { A = Hold(), B = _random.Between(0, 2) },
        StepKind.Sell or StepKind.Return or StepKind.SupplierReturn or StepKind.Scrap or StepKind.Count or StepKind.Fact =>
            step with { A = Lot(step.Id), B = _random.Between(0, 5) },
        StepKind.Adjust => step with { A = Lot(step.Id), B = _random.Between(0, 3), Quantity = _random.Percent(50) ? step.Quantity : -step.Quantity },
        StepKind.LotStatus => step with { A = Lot(step.Id), B = _random.Percent(55) ? 0 : _random.Between(0, 3) },
        StepKind.Reverse => On(step, StepKind.Sell, StepKind.Receive, StepKind.Return, StepKind.Scrap, StepKind.Adjust, StepKind.Reserve),
        StepKind.CloseIncident => On(step, StepKind.Fact),
        // B: 0 for another unit than usual.
        StepKind.PutSku => step with { B = _random.Between(0, 2) },
        StepKind.PutBatch => Batch(step with { A = _random.Between(0, Math.Min(2, _scenario.Skus - 1)), B = _random.Between(0, 255) }),
        // A: how many lines besides the first; B: bits.
        StepKind.PutBasket => step with { A = _random.Between(0, Math.Min(2, _scenario.Skus - 1)), B = _random.Between(0, 255) },
        StepKind.PutTransfer => step with { A = _random.Between(0, 1), B = _random.Between(1, 255) },
        StepKind.CommitBasket or StepKind.ReleaseBasket or StepKind.LookBasket => On(step, StepKind.PutBasket) with { B = _random.Between(0, 1) },
        StepKind.ShipTransfer or StepKind.ReceiveTransfer or StepKind.CancelTransfer or StepKind.LookTransfer =>
            On(step, StepKind.PutTransfer) with { A = _random.Between(0, 9), B = _random.Between(0, 9) },
        StepKind.Again or StepKind.OtherBody or StepKind.Rush => Repeat(step),
        // A: hours; B: 1 for one node alone.
        StepKind.Night => step with { A = _random.Between(4, 26), B = _random.Percent(15) ? 1 : 0 },
        // A: seconds ahead, signed.
        StepKind.Skew => step with { A = _random.Percent(50) ? _random.Between(-5, 5) : _random.Between(-600, 600) },
        StepKind.LateTimers => step with { A = _random.Between(1, 90) },
        // A: which fate; B: how many pass before.
        StepKind.DiskFault => step with { A = _random.Between(1, 4), B = _random.Between(0, 5), Store = _random.Between(0, 2), Quantity = _random.Between(1, 2) },
        StepKind.SlowDisk => step with { A = _random.Between(1, 4), B = _random.Between(5, 13_000) },
        // A: hours for which ids are remembered.
        StepKind.Forget => step with { A = _random.Between(0, 3) },
        StepKind.FullQueue => step with { A = _random.Between(1, 3) },
        // A: which fate; B: how many pass before; Ref: delay in milliseconds.
        StepKind.MessageFault => step with { A = _random.Between(1, 4), B = _random.Between(0, 6), Store = _random.Between(0, 2), Quantity = _random.Between(1, 2), Ref = _random.Between(1, 6_000) },
        _ => step,
    };

    private int Hold() => _random.Percent(70) ? _random.Between(1, 120) : _random.Between(120, 80_000);

    // Lots wear off as the days of the run go by.
    private int Lot(int step) => (step / 300) + _random.Between(0, 2);

    /// <summary>Names something made before by one of the kinds, most often lately; without any it names nothing.</summary>
    private Step On(Step step, params StepKind[] kinds)
    {
        var made = _made.GetValueOrDefault(kinds[_random.Between(0, kinds.Length - 1)]);
        if (made is null) return step;
        var one = made[Lately(made.Count)];
        return step with { Ref = one.Id, Store = one.Store, Sku = one.Sku };
    }

    // A: items besides the first two; where the first is a reservation that a client has made already, its seconds times 4 besides.
    private Step Batch(Step step)
    {
        if (step.Id % 3 != 0 || _made.GetValueOrDefault(StepKind.Reserve) is not [.., var one]) return step;
        return one.B > 0 ? step : step with { Ref = one.Id, Store = one.Store, Sku = one.Sku, Quantity = one.Quantity, A = step.A + (4 * one.A) };
    }

    private Step Repeat(Step step)
    {
        if (_commands.Count == 0) return step;
        var one = _commands[Lately(_commands.Count)];
        return step with { Ref = one.Id, Store = one.Store, Sku = one.Sku };
    }

    private int Lately(int count)
    {
        var back = _random.Percent(60) ? _random.Between(0, 3) : _random.Percent(80) ? _random.Between(0, 20) : _random.Between(0, count - 1);
        return Math.Max(0, count - 1 - back);
    }

    private void Remember(Step step)
    {
        if (step.Kind >= StepKind.Sweep || step.Kind is StepKind.Again or StepKind.OtherBody) return;
        _commands.Add(step);
        if (!_made.TryGetValue(step.Kind, out var made)) _made[step.Kind] = made = [];
        made.Add(step);
    }
}
