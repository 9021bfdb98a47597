using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Grains;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>One run: the machines, their shared disk, the clients, and those who watch.</summary>
internal sealed partial class World : IDisposable
{
    private readonly Scenario _scenario;
    private readonly ulong _seed;
    private readonly Trace _trace;
    private readonly bool _hasBuying;
    private readonly bool _hasQuality;
    private readonly VirtualTime _time = new();
    private readonly Turns _turns = new();
    private readonly MemoryDisk _disk = new();
    private readonly Complaints _complaints = new();
    private readonly Machine[] _machines;
    private readonly Node?[] _nodes;
    private readonly int[] _runs;
    private readonly Requests _requests;
    private readonly List<Task> _sweeps = [];
    private readonly LiveCheck _live;
    private readonly SweepWatch _sweepWatch;
    private readonly ReadModelWorld? _readModels;

    public World(Scenario scenario, ulong seed, Trace trace)
    {
        (_scenario, _seed, _trace) = (scenario, seed, trace);
        (_hasBuying, _hasQuality) = (BuyingSteps.IsIn(seed), QualitySteps.IsIn(seed));
        _machines = [.. Enumerable.Range(0, scenario.Nodes).Select(_ => new Machine())];
        _nodes = new Node?[scenario.Nodes];
        _runs = new int[scenario.Nodes];
        Journal = new(_disk, _time, trace);
        Desk = new(Journal, _time, trace);
        _requests = new(scenario, Journal);
        _live = new(Journal);
        _sweepWatch = new(Journal, _time);
        if (ReadModelWorld.IsIn(seed)) _readModels = new(seed, scenario.Nodes, _disk, Journal, trace, _complaints);
    }

    public JournalWatch Journal { get; }

    public Desk Desk { get; }

    /// <summary>Starts the machines and puts the catalogue in place, while nothing goes wrong.</summary>
    public void Open()
    {
        if (_trace.IsHeard) _complaints.Warnings = line => _trace.Line($"  ! {line}");
        _trace.Line($"seed {_seed} scenario {_scenario.Name} nodes {_scenario.Nodes} stores {_scenario.Stores} skus {_scenario.Skus} hurry {_scenario.Hurry}");
        _turns.Random = new(_seed);
        var grains = Up(0).Grains;
        for (var machine = 1; machine < _nodes.Length; machine++) Up(machine);
        var house = new Caller("house", "");
        List<Task> puts = [];
        for (var store = 0; store < Chain.MostStores; store++)
            puts.Add(grains.GetGrain<IStoreGrain>(Chain.Store(store)).Put(new(Chain.StoreRecord(store), null, house)));
        for (var sku = 0; sku < Chain.MostSkus; sku++)
            puts.Add(grains.GetGrain<ISkuGrain>(Chain.Sku(sku)).Put(new(Chain.Record(sku), null, house)));
        _turns.Run();
        if (_hasBuying)
        {
            // Each needs what is put before it.
            puts.AddRange(PutSupplier(grains));
            _turns.Run();
            puts.AddRange(PutPolicies(grains));
            _turns.Run();
        }
        if (ControlledSteps.IsIn(_seed))
        {
            if (!_hasBuying) puts.AddRange(PutSupplier(grains));
            puts.AddRange(PutControlled(grains));
            _turns.Run();
        }
        if (UnitSteps.IsIn(_seed))
        {
            puts.Add(PutUnits(grains));
            _turns.Run();
        }
        if (_hasQuality)
        {
            puts.AddRange(PutZones(grains));
            _turns.Run();
        }
        if (PlaceSteps.IsIn(_seed))
        {
            puts.AddRange(PutShelves(grains));
            _turns.Run();
            puts.AddRange(PutBinsAndRecipes(grains));
            _turns.Run();
        }
        if (!puts.TrueForAll(put => put.IsCompletedSuccessfully)) throw new Violation("The catalogue can be put in place.", "");
        Look();
    }

    /// <summary>Does one step and looks at everything.</summary>
    public void Do(Step step)
    {
        _trace.Line(step.ToString());
        // Its own draws for each step, so that leaving one out changes the others little.
        _turns.Random = new(_seed ^ unchecked((ulong)step.Id * 0x9E3779B97F4A7C15UL));
        Act(step);
        if (step.Turns < 0) _turns.Run();
        else _turns.Run(step.Turns);
        if (step.Millis > 0) Pass(TimeSpan.FromMilliseconds(step.Millis));
        Look();
        _readModels?.After(step.Id, _nodes);
    }

    public void Dispose() => _readModels?.Dispose();

    private void Act(Step step)
    {
        var machine = step.Node % _nodes.Length;
        switch (step.Kind)
        {
            case StepKind.Sweep: _sweeps.Add(Up(machine).Sweep()); break;
            case StepKind.Wait: break;
            case StepKind.Night: Jump(step.B == 1 ? machine : -1, TimeSpan.FromHours(step.A)); break;
            case StepKind.Skew: _machines[machine].Skew += TimeSpan.FromSeconds(step.A); break;
            case StepKind.LateTimers: Up(machine).StallTimers(TimeSpan.FromSeconds(step.A)); break;
            case StepKind.Crash: Crash(machine); break;
            case StepKind.Restart: Up(machine); break;
            case StepKind.Stop: Stop(machine); break;
            case StepKind.Forget: Forget(Up(machine), TimeSpan.FromHours(step.A)); break;
            case StepKind.Rush:
                Rush(step);
                // Somebody repeats what was driven out.
                if (Desk.Commands.GetValueOrDefault(step.Ref) is { } driven) Desk.Send(driven, Up(machine));
                break;
            case StepKind.DiskFault: Up(machine).Disk.Arm(new((AppendFate)step.A, (FaultTarget)step.Store, step.B, (int)step.Quantity, default)); break;
            case StepKind.SlowDisk: Up(machine).Disk.SlowDown(step.A, TimeSpan.FromMilliseconds(step.B)); break;
            case StepKind.FullQueue: Up(machine).Disk.FillQueue(step.A); break;
            case StepKind.MessageFault:
                Up(machine).Network.Arm(new((CallFate)step.A, (FaultTarget)step.Store, step.B, (int)step.Quantity, TimeSpan.FromMilliseconds(step.Ref)));
                break;
            case StepKind.HearLevel: TellLevel(step, Up(machine)); break;
            case StepKind.SweepContainers: _sweeps.Add(SweepContainers(step, Up(machine))); break;
            case StepKind.LookZones: _sweeps.Add(Up(machine).LookAtZones()); break;
            case StepKind.LookWaiting: LookAtQueue(step, Up(machine)); break;
            case StepKind.Look or StepKind.LookReservation or StepKind.LookBasket or StepKind.LookTransfer: Ask(step, Up(machine)); break;
            default: Request(step, Up(machine)); break;
        }
    }

    private void Request(Step step, Node node)
    {
        var command = step.Kind switch
        {
            StepKind.Again => Desk.Commands.GetValueOrDefault(step.Ref),
            StepKind.OtherBody => Other(step),
            _ => _requests.Of(step),
        };
        if (command is null) return;
        // A batch may name a reservation that a client asks for too.
        if (step.Kind == StepKind.PutBatch && Desk.Commands.GetValueOrDefault(step.Ref) is { } named) named.Shared = true;
        Desk.Send(command, node);
        // Somebody in a hurry presses twice.
        if (step.Turns >= 0 && step.Id % 4 == 0) Desk.Send(command, node);
    }

    // The same id with another quantity or time.
    private Command? Other(Step step)
    {
        if (Desk.Commands.GetValueOrDefault(step.Ref) is not { Id: not null, Step.Kind: not StepKind.Reverse } first) return null;
        first.Shared = true;
        var before = first.Step;
        var other = _requests.Of(before.Kind == StepKind.Extend
            ? before with { A = before.A + 1 }
            : before with { Quantity = before.Quantity < 0 ? before.Quantity - 1 : before.Quantity + 1 });
        if (other is not null) other.Shared = true;
        return other;
    }

    private void Jump(int machine, TimeSpan by)
    {
        for (var one = 0; one < _machines.Length; one++)
            if (machine < 0 || machine == one) _machines[one].Skew += by;
    }

    /// <summary>The process of a machine; started if there is none.</summary>
    private Node Up(int machine) => _nodes[machine] ??= new(machine, ++_runs[machine], _time, _turns, _machines[machine], _disk, _complaints, _sweepWatch);

    private void Crash(int machine)
    {
        foreach (var leaving in _leaving.Where(one => one.Node.Index == machine).ToList()) Gone(leaving);
        if (_nodes[machine] is not { } node) return;
        _nodes[machine] = null;
        node.Crash();
        Desk.Lose(node);
        _sweepWatch.Lose(node);
    }

    private void Pass(TimeSpan time) => _time.Advance(time, () => _turns.Run());

    private void Look()
    {
        if (_complaints.Take() is { } complaint) throw new Violation("The house finds nothing broken itself.", complaint);
        Journal.Look();
        Desk.Listen();
        _sweepWatch.Listen();
        HearViews();
        SeeOff();
        _sweeps.RemoveAll(sweep => sweep.IsCompleted);
        foreach (var node in _nodes)
            if (node is not null) _live.Compare(node);
    }
}
