using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using Orleans;

namespace BeautyGrains.Simulation.Tests;

/// <summary>What clients make of an answer that says that nothing was written, of which the journal has something all the same.</summary>
public sealed class DeskTests : IDisposable
{
    private const string Invariant = "What was told to be not written is not in the journal.";
    private static readonly StreamKey s_stream = StockKind.Instance.Stream("S0/K0");

    private readonly VirtualTime _time = new();
    private readonly Turns _turns = new();
    private readonly MemoryDisk _disk = new();
    private readonly Trace _trace = new(0);
    private readonly JournalWatch _journal;
    private readonly Node _node;
    private readonly Desk _desk;

    public DeskTests()
    {
        _journal = new(_disk, _time, _trace);
        _desk = new(_journal, _time, _trace);
        _node = new(0, 1, _time, _turns, new(), _disk, new(), new(_journal, _time));
    }

    public void Dispose()
    {
        _node.Crash();
        _trace.Dispose();
    }

    [Fact]
    public void Nothing_of_it_may_be_there() => Heard(twiceAfter: null, passed: 0).ShouldNotBeNull().Invariant.ShouldBe(Invariant);

    [Fact]
    public void Nothing_of_it_may_be_there_before_its_message_has_arrived_once_more() => Heard(twiceAfter: 2, passed: 1).ShouldNotBeNull().Invariant.ShouldBe(Invariant);

    [Fact]
    public void It_may_be_there_once_its_message_has_arrived_once_more_and_is_asked_for_again_in_the_end()
    {
        Heard(twiceAfter: 2, passed: 2).ShouldBeNull();
        _desk.InDoubt().ShouldHaveSingleItem();
    }

    private Violation? Heard(int? twiceAfter, int passed)
    {
        var command = new Refused(twiceAfter);
        command.Arm(_node.Network);
        _desk.Send(command, _node);
        _time.Advance(TimeSpan.FromSeconds(passed), () => _turns.Run());
        Write(new LotOpened("L", "L", null, null, null, LotStatus.Released, null, null, null, null, null, null));
        Write(new StockMoved(MovementKind.Receipt, "m1", [new("L", 5, null, 5)], 5, "h"));
        _journal.Look();
        try
        {
            _desk.Listen();
            return null;
        }
        catch (Violation found)
        {
            return found;
        }
    }

    private void Write(StockEvent happened)
    {
        var (name, payload) = StockKind.Instance.Events.Write(happened);
        _disk.TryWrite(this, s_stream, _journal.VersionOf(s_stream) + _disk.Unsynced + 1, [new(name, payload, VirtualTime.Start, "till")], out _).ShouldBeTrue();
        if (happened is StockMoved) _disk.Sync(this);
    }

    /// <summary>A request that is told to be not written, its message delivered twice where it says so.</summary>
    private sealed class Refused(int? twiceAfter) : Command(
        new(1, StepKind.Receive, 0, 0, 0, 0, 5, 0, 0, -1, 0), s_stream, CommandIds.Movement(MovementKind.Receipt, "m1"), null)
    {
        public override bool RepeatsItself => true;

        public override Task Send(IGrainFactory grains) => Task.FromException(new NotWrittenException("The disk is full."));

        public override Told Read(Task ended) => throw new InvalidOperationException("There is nothing to be read.");

        public override void Verify(Task ended, JournalWatch journal) => throw new InvalidOperationException("There is nothing to be compared.");

        public void Arm(NetworkFaults network)
        {
            if (twiceAfter is not { } seconds) return;
            network.Arm(new(CallFate.Twice, FaultTarget.Any, 0, 1, TimeSpan.FromSeconds(seconds)));
            network.FateOf(null, default, "Receive", out _).ShouldBe(CallFate.Twice);
        }
    }
}
