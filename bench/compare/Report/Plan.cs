using System.Globalization;
using System.Text;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>
/// The model of docs/scale.md: what a chain larger than one machine needs, from what a core does here. Its two tables stand there in both languages; a run
/// writes them anew to <c>plan.md</c>.
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
            lines.Middle, hot.Middle, catchUp.Middle, Spread.Median(Turns("http-postgres-uniform").Select(turn => turn.LogBytes)), stored.Value);

        IEnumerable<Turn> Turns(string name) => results.Turns.Where(turn => turn.Case == name);
        double Cpu(string name, string who) => Spread.Median(Turns(name).Select(turn => turn.CpuMicros[who]));
    }

    /// <summary>Both tables, as they stand in the document.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        Table(text, "| | what a core or a partition does here | measured |",
            ("c_s", "server, one reservation over HTTP: host, grain, journal's client, tailer", Micros(Server)),
            ("c_d", "PostgreSQL, one reservation: journal and read models", Micros(Database)),
            ("b_s", "server, one line of a batch of 100", Micros(BatchServer)),
            ("b_d", "PostgreSQL, one line of a batch of 100", Micros(BatchDatabase)),
            ("w", "events/s that one partition's writer writes (batches; everything on 2 cores)", Number(Partition)),
            ("h", "reservations/s of one hot SKU-store (everything on 2 cores)", Number(Hot)),
            ("t", "events/s that a tailer takes in (everything on 2 cores)", Number(CatchUp)),
            ("l", "bytes of PostgreSQL's log for a reservation", Number(Log)),
            ("d", "bytes on the disk for a reservation: journal, indexes, read models", Number(Stored)));
        var partitions = Math.Max(Math.Ceiling(PerSecond / (SafePartition * Math.Min(Partition, CatchUp))), 1);
        var serverCores = PerSecond * (Server + Hop) / 1e6;
        var databaseCores = PerSecond * Database / 1e6;
        var batchCores = PerSecond * (BatchServer + BatchDatabase) / 1e6;
        Table(text, "| | 10,000 stores × 5,000 SKUs at 200,000 reservations/s | worked out |",
            ("S", "busy cores of silos: R × (c_s + hop)", Number(serverCores)),
            ("", "silos of 8 cores at half load", Number(Math.Ceiling(serverCores / Use / SiloCores))),
            ("D", "busy cores of databases: R × c_d", Number(databaseCores)),
            ("", "database servers of 16 cores at half load", Number(Math.Ceiling(databaseCores / Use / DatabaseCores))),
            ("P", "partitions: R ÷ (½ × the lesser of w and t)", Number(partitions)),
            ("", "events/s of a partition", Number(PerSecond / partitions)),
            ("", "all of it as batches of 100 instead: busy cores, silos and databases", Number(batchCores)),
            ("M", "memory of active grains, a fifth of all stocks at 3 KiB", $"{Number(StockCount * ActiveShare * GrainBytes / (1L << 30))} GiB"),
            ("L", "log of all databases: R × l", $"{Number(PerSecond * Log / 1e6)} MB/s"),
            ("", "disk for two such hours a day, a year", $"{Number(PerSecond * Stored * 3600 * BusyHours * 365 / 1e12)} TB"));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string head, params (string Symbol, string What, string Value)[] rows)
    {
        text.AppendLine(head).AppendLine("|---|---|---|");
        foreach (var (symbol, what, value) in rows) text.AppendLine(CultureInfo.InvariantCulture, $"| {(symbol.Length == 0 ? "" : $"*{symbol}*")} | {what} | {value} |");
        text.AppendLine();
    }

    private static string Micros(double value) => $"{Number(value)} µs";

    private static string Number(double value) => value.ToString(value >= 10 ? "#,0" : "0.#", CultureInfo.InvariantCulture);
}
