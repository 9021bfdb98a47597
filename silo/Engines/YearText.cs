using System.Globalization;
using BeautyGrains.Simulation;

namespace BeautyGrains.Silo.Engines;

/// <summary>What a year came to beside the table, in words.</summary>
internal static class YearText
{
    private const decimal MinorUnits = 100;

    /// <summary>Why units were not there: a table by class and cause, and one by forecast.</summary>
    public static IEnumerable<string> Losses(YearComparison year)
    {
        yield return "";
        yield return "| class | why units were not there | product, units | yuan | min/max, units | yuan |";
        yield return "|---|---|---|---|---|---|";
        foreach (var key in year.Product.LostBy.Concat(year.Baseline.LostBy).Select(one => (one.Class, one.Cause)).Distinct().OrderBy(key => key.Class).ThenBy(key => key.Cause))
        {
            var (product, baseline) = (Of(year.Product), Of(year.Baseline));
            yield return Invariant($"| {key.Class?.ToString() ?? "none"} | {WordsFor(key.Cause)} | {product.Units:N0} | {product.Sales / MinorUnits:N0} | {baseline.Units:N0} | {baseline.Sales / MinorUnits:N0} |");

            (decimal Units, decimal Sales) Of(YearResult of) => Sum(of.LostBy.Where(one => (one.Class, one.Cause) == key));
        }
        yield return "";
        yield return "| class | forecast | product: units not there | yuan |";
        yield return "|---|---|---|---|";
        foreach (var group in year.Product.LostBy.GroupBy(one => (one.Class, one.Method)).OrderBy(group => group.Key.Class).ThenBy(group => group.Key.Method, StringComparer.Ordinal))
        {
            var (units, sales) = Sum(group);
            yield return Invariant($"| {group.Key.Class?.ToString() ?? "none"} | {(group.Key.Method.Length == 0 ? "nothing known" : group.Key.Method)} | {units:N0} | {sales / MinorUnits:N0} |");
        }
    }

    /// <summary>Stock beside service, the cheapest stock first, product and rule of thumb among each other.</summary>
    public static IEnumerable<string> Curve(YearOptions options, IReadOnlyList<(YearOptions Options, YearResult Result)> points)
    {
        yield return "";
        yield return Invariant($"{options.Stores} stores, {options.Skus} products, {options.Days} days, seed {options.Seed}.");
        yield return "";
        yield return "| plan | stock on average, yuan at cost | sales lost, yuan | units served | expired, yuan at cost |";
        yield return "|---|---|---|---|---|";
        foreach (var (asked, result) in points.OrderBy(point => point.Result.MeanStock))
        {
            var plan = result.Planning == YearPlanning.MinMax ? Invariant($"min/max, {asked.SafetyDays} days beyond lead and review time")
                : asked.ServiceLevel is { } level ? Invariant($"product, {level:P0} for all") : "product, by class";
            yield return Invariant($"| {plan} | {result.MeanStock / MinorUnits:N0} | {result.LostSales / MinorUnits:N0} | {1 - (result.LostUnits / result.Asked):P2} | {result.Wasted / MinorUnits:N0} |");
        }
    }

    private static (decimal Units, decimal Sales) Sum(IEnumerable<YearLoss> losses) =>
        losses.Aggregate((Units: 0m, Sales: 0m), (sum, one) => (sum.Units + one.Units, sum.Sales + one.Sales));

    private static string WordsFor(LossCause cause) => cause switch
    {
        LossCause.Unseen => "in the book, not on the shelf",
        LossCause.Held => "in quarantine or expired",
        LossCause.Late => "the supplier is late",
        LossCause.NotOrdered => "needed, and not yet sent for",
        LossCause.New => "new on sale",
        LossCause.ExpectedTooLittle => "expected less than four fifths of the mean",
        LossCause.KeptTooLittle => "kept too little against chance",
        _ => "chance beyond the service level",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
