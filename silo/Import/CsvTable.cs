using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace BeautyGrains.Silo.Import;

/// <summary>A row as it stands in the file.</summary>
/// <param name="Line">The line of the file on which it starts, from 1, counting line breaks inside quotes.</param>
internal sealed record CsvRow(int Line, string[] Fields);

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="Field">The column; empty for the row as a whole.</param>
internal sealed record RowFault(int Line, string Field, string What)
{
    public override string ToString() => Field.Length == 0 ? $"line {Line}: {What}" : $"line {Line}, {Field}: {What}";
}

/// <summary>A CSV file read whole: separator found out, blank lines skipped, rows of another width than the header told as faults.</summary>
internal sealed class CsvTable
{
    private CsvTable(string[] headers, List<CsvRow> rows, List<RowFault> faults)
    {
        Headers = headers;
        Rows = rows;
        Faults = faults;
    }

    public string[] Headers { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    public IReadOnlyList<RowFault> Faults { get; }

    public static CsvTable Read(string text)
    {
        var faults = new List<RowFault>();
        var line = 1;
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            IgnoreBlankLines = false,
            BadDataFound = _ => faults.Add(new(line, "", "A quotation mark stands inside a field that is not quoted.")),
        });
        string[]? headers = null;
        var rows = new List<CsvRow>();
        while (parser.Read())
        {
            var fields = parser.Record ?? [];
            var start = line;
            line = parser.RawRow + 1;
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            if (headers is null) headers = fields;
            else if (fields.Length != headers.Length) faults.Add(new(start, "", $"It has {fields.Length} fields, the header has {headers.Length}."));
            else rows.Add(new(start, fields));
        }
        return new(headers ?? [], rows, faults);
    }

    private static string DelimiterOf(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var header = end < 0 ? text : text[..end];
        return new[] { ",", ";", "\t" }.MaxBy(candidate => header.Split(candidate).Length)!;
    }
}
