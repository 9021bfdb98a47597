using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Simulation;

namespace BeautyGrains.Silo.Engines;

/// <summary>Plays a year of the sample chain and prints what it came to, beside a rule of thumb.</summary>
internal static class YearVerb
{
    private const decimal MinorUnits = 100;

    public static Option<int?> Number(string name, string what) => new(name) { Description = what, HelpName = "N" };

    public static int Run(YearOptions options, bool explain, TextWriter output)
    {
        if (options.Fault is { } fault) throw new WrongUseException(fault);
        var watch = Stopwatch.StartNew();
        var gate = new Lock();
        var year = YearSimulator.Compare(options, line =>
        {
            lock (gate) output.WriteLine($"{watch.Elapsed:mm\\:ss}  {line}");
        });
        if (year.Violation is { } violation)
        {
            output.WriteLine($"{(year.Product.Violation is null ? "Rule of thumb" : "Product")}: {violation.Message}");
            return ExitCodes.Finding;
        }
        foreach (var line in Report(year)) output.WriteLine(line);
        if (explain) foreach (var line in YearText.Losses(year)) output.WriteLine(line);
        output.WriteLine(Invariant($"{watch.Elapsed.TotalSeconds:0} s, trace {year.Hash}"));
        foreach (var missed in year.Missed) output.WriteLine(Invariant($"Class {missed.Class} misses its goal by more than {YearComparison.Tolerance:P0}."));
        return year.Missed.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    /// <summary>Plays the year again and again, with better and worse service, and prints what that costs in stock.</summary>
    public static int Curve(YearOptions options, TextWriter output)
    {
        if (options.Fault is { } fault) throw new WrongUseException(fault);
        var watch = Stopwatch.StartNew();
        var gate = new Lock();
        var points = YearSimulator.Curve(options, line =>
        {
            lock (gate) output.WriteLine($"{watch.Elapsed:mm\\:ss}  {line}");
        });
        if (points.FirstOrDefault(point => point.Result.Violation is not null).Result is { } broken)
        {
            output.WriteLine($"{broken.Planning}: {broken.Violation!.Message}");
            return ExitCodes.Finding;
        }
        foreach (var line in YearText.Curve(options, points)) output.WriteLine(line);
        return ExitCodes.Fine;
    }

    private static IEnumerable<string> Report(YearComparison year)
    {
        var (product, baseline) = (year.Product, year.Baseline);
        yield return "";
        yield return Invariant($"{year.Options.Stores} stores, {year.Options.Skus} products, {year.Options.Days} days after {year.Options.WarmUpDays} days of warming up, seed {year.Options.Seed}.");
        yield return "";
        yield return "| | product | min/max |";
        yield return "|---|---|---|";
        foreach (var (one, other) in product.Classes.Zip(baseline.Classes))
        {
            yield return Invariant($"| class {one.Class}: delivery cycles without a stock-out (goal {one.Goal:P0}) | {one.CycleService:P1} of {one.Cycles} | {other.CycleService:P1} of {other.Cycles} |");
            yield return Invariant($"| class {one.Class}: units served of those asked for | {one.FillRate:P2} | {other.FillRate:P2} |");
        }
        yield return Row("units asked for", it => Invariant($"{it.Asked:N0}"));
        yield return Row("units not there", it => Invariant($"{it.LostUnits:N0}"));
        yield return Row("sales lost, yuan", it => Money(it.LostSales));
        yield return Row("expired, units", it => Invariant($"{it.WastedUnits:N0}"));
        yield return Row("expired, yuan at cost", it => Money(it.Wasted));
        yield return Row("stock on average, yuan at cost", it => Money(it.MeanStock));
        yield return Row("purchase orders, lines", it => Invariant($"{it.Orders:N0}, {it.OrderLines:N0}"));
        yield return Row("receipts", it => Invariant($"{it.Deliveries:N0}"));
        yield return Row("transfers between stores, requisitions", it => Invariant($"{it.Transfers:N0}, {it.Requisitions:N0}"));
        yield return Row("counts posted", it => Invariant($"{it.Counts:N0}"));
        yield return Row("orders let past a budget", it => Invariant($"{it.Escalations:N0}"));
        yield return Row("clients who queued; units that they bought later", it => Invariant($"{it.Besides.Waiters:N0}; {it.Besides.WaitedUnits:N0}"));
        yield return Row("lost sales made good by them, yuan", it => Money(it.Besides.WaitedSales));
        yield return Row("invoices, of these with a difference", it => Invariant($"{it.Besides.Invoices:N0}, {it.Besides.Differing:N0}"));
        yield return Row("returns to suppliers; their credit notes, yuan", it => Invariant($"{it.Besides.Returns:N0}; {Money(it.Besides.Credited)}"));
        yield return Row("goods of others sold, units; owed for them, yuan", it => Invariant($"{it.Besides.ConsignedUnits:N0}; {Money(it.Besides.ConsignedOwed)}"));
        yield return Row("treatments; told of afterwards", it => Invariant($"{it.Clinic.Treatments:N0}; {it.Clinic.Facts:N0}"));
        yield return Row("vials and bottles opened; scrapped past their use-by", it => Invariant($"{it.Clinic.Openings:N0}; {it.Clinic.Stale:N0}"));
        yield return Row("lots called back; clients who had some", it => Invariant($"{it.Clinic.Recalls:N0}; {it.Clinic.RecalledClients:N0}"));
        yield return Row("fridges that failed; lots thrown away for it", it => Invariant($"{it.Clinic.Breaches:N0}; {it.Clinic.ThrownAway:N0}"));
        yield return Row("alerts raised", it => Invariant($"{it.Alerts:N0}"));
        yield return Row("journal entries", it => Invariant($"{it.Entries:N0}"));
        yield return "";
        yield return "Held at every month end and at the end, in both:";
        yield return Invariant($"- ledger, lots, lists and on hand of every stock agree ({product.MonthEnds} month ends);");
        yield return Invariant($"- opening and receipts {Money(product.Receipts)} + landed {Money(product.Landed)} − issues {Money(product.Issues)} − losses and goods on their way {Money(product.Losses)} = stock {Money(product.Stock)}, to the cent, by papers, ledger and stocks alike;");
        yield return "- every open alert is true with its numbers, and none is missing;";
        yield return "- goods of others are worth nothing in the books, and what is owed for them is what was sold of them, each line settled once;";
        yield return "- what fridges hold is what came, less what was used, told of afterwards and thrown away; a fridge that failed was found with its hours, and its goods waited for their decision;";
        yield return "- what is open holds what was opened, less what was used and scrapped; no opened vial was used on another client, nothing past its use-by;";
        yield return "- after a recall had answered nothing of its lot left on request; it found everybody who had some, told of every unit what became of it, and ended;";
        yield return "- whoever waits is offered goods in the order of coming, and only goods that are there;";
        yield return "- what was paid for an order is what came, but for differences that a person accepted; no more went back to suppliers than was rejected or held;";
        yield return "- no need was ordered twice, no draft went beyond its plan, no budget was passed unapproved, nothing was left half done;";
        yield return "- the product's own verification of journal and read models finds nothing.";

        string Row(string what, Func<YearResult, string> of) => $"| {what} | {of(product)} | {of(baseline)} |";
    }

    private static string Money(decimal minor) => Invariant($"{minor / MinorUnits:N2}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
