using System.Text;

namespace BeautyGrains.Silo.Import;

/// <summary>Finds a table's columns by the names people give them, in English and Chinese, whatever case, spaces and punctuation.</summary>
internal sealed class Columns
{
    private readonly Dictionary<string, int> _index = [];
    private readonly string[] _headers;

    /// <param name="headers">Of the file.</param>
    /// <param name="synonyms">Field name to the headers that mean it; the field name itself counts too.</param>
    public Columns(string[] headers, IReadOnlyDictionary<string, string[]> synonyms)
    {
        _headers = headers;
        var fields = synonyms
            .SelectMany(field => field.Value.Append(field.Key).Select(header => (Header: Plain(header), Field: field.Key)))
            .DistinctBy(entry => entry.Header)
            .ToDictionary(entry => entry.Header, entry => entry.Field);
        var ignored = new List<string>();
        var doubled = new List<string>();
        for (var i = 0; i < headers.Length; i++)
        {
            if (!fields.TryGetValue(Plain(headers[i]), out var field)) ignored.Add(headers[i].Trim());
            else if (!_index.TryAdd(field, i)) doubled.Add($"'{headers[_index[field]].Trim()}' and '{headers[i].Trim()}' both mean {field}.");
        }
        Ignored = ignored;
        Doubled = doubled;
    }

    /// <summary>Headers that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Sentences on columns that mean the same.</summary>
    public IReadOnlyList<string> Doubled { get; }

    public bool Has(string field) => _index.ContainsKey(field);

    /// <summary>The header as it is written in the file.</summary>
    public string HeaderOf(string field) => _index.TryGetValue(field, out var index) ? _headers[index].Trim() : field;

    /// <summary>The field's text without spaces around it; null when the column is missing or the field is empty.</summary>
    public string? Text(CsvRow row, string field) =>
        _index.TryGetValue(field, out var index) && row.Fields[index].Trim() is { Length: > 0 } text ? text : null;

    private static string Plain(string header)
    {
        var plain = new StringBuilder();
        foreach (var c in header.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
