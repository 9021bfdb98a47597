using BeautyGrains.Engine.Tests;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What the tailer and the read models promise on every database. A database derives from the parts of this and says how it is opened.</summary>
public abstract class ReadModelContract(TestDatabase database) : IAsyncLifetime
{
    protected const string Stock = "stock";
    private readonly List<IAsyncDisposable> _opened = [];
    private bool _closed;

    protected MemoryJournal Journal { get; private set; } = null!;

    protected House House { get; private set; } = null!;

    protected IReadModelStore Store { get; private set; } = null!;

    protected ManualClock Clock => House.Clock;

    protected TestDatabase Database { get; } = database;

    public async Task InitializeAsync()
    {
        await Database.Make();
        Journal = Opened(new MemoryJournal());
        House = await House.Open(Journal);
        Store = Opened(Database.Open());
    }

    public async Task DisposeAsync()
    {
        await Close();
        foreach (var one in Enumerable.Reverse(_opened)) await one.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        _opened.Add(one);
        return one;
    }

    /// <summary>A tailer as a process of its own has it.</summary>
    internal Tailer NewTailer(
        ReadModel? model = null, int most = 2_000, ReadModelFaults? faults = null, IModelListener? listener = null, IReadModelStore? store = null,
        IJournal? journal = null, TimeProvider? clock = null) => Opened(new Tailer(
            model ?? StockModel.Instance, new(journal ?? Journal), store ?? Store, clock ?? Clock, new() { MostEvents = most, Faults = faults ?? new() }, listener,
            NullLogger.Instance));

    /// <summary>The stock model's tailer in its host.</summary>
    internal ReadModelHost NewHost(TailerOptions options) => new(
        [StockModel.Instance], [], Journal, Store, new() { Options = options }, Clock, TaskScheduler.Default, NullLogger<Tailer>.Instance);

    /// <summary>Runs until nothing is left to do.</summary>
    internal static async Task<int> CatchUp(Tailer tailer)
    {
        var steps = 0;
        while (await tailer.RunOnce(CancellationToken.None)) (++steps).ShouldBeLessThan(100_000);
        return steps;
    }

    /// <summary>Runs until nothing is left to do, then goes away, so that others may lead.</summary>
    internal static async Task Once(Tailer tailer)
    {
        await CatchUp(tailer);
        tailer.Status.Fault.ShouldBeNull();
        await tailer.DisposeAsync();
    }

    /// <summary>The rows of a copy that was built in one go from the whole journal, in a database of its own.</summary>
    internal async Task<List<string>> Fresh(ReadModel model)
    {
        await using var store = await Database.Other();
        await using var tailer = NewTailer(model, store: store);
        await CatchUp(tailer);
        tailer.Status.Fault.ShouldBeNull(model.Name);
        return await store.Dump(model);
    }

    /// <summary>The copy that serves equals one built anew, and holds the whole journal.</summary>
    internal async Task ShouldEqualFresh(ReadModel model)
    {
        var fresh = await Fresh(model);
        fresh.Count.ShouldBeGreaterThan(3);
        ShouldBeSame(await Store.Dump(model), fresh);
        (await Store.CopiesOf(model.Name)).Single(copy => copy.State == CopyState.Serving).Position.ShouldBe(await Journal.Head());
    }

    /// <summary>Names only the rows that differ.</summary>
    protected static void ShouldBeSame(List<string> found, List<string> expected)
    {
        string.Join('\n', found.Except(expected).Select(row => "wrong   " + row).Concat(expected.Except(found).Select(row => "missing " + row))).ShouldBe("");
        found.Count.ShouldBe(expected.Count);
    }

    /// <summary>Trades; then the engine stops, so that the journal's end stands still.</summary>
    internal async Task Trade(int commands, int seed = 1)
    {
        var trading = new Trading(House, seed);
        await trading.Open();
        await trading.Run(commands);
        await Close();
    }

    /// <summary>Stops the engine; the clock goes on.</summary>
    protected async Task Close()
    {
        if (_closed) return;
        _closed = true;
        await House.DisposeAsync();
    }
}
