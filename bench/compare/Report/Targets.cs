namespace BeautyGrains.Bench.Compare.Report;

/// <summary>What is aimed at.</summary>
/// <param name="What">Of ours.</param>
/// <param name="Beside">What it is compared with, or what of it is looked at.</param>
/// <param name="Unit">"×" for ratios.</param>
/// <param name="Floor">Must hold.</param>
/// <param name="Stretch">What one is after.</param>
/// <param name="LessIsBetter">For times and memory.</param>
internal sealed record Target(string What, string Beside, Func<Results, Spread?> Figure, string Unit, double Floor, double? Stretch, bool LessIsBetter = false)
{
    /// <summary>"stretch", "floor" or "no".</summary>
    public string Met(Spread found) => Stretch is { } stretch && Reaches(found, stretch) ? "stretch" : Reaches(found, Floor) ? "floor" : "no";

    /// <summary>How many times better than the floor: above 1 it holds.</summary>
    public double BesideFloor(double value) => LessIsBetter ? Floor / value : value / Floor;

    private bool Reaches(Spread found, double aim) => LessIsBetter ? found.Middle <= aim : found.Middle >= aim;
}

/// <summary>The targets of the comparison, row by row.</summary>
internal static class Targets
{
    private const string Statement = "PostgreSQL alone, one statement, uniform";
    private const string Nothing = "the host's do-nothing endpoint";
    private const string Uniform = "HTTP singles, PostgreSQL, uniform";
    private const string Hot = "HTTP singles, PostgreSQL, one hot SKU";
    private const string Batches = "HTTP batches of 100, PostgreSQL";

    public static IReadOnlyList<Target> All { get; } =
    [
        new(Uniform, Statement, Figure.Ratio("http-postgres-uniform", "postgres-one-uniform"), "×", 1.8, 3.0),
        new(Uniform, Nothing, Figure.Ratio("http-postgres-uniform", "nothing"), "×", 0.30, 0.43),
        new(Uniform, "p99", Figure.P99("http-postgres-uniform"), "ms", 10, null, LessIsBetter: true),
        new("HTTP singles, SQLite, uniform", Nothing, Figure.Ratio("http-sqlite-uniform", "nothing"), "×", 0.40, 0.57),
        new(Hot, "PostgreSQL alone, one statement, one hot row", Figure.Ratio("http-postgres-hot", "postgres-one-hot"), "×", 10, 17),
        new(Hot, "our own uniform", Figure.Ratio("http-postgres-hot", "http-postgres-uniform"), "×", 0.85, 1.0),
        new(Hot, "Redis, AOF always, unpipelined", Figure.Ratio("http-postgres-hot", "redis-hot"), "×", 0.7, 1.2),
        new(Batches, Statement, Figure.Ratio("http-postgres-batch", "postgres-one-uniform"), "×", 10, 28),
        new(Batches, "a PostgreSQL client that batches too", Figure.Ratio("http-postgres-batch", "postgres-batch"), "×", 1, 3),
        new("In process, 512 callers, PostgreSQL", Statement, Figure.Ratio("inprocess-postgres", "postgres-one-uniform"), "×", 8, 15),
        new("Grain call that does nothing", "the Orleans engine", Figure.Ratio("calls-embedded", "calls-orleans"), "×", 1, 2),
        new("Grain call that does nothing", "longest wait", Figure.Max("calls-embedded"), "ms", 50, null, LessIsBetter: true),
        new("Read models at the single rate, PostgreSQL", "lag p99", Figure.LagP99("http-postgres-uniform"), "s", 1, 0.2, LessIsBetter: true),
        new("Read models at the single rate, SQLite", "lag p99", Figure.LagP99("http-sqlite-uniform"), "s", 1, 0.2, LessIsBetter: true),
        new("Read models catch up, PostgreSQL", "the single rate", Figure.OneBeside("catch-up-postgres", "http-postgres-uniform"), "×", 1.5, 3),
        new("Read models catch up, SQLite", "the single rate", Figure.OneBeside("catch-up-sqlite", "http-sqlite-uniform"), "×", 1.5, 3),
        new("Availability of a SKU over 1,000 stores", "p99", Figure.P99("availability"), "ms", 20, 5, LessIsBetter: true),
        new("Idle stock grain, 3 lots", "memory", Figure.Found("memory", times: 1 / 1024.0), "KiB", 3, 1.5, LessIsBetter: true),
        new("1,000,000 active stock grains", "memory of the process", Figure.Found("memory", "peak_MiB", 1 / 1024.0), "GiB", 4, null, LessIsBetter: true),
        new("Uniform over 1,000,000 SKU-stores", "over 10,000", Figure.Found("uniform"), "×", 0.8, 0.95),
        new("Hot SKU after 10,000,000 events of its own", "empty", Figure.Found("hot"), "×", 0.9, 1.0),
        new("Hot SKU after 10,000,000 events of its own", "activation", Figure.Found("hot-activation"), "ms", 20, 5, LessIsBetter: true),
        new("1,000,000 streams, 10,000,000 events", "start to ready", Figure.Found("start"), "s", 3, 1, LessIsBetter: true),
        new("Cold stock grain, SQLite", "activation, median", Figure.Found("activation"), "ms", 0.5, 0.2, LessIsBetter: true),
        new("50,000 open reservations", "cost beside 10", Figure.Found("reservations"), "×", 2, 1.2, LessIsBetter: true),
        new("50,000 open reservations end at once", "longest wait", Figure.Found("reservations-expiring"), "ms", 20, 5, LessIsBetter: true),
    ];
}
