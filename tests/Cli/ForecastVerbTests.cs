using System.Globalization;
using System.Text;

namespace BeautyGrains.Cli.Tests;

/// <summary>How well forecasts would have done, told of files as people have them.</summary>
public sealed class ForecastVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string FileOf(string text) => _folder.Write("demand.csv", text);

    // Three items over 20 weeks, busiest on Fridays; a purchase has several lines, dates are American with two-digit years.
    private static string Purchases(string dateFormat = "M/d/yy")
    {
        var text = new StringBuilder("PurchaseID,Item,Date\n");
        var purchase = 0;
        for (var day = new DateOnly(2015, 1, 5); day < new DateOnly(2015, 5, 25); day = day.AddDays(1))
        {
            for (var visit = 0; visit <= (day.DayOfWeek == DayOfWeek.Friday ? 6 : 1); visit++)
            {
                purchase++;
                foreach (var item in new[] { "whole milk", "\"rolls, buns\"", day.DayNumber % 9 == 0 ? "candy" : "whole milk" })
                    text.Append(CultureInfo.InvariantCulture, $"{purchase},{item},{day.ToString(dateFormat, CultureInfo.InvariantCulture)}\n");
            }
        }

        return text.ToString();
    }

    private static double Rmsse(string output, string way) =>
        double.Parse(output.Split('\n').Single(line => line.StartsWith(way + " ", StringComparison.Ordinal))[16..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    [Fact]
    public async Task Purchases_line_by_line_are_added_up_by_day_and_beat_the_naive_forecast()
    {
        var (code, output, error) = await Verb.Run("forecast", "backtest", FileOf(Purchases()));
        (code, error).ShouldBe((0, ""));
        output.ShouldContain("Item by Date (M/d/yy), each row counting 1.");
        output.ShouldContain("140 days from 2015-01-05 to 2015-05-24, 3 items.");
        output.ShouldContain("3 series tested (0 too short)");
        Rmsse(output, "chosen").ShouldBeLessThan(Rmsse(output, "naive"));
        foreach (var word in new[] { "moving average", "seasonal naive", "MASE", "bias", "pinball 95", "Worse than naive in" }) output.ShouldContain(word);
    }

    [Fact]
    public async Task Weeks_are_whole_weeks()
    {
        var (code, output, _) = await Verb.Run("forecast", "backtest", FileOf(Purchases()), "--period", "week", "--season", "1");
        code.ShouldBe(0);
        output.ShouldContain("20 whole weeks from 2015-01-05 to 2015-05-24, 3 items.");
    }

    [SharedFileFact("grocery_purchases.csv")]
    public async Task The_grocer_s_purchases_are_forecast_better_than_naively()
    {
        var (code, output, _) = await Verb.Run("forecast", "backtest", SharedFileFactAttribute.Find("grocery_purchases.csv")!);
        code.ShouldBe(0);
        Rmsse(output, "chosen").ShouldBeLessThan(Rmsse(output, "naive"));
        Rmsse(output, "chosen").ShouldBeLessThan(Rmsse(output, "seasonal naive"));
    }

    [Fact]
    public async Task A_row_for_each_series_may_leave_days_out_on_which_nobody_knows_the_demand()
    {
        var days = Enumerable.Range(1, 60).ToList();
        var file = FileOf($"品名,{string.Join(",", days)}\n面霜,{string.Join(",", days.Select(day => day % 7 == 0 ? "" : (day % 7).ToString(CultureInfo.InvariantCulture)))}\n");
        var (code, output, error) = await Verb.Run("forecast", "backtest", file);
        (code, error).ShouldBe((0, ""));
        output.ShouldContain("A row for each series: 1 series of 60 periods.");
        output.ShouldContain("1 series tested");
    }

    [Fact]
    public async Task Columns_are_named_when_their_headers_are_not_known()
    {
        var file = FileOf("when;shop;what;pieces\n" + string.Concat(Enumerable.Range(1, 28).Select(day => $"2026-01-{day:00};S1;serum;{day % 3}\n2026-01-{day:00};S2;serum;2\n")));
        var (code, output, error) = await Verb.Run("forecast", "backtest", file, "--item", "shop", "--item", "what", "--date", "when", "--quantity", "pieces", "--horizon", "3");
        (code, error).ShouldBe((0, ""));
        output.ShouldContain("shop, what by when (yyyy-M-d), pieces.");
        output.ShouldContain("28 days from 2026-01-01 to 2026-01-28, 2 items.");
    }

    [Fact]
    public async Task Dates_that_could_be_read_in_two_ways_are_told_and_the_way_can_be_named()
    {
        var rows = "item,date\n" + string.Concat(Enumerable.Range(1, 9).SelectMany(month => Enumerable.Range(1, 9).Select(day => $"a,{month}/{day}/2025\n")));
        var (_, guessed, _) = await Verb.Run("forecast", "backtest", FileOf(rows));
        guessed.ShouldContain("(M/d/yyyy)");
        guessed.ShouldContain("could also be d/M/yyyy; name another way with --date-format.");
        var (code, named, _) = await Verb.Run("forecast", "backtest", FileOf(rows), "--date-format", "d/M/yyyy");
        code.ShouldBe(0);
        named.ShouldContain("(d/M/yyyy)");
    }

    [Theory]
    [InlineData("item,date,quantity\na,2026-01-01,-1\na,2026-01-02,x\na,2026-01-03,2\n", "line 3, quantity: It must be a number from 0 to 1000000000000")]
    [InlineData("item,date\na,2026-01-01\na,soon\n", "line 3, date: The dates are not all written in one known way, such as 'soon'")]
    [InlineData("item,date\n,2026-01-01\n", "line 2: It names no item.")]
    [InlineData("item,d1,d2\na,1\n", "line 2: It has 2 fields, the header has 3.")]
    [InlineData("item\na\n", "There is one column only")]
    [InlineData("", "The file is empty.")]
    [InlineData("item,d1,d2\n", "There is nothing to test.")]
    [InlineData("item,d1,d2\na,1,2\n", "Every series is too short: it needs 16 periods")]
    public async Task What_is_wrong_with_a_file_is_told_with_its_line(string text, string complaint)
    {
        var (code, _, error) = await Verb.Run("forecast", "backtest", FileOf(text));
        code.ShouldBe(1);
        error.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("--horizon", "0", "--horizon must be 1 to 1000.")]
    [InlineData("--season", "0", "--season must be 1 to 1000.")]
    [InlineData("--origins", "0", "--origins must be 1 to 1000.")]
    [InlineData("--period", "month", "month")]
    public async Task An_option_out_of_range_is_wrong_use(string option, string value, string complaint)
    {
        var (code, output, error) = await Verb.Run("forecast", "backtest", FileOf(Purchases()), option, value);
        code.ShouldBe(2);
        (output + error).ShouldContain(complaint);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_told_with_those_that_are()
    {
        var (code, _, error) = await Verb.Run("forecast", "backtest", FileOf(Purchases()), "--item", "Product");
        code.ShouldBe(1);
        error.ShouldContain("There is no column 'Product'; the file has 'PurchaseID', 'Item', 'Date'.");
    }
}
