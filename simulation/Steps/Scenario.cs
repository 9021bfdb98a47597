using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>What a day is made of: how big the chain is, what people do, what goes wrong. Weights are relative.</summary>
internal sealed class Scenario
{
    /// <summary>Everything together, in shares drawn from the seed.</summary>
    public const string Default = "all";

    private static readonly StepKind[] s_trade =
    [
        StepKind.Receive, StepKind.Reserve, StepKind.Book, StepKind.Commit, StepKind.CommitPart, StepKind.CommitScans, StepKind.Release, StepKind.Extend,
        StepKind.Repin, StepKind.Sell, StepKind.Return, StepKind.SupplierReturn, StepKind.Adjust, StepKind.Scrap, StepKind.Count, StepKind.LotStatus,
        StepKind.Reverse, StepKind.Fact, StepKind.CloseIncident, StepKind.PutSku, StepKind.Look, StepKind.LookReservation, StepKind.Again, StepKind.OtherBody, StepKind.Wait,
    ];

    private static readonly StepKind[] s_processes =
    [
        StepKind.PutBasket, StepKind.CommitBasket, StepKind.ReleaseBasket, StepKind.LookBasket, StepKind.PutBatch,
        StepKind.PutTransfer, StepKind.ShipTransfer, StepKind.ReceiveTransfer, StepKind.CancelTransfer, StepKind.LookTransfer, StepKind.Sweep,
    ];

    private static readonly StepKind[] s_crashes = [StepKind.Crash, StepKind.Restart, StepKind.Stop];
    private static readonly StepKind[] s_disk = [StepKind.DiskFault, StepKind.SlowDisk, StepKind.FullQueue];
    private static readonly StepKind[] s_network = [StepKind.MessageFault];
    private static readonly StepKind[] s_clocks = [StepKind.Skew, StepKind.Night, StepKind.LateTimers];
    private static readonly StepKind[] s_memory = [StepKind.Forget, StepKind.Rush];

    /// <summary>Names that may be asked for.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "calm", "crashes", "disk", "network", "clocks", "split", "hot", "forgetful"];

    public required string Name { get; init; }

    public required int Nodes { get; init; }

    public required int Stores { get; init; }

    public required int Skus { get; init; }

    /// <summary>Of a hundred steps, how many leave work half done when the next begins.</summary>
    public required int Hurry { get; init; }

    /// <summary>Of a hundred steps, how many begin with a process that one machine takes over from another.</summary>
    public required int Takeovers { get; init; }

    public required IReadOnlyList<(StepKind Kind, int Weight)> Weights { get; init; }

    /// <summary>The day of that name for a seed.</summary>
    /// <exception cref="ArgumentException">No such name.</exception>
    public static Scenario Of(string name, ulong seed)
    {
        var random = new SplitMix64(seed ^ 0x5CE7A210);
        bool Has(string one, int hundredths) => name == one || (name == Default && random.Percent(hundredths));
        if (!Names.Contains(name)) throw new ArgumentException($"No scenario is called {name}; there are {string.Join(", ", Names)}.", nameof(name));
        var isHot = Has("hot", 8);
        var isSplit = Has("split", 45);
        var weights = new List<(StepKind, int)>();
        Add(s_trade, 100, 0);
        if (!isHot || name == Default) Add(s_processes, 60, isHot ? 80 : 5);
        if (Has("crashes", 60)) Add(s_crashes, 4, 0);
        if (Has("disk", 60)) Add(s_disk, 8, 0);
        if (Has("network", 50)) Add(s_network, 12, 0);
        if (Has("clocks", 60) || name is "crashes") Add(s_clocks, 4, 0);
        if (Has("forgetful", 12)) Add(s_memory, 25, 0);
        return new()
        {
            Name = name,
            Nodes = isSplit ? 2 : 1,
            Stores = isHot ? 1 : random.Between(2, 3),
            Skus = isHot ? 1 : random.Between(2, 4),
            Hurry = random.Between(10, 60),
            Takeovers = isSplit ? random.Between(0, 2) : 0,
            Weights = weights,
        };

        // Each kind gets a share of its own, and some are left out, so that runs differ in kind and not in detail alone.
        void Add(StepKind[] kinds, int most, int leftOut)
        {
            foreach (var kind in kinds)
                if (!random.Percent(leftOut)) weights.Add((kind, random.Between(Math.Max(1, most / 8), most) * BaseOf(kind)));
        }
    }

    private static int BaseOf(StepKind kind) => kind switch
    {
        StepKind.Reserve => 12,
        StepKind.Receive or StepKind.Commit or StepKind.Sell or StepKind.Again => 6,
        StepKind.PutBasket or StepKind.CommitBasket or StepKind.PutTransfer or StepKind.ShipTransfer or StepKind.ReceiveTransfer => 5,
        StepKind.CommitPart or StepKind.CommitScans or StepKind.Release or StepKind.PutBatch or StepKind.Look or StepKind.Wait => 4,
        StepKind.Forget or StepKind.Stop => 8,
        StepKind.OtherBody or StepKind.Count or StepKind.Fact or StepKind.Rush => 1,
        _ => 2,
    };
}
