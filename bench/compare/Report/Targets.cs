namespace BeautyGrains.Bench.Compare.Report;

/// <summary>The same in both languages.</summary>
internal sealed record Words(string English, string Chinese)
{
    public string In(bool chinese) => chinese ? Chinese : English;
}

/// <summary>What is aimed at.</summary>
/// <param name="What">Of ours.</param>
/// <param name="Beside">What it is compared with, or what of it is looked at.</param>
/// <param name="Unit">"×" for ratios.</param>
/// <param name="Floor">Must hold.</param>
/// <param name="Stretch">What one is after.</param>
/// <param name="LessIsBetter">For times and memory.</param>
internal sealed record Target(Words What, Words Beside, Func<Results, Spread?> Figure, string Unit, double Floor, double? Stretch, bool LessIsBetter = false)
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
    private static readonly Words s_statement = new("PostgreSQL alone, one statement, uniform", "单用 PostgreSQL,一条语句,均匀");
    private static readonly Words s_nothing = new("the host's do-nothing endpoint", "同一主机的空请求");
    private static readonly Words s_uniform = new("HTTP singles, PostgreSQL, uniform", "HTTP 单笔,PostgreSQL,均匀");
    private static readonly Words s_hot = new("HTTP singles, PostgreSQL, one hot SKU", "HTTP 单笔,PostgreSQL,一个爆款 SKU");
    private static readonly Words s_batches = new("HTTP batches of 100, PostgreSQL", "HTTP 100 行批量,PostgreSQL");
    private static readonly Words s_call = new("Grain call that does nothing", "空的粒调用");
    private static readonly Words s_single = new("the single rate", "单笔速率");
    private static readonly Words s_p99 = new("p99", "p99");
    private static readonly Words s_longest = new("longest wait", "最长等待");
    private static readonly Words s_longLived = new("Hot SKU after 10,000,000 events of its own", "自身已有 10,000,000 个事件的爆款 SKU");

    public static IReadOnlyList<Target> All { get; } = [.. Http, .. Inside, .. Scale];

    private static Target[] Http =>
    [
        new(s_uniform, s_statement, Figure.Ratio("http-postgres-uniform", "postgres-one-uniform"), "×", 1.8, 3.0),
        new(s_uniform, s_nothing, Figure.Ratio("http-postgres-uniform", "nothing"), "×", 0.30, 0.43),
        new(s_uniform, s_p99, Figure.P99("http-postgres-uniform"), "ms", 10, null, LessIsBetter: true),
        new(new("HTTP singles, SQLite, uniform", "HTTP 单笔,SQLite,均匀"), s_nothing, Figure.Ratio("http-sqlite-uniform", "nothing"), "×", 0.40, 0.57),
        new(s_hot, new("PostgreSQL alone, one statement, one hot row", "单用 PostgreSQL,一条语句,一个热点行"), Figure.Ratio("http-postgres-hot", "postgres-one-hot"), "×", 10, 17),
        new(s_hot, new("our own uniform", "本系统的均匀负载"), Figure.Ratio("http-postgres-hot", "http-postgres-uniform"), "×", 0.85, 1.0),
        new(s_hot, new("Redis, AOF always, unpipelined", "Redis,AOF always,不用管道"), Figure.Ratio("http-postgres-hot", "redis-hot"), "×", 0.7, 1.2),
        new(s_batches, s_statement, Figure.Ratio("http-postgres-batch", "postgres-one-uniform"), "×", 10, 28),
        new(s_batches, new("a PostgreSQL client that batches too", "同样成批的 PostgreSQL 客户端"), Figure.Ratio("http-postgres-batch", "postgres-batch"), "×", 1, 3),
    ];

    private static Target[] Inside =>
    [
        new(new("In process, 512 callers, PostgreSQL", "进程内,512 个调用者,PostgreSQL"), s_statement, Figure.Ratio("inprocess-postgres", "postgres-one-uniform"), "×", 8, 15),
        new(s_call, new("the Orleans engine", "Orleans 引擎"), Figure.Ratio("calls-embedded", "calls-orleans"), "×", 1, 2),
        new(s_call, s_longest, Figure.Max("calls-embedded"), "ms", 50, null, LessIsBetter: true),
        new(new("Read models at the single rate, PostgreSQL", "单笔速率下的读模型,PostgreSQL"), new("lag p99", "滞后 p99"), Figure.LagP99("http-postgres-uniform"), "s", 1, 0.2, LessIsBetter: true),
        new(new("Read models at the single rate, SQLite", "单笔速率下的读模型,SQLite"), new("lag p99", "滞后 p99"), Figure.LagP99("http-sqlite-uniform"), "s", 1, 0.2, LessIsBetter: true),
        new(new("Read models catch up, PostgreSQL", "读模型追赶,PostgreSQL"), s_single, Figure.OneBeside("catch-up-postgres", "http-postgres-uniform"), "×", 1.5, 3),
        new(new("Read models catch up, SQLite", "读模型追赶,SQLite"), s_single, Figure.OneBeside("catch-up-sqlite", "http-sqlite-uniform"), "×", 1.5, 3),
        new(new("Availability of a SKU over 1,000 stores", "一个 SKU 在 1,000 家门店的可用量"), s_p99, Figure.P99("availability"), "ms", 20, 5, LessIsBetter: true),
    ];

    private static Target[] Scale =>
    [
        new(new("Idle stock grain, 3 lots", "空闲的库存粒,3 个批次"), new("memory", "内存"), Figure.Found("memory", times: 1 / 1024.0), "KiB", 3, 1.5, LessIsBetter: true),
        new(new("1,000,000 active stock grains", "1,000,000 个活跃的库存粒"), new("memory of the process", "进程内存"), Figure.Found("memory", "peak_MiB", 1 / 1024.0), "GiB", 4, null, LessIsBetter: true),
        new(new("Uniform over 1,000,000 SKU-stores", "均匀分布于 1,000,000 个门店 SKU"), new("over 10,000", "分布于 10,000 个"), Figure.Found("uniform"), "×", 0.8, 0.95),
        new(s_longLived, new("empty", "空的"), Figure.Found("hot"), "×", 0.9, 1.0),
        new(s_longLived, new("activation", "激活"), Figure.Found("hot", "activation_ms"), "ms", 20, 5, LessIsBetter: true),
        new(s_longLived, new("activation after a crash", "崩溃后激活"), Figure.Found("hot", "activation_after_crash_ms"), "ms", 20, 5, LessIsBetter: true),
        new(new("1,000,000 streams, 10,000,000 events", "1,000,000 个流,10,000,000 个事件"), new("start to ready", "启动到就绪"), Figure.Found("start", times: 1 / 1000.0), "s", 3, 1, LessIsBetter: true),
        new(new("Cold stock grain, SQLite", "冷的库存粒,SQLite"), new("activation, median", "激活,中位数"), Figure.Found("activation"), "ms", 0.5, 0.2, LessIsBetter: true),
        new(new("50,000 open reservations", "50,000 笔未结预留"), new("cost beside 10", "与 10 笔时的开销之比"), Figure.Found("reservations"), "×", 2, 1.2, LessIsBetter: true),
        new(new("50,000 open reservations end at once", "50,000 笔预留同时失效"), s_longest, Figure.Found("reservations-expiring"), "ms", 20, 5, LessIsBetter: true),
    ];
}
