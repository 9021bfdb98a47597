using System.Globalization;
using BeautyGrains.Forecasting;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Silo.Forecasting;

/// <summary>How a file of demand is to be read.</summary>
/// <param name="Weekly">Weeks from Monday on instead of days.</param>
/// <param name="Items">Headers that together name a series; empty to find them out.</param>
/// <param name="Date">Header of the dates; null to find it out.</param>
/// <param name="Quantity">Header of the quantities; null to find it out.</param>
/// <param name="DateFormat">As .NET writes them; null to find it out.</param>
internal sealed record SeriesFileOptions(bool Weekly, IReadOnlyList<string> Items, string? Date, string? Quantity, string? DateFormat);

/// <summary>The demand found in a CSV file, and what is to be said of how it was read.</summary>
internal sealed record SeriesFile(IReadOnlyList<DemandSeries> Series, IReadOnlyList<string> Remarks, IReadOnlyList<RowFault> Faults)
{
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["item"] = ["sku", "sku code", "item description", "product", "product code", "product line", "article", "商品", "商品编码", "产品", "货号", "品名", "名称"],
        ["date"] = ["day", "week", "sold on", "order date", "日期", "销售日期", "时间"],
        ["quantity"] = ["qty", "units", "sold", "sales", "demand", "数量", "销量", "销售数量"],
    };

    /// <summary>Reads either form: a row for each sale, with item and date, or a row for each series, with a column for each period.</summary>
    public static SeriesFile Read(string text, SeriesFileOptions options)
    {
        var table = CsvTable.Read(text);
        if (table.Headers.Length == 0) return new([], [], [new(1, "", "The file is empty.")]);
        var found = Find(table.Headers, options);
        if (found.Fault is { } fault) return new([], [], [new(1, "", fault)]);
        return found.Items.Length == 0 || found.Date < 0 ? ReadWide(table) : ReadLong(table, found, options);
    }

    private static (int[] Items, int Date, int Quantity, string? Fault) Find(string[] headers, SeriesFileOptions options)
    {
        var columns = new Columns(headers, s_columns);
        string? missing = null;
        var items = options.Items.Count > 0 ? [.. options.Items.Select(Named)] : columns.Has("item") ? new[] { Named(columns.HeaderOf("item")) } : [];
        var date = Place(options.Date, "date");
        var quantity = Place(options.Quantity, "quantity");
        if (missing is null && options.Items.Count > 0 && date < 0) missing = "No column of dates was found; name it with --date.";
        if (missing is null && options.Date is not null && items.Length == 0) missing = "No column of items was found; name it with --item.";
        return (items, date, quantity, missing);

        int Place(string? named, string field) => named is not null ? Named(named) : columns.Has(field) ? Named(columns.HeaderOf(field)) : -1;

        int Named(string header)
        {
            var place = Array.FindIndex(headers, other => string.Equals(other.Trim(), header, StringComparison.OrdinalIgnoreCase));
            if (place < 0) missing ??= $"There is no column '{header}'; the file has {string.Join(", ", headers.Select(other => $"'{other.Trim()}'"))}.";
            return place;
        }
    }

    private static SeriesFile ReadWide(CsvTable table)
    {
        var faults = table.Faults.ToList();
        var series = new List<DemandSeries>();
        foreach (var row in table.Rows)
        {
            var demand = new double[row.Fields.Length - 1];
            var isGood = true;
            for (var period = 0; period < demand.Length; period++)
            {
                if (Units(row.Fields[period + 1]) is { } units) demand[period] = units;
                else isGood = Refuse(faults, row, table.Headers[period + 1].Trim());
            }

            if (isGood && demand.Length > 0) series.Add(new(row.Fields[0].Trim(), demand));
        }

        var periods = table.Headers.Length - 1;
        if (periods == 0) faults.Add(new(1, "", "There is one column only: neither a column for each period, nor columns of items and dates."));
        return new(series, [$"A row for each series: {series.Count} series of {periods} periods."], faults);
    }

    private static SeriesFile ReadLong(CsvTable table, (int[] Items, int Date, int Quantity, string? Fault) at, SeriesFileOptions options)
    {
        var faults = table.Faults.ToList();
        var dates = table.Rows.Select(row => row.Fields[at.Date].Trim()).ToHashSet();
        List<string> formats = options.DateFormat is { } given ? [given] : DateReader.Fitting(dates);
        if (formats.Count == 0)
        {
            var odd = table.Rows.First(row => DateReader.Fitting([row.Fields[at.Date].Trim()]).Count == 0 || row == table.Rows[^1]);
            return new([], [], [new(odd.Line, table.Headers[at.Date].Trim(), $"The dates are not all written in one known way, such as '{odd.Fields[at.Date].Trim()}'; name it with --date-format.")]);
        }

        var sales = new Dictionary<string, List<(DateOnly Date, double Units)>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var name = string.Join(" / ", at.Items.Select(place => row.Fields[place].Trim()));
            if (DateReader.Read(row.Fields[at.Date].Trim(), formats[0]) is not { } date)
                faults.Add(new(row.Line, table.Headers[at.Date].Trim(), $"'{row.Fields[at.Date].Trim()}' is not a date written as {formats[0]}."));
            else if ((at.Quantity < 0 ? 1 : Units(row.Fields[at.Quantity])) is not { } units) Refuse(faults, row, table.Headers[at.Quantity].Trim());
            else if (name.Trim(' ', '/').Length == 0) faults.Add(new(row.Line, "", "It names no item."));
            else if (sales.TryGetValue(name, out var known)) known.Add((date, units));
            else sales[name] = [(date, units)];
        }

        var remarks = new List<string> { $"A row for each sale: {string.Join(", ", at.Items.Select(place => table.Headers[place].Trim()))} by {table.Headers[at.Date].Trim()} ({formats[0]}), {(at.Quantity < 0 ? "each row counting 1" : table.Headers[at.Quantity].Trim())}." };
        if (formats.Count > 1 && formats[0][0] != formats[1][0]) remarks.Add($"The dates could also be {formats[1]}; name another way with --date-format.");
        return sales.Count == 0 ? new([], remarks, faults) : new(Spread(sales, options.Weekly, remarks), remarks, faults);
    }

    // All series go on to the file's last period: what was not sold then was not asked for.
    private static List<DemandSeries> Spread(Dictionary<string, List<(DateOnly Date, double Units)>> sales, bool weekly, List<string> remarks)
    {
        var (first, last) = (sales.Values.SelectMany(list => list).Min(sale => sale.Date), sales.Values.SelectMany(list => list).Max(sale => sale.Date));
        var length = weekly ? 7 : 1;
        if (weekly)
        {
            // Weeks that are not there whole would look like weak ones.
            first = first.AddDays((8 - (int)first.DayOfWeek) % 7);
            last = last.AddDays(-(int)last.DayOfWeek);
        }

        var periods = (last.DayNumber - first.DayNumber + 1) / length;
        remarks.Add($"{periods} {(weekly ? "whole weeks" : "days")} from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, {sales.Count} items.");
        var series = new List<DemandSeries>();
        foreach (var (name, list) in sales.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            var demand = new double[Math.Max(0, periods)];
            foreach (var (date, units) in list)
            {
                var offset = date.DayNumber - first.DayNumber;
                if (offset >= 0 && offset / length < periods) demand[offset / length] += units;
            }

            if (demand.Any(units => units != 0)) series.Add(new(name, demand));
        }

        return series;
    }

    // An empty field says that the demand is not known.
    private static double? Units(string field) => field.Trim() switch
    {
        "" => double.NaN,
        var text when double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var units) && units is >= 0 and <= 1e12 => units,
        _ => null,
    };

    private static bool Refuse(List<RowFault> faults, CsvRow row, string column)
    {
        faults.Add(new(row.Line, column, "It must be a number from 0 to 1000000000000, or empty where the demand is not known."));
        return false;
    }
}
