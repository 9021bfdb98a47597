using System.Globalization;
using System.Text;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>
/// The model of docs/scale.md: what a chain larger than one machine needs, from what a core does here. Its two tables stand there in both languages; a run
/// writes them anew to <c>plan.md</c> and <c>plan.zh-CN.md</c>.
/// </summary>
/// <param name="Server">µs of a core for a reservation over HTTP: host, grain, journal's client, tailer.</param>
/// <param name="Database">µs of a core for the same in PostgreSQL: journal and read models.</param>
/// <param name="BatchServer">µs of a core for a line of a batch of 100.</param>
/// <param name="BatchDatabase">See <paramref name="BatchServer"/>.</param>
/// <param name="Partition">Events a second that one partition's writer was seen to write, with everything on two cores.</param>
/// <param name="Hot">Reservations a second of one SKU-store, with everything on two cores.</param>
/// <param name="CatchUp">Events a second that a tailer takes in, with everything on two cores.</param>
/// <param name="Log">Bytes of PostgreSQL's log for a reservation.</param>
/// <param name="Stored">Bytes on the disk for a reservation: journal, indexes, read models.</param>
internal sealed record Plan(double Server, double Database, double BatchServer, double BatchDatabase, double Partition, double Hot, double CatchUp, double Log, double Stored)
{
    // The chain that is planned for.
    private const double PerSecond = 200_000, StockCount = 10_000.0 * 5_000;

    // Assumed, not measured here: stated as such in the document.
    private const double Hop = 60, Use = 0.5, SiloCores = 8, DatabaseCores = 16, ActiveShare = 0.2, GrainBytes = 3 * 1024, SafePartition = 0.5, BusyHours = 2;

    public static Plan? Of(Results results)
    {
        if (results.PerSecond("http-postgres-uniform") is null || results.PerSecond("http-postgres-batch") is not { } lines || results.PerSecond("http-postgres-hot") is not { } hot
            || results.PerSecond("catch-up-postgres") is not { } catchUp || results.Findings.FirstOrDefault(one => one.Case == "stored") is not { } stored) return null;
        return new(
            Cpu("http-postgres-uniform", "server"), Cpu("http-postgres-uniform", "postgres"), Cpu("http-postgres-batch", "server"), Cpu("http-postgres-batch", "postgres"),
            Math.Max(lines.Middle, Math.Max(hot.Middle, results.PerSecond("inprocess-postgres")?.Middle ?? 0)), hot.Middle, catchUp.Middle, Spread.Median(Turns("http-postgres-uniform").Select(turn => turn.LogBytes)), stored.Value);

        IEnumerable<Turn> Turns(string name) => results.Turns.Where(turn => turn.Case == name);
        double Cpu(string name, string who) => Spread.Median(Turns(name).Select(turn => turn.CpuMicros[who]));
    }

    /// <summary>Both tables, as they stand in the document.</summary>
    public string Text(bool chinese)
    {
        var text = new StringBuilder();
        Table(text, chinese, ("what a core or a partition does here", "一个核心或一个分区在此的能力"), ("measured", "实测"), Inputs());
        Table(text, chinese, ("10,000 stores × 5,000 SKUs at 200,000 reservations/s", "10,000 家门店 × 5,000 个 SKU,每秒 200,000 笔预留"), ("worked out", "结果"), Worked());
        return text.ToString();
    }

    private IReadOnlyList<Line> Inputs() =>
    [
        new("c_s", "server, one reservation over HTTP: host, grain, journal's client, tailer", "服务器,经 HTTP 的一笔预留:主机、粒、日志客户端、跟随器", Micros(Server)),
        new("c_d", "PostgreSQL, one reservation: journal and read models", "PostgreSQL,一笔预留:日志和读模型", Micros(Database)),
        new("b_s", "server, one line of a batch of 100", "服务器,100 行批量中的一行", Micros(BatchServer)),
        new("b_d", "PostgreSQL, one line of a batch of 100", "PostgreSQL,100 行批量中的一行", Micros(BatchDatabase)),
        new("w", "events/s that one partition's writer was seen to write (the best case; everything on 2 cores)", "一个分区的写入者每秒写入的事件(最好的用例,全部在 2 个核心上)", Number(Partition)),
        new("h", "reservations/s of one hot SKU-store (everything on 2 cores)", "一个爆款门店 SKU 每秒的预留(全部在 2 个核心上)", Number(Hot)),
        new("t", "events/s that a tailer takes in (everything on 2 cores)", "一个跟随器每秒处理的事件(全部在 2 个核心上)", Number(CatchUp)),
        new("l", "bytes of PostgreSQL's log for a reservation", "每笔预留的 PostgreSQL 预写日志字节数", Number(Log)),
        new("d", "bytes on the disk for a reservation: journal, indexes, read models", "每笔预留占用的磁盘字节数:日志、索引、读模型", Number(Stored)),
    ];

    private IReadOnlyList<Line> Worked()
    {
        var partitions = Math.Max(Math.Ceiling(PerSecond / (SafePartition * Math.Min(Partition, CatchUp))), 1);
        var serverCores = PerSecond * (Server + Hop) / 1e6;
        var databaseCores = PerSecond * Database / 1e6;
        var batchCores = PerSecond * (BatchServer + BatchDatabase) / 1e6;
        return
        [
            new("S", "busy cores of silos: R × (c_s + hop)", "silo 的繁忙核心数:R × (c_s + 跳转)", Number(serverCores)),
            new("", "silos of 8 cores at half load", "8 核 silo 的台数,一半负载", Number(Math.Ceiling(serverCores / Use / SiloCores))),
            new("D", "busy cores of databases: R × c_d", "数据库的繁忙核心数:R × c_d", Number(databaseCores)),
            new("", "database servers of 16 cores at half load", "16 核数据库服务器的台数,一半负载", Number(Math.Ceiling(databaseCores / Use / DatabaseCores))),
            new("P", "partitions: R ÷ (½ × the lesser of w and t)", "分区数:R ÷ (½ × w 与 t 中较小者)", Number(partitions)),
            new("", "events/s of a partition", "每个分区每秒的事件", Number(PerSecond / partitions)),
            new("", "all of it as batches of 100 instead: busy cores of silos and databases", "若全部改为 100 行的批量:silo 和数据库的繁忙核心数", Number(batchCores)),
            new("M", "memory of active grains: a fifth of all stocks at 3 KiB", "活跃粒的内存:五分之一的库存,每个 3 KiB", $"{Number(StockCount * ActiveShare * GrainBytes / (1L << 30))} GiB"),
            new("L", "log of all databases: R × l", "全部数据库的预写日志:R × l", $"{Number(PerSecond * Log / 1e6)} MB/s"),
            new("", "disk for two such hours a day, a year", "每天两个这样的小时,一年所需磁盘", $"{Number(PerSecond * Stored * 3600 * BusyHours * 365 / 1e12)} TB"),
        ];
    }

    private static void Table(StringBuilder text, bool chinese, (string English, string Chinese) what, (string English, string Chinese) value, IReadOnlyList<Line> rows)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {(chinese ? what.Chinese : what.English)} | {(chinese ? value.Chinese : value.English)} |").AppendLine("|---|---|---|");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {(row.Symbol.Length == 0 ? "" : $"*{row.Symbol}*")} | {(chinese ? row.Chinese : row.English)} | {row.Value} |");
        text.AppendLine();
    }

    private static string Micros(double value) => $"{Number(value)} µs";

    private static string Number(double value) => value.ToString(value >= 10 ? "#,0" : "0.#", CultureInfo.InvariantCulture);

    private sealed record Line(string Symbol, string English, string Chinese, string Value);
}
