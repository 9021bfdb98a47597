using System.Data.Common;
using System.Globalization;
using System.Text;

namespace BeautyGrains.ReadModels.Search;

/// <summary>
/// A statement in the making. Whatever comes from outside is a value, never text of the statement. Values are <see cref="string"/> or
/// <see cref="long"/>.
/// </summary>
internal sealed class Statement
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, object Value)> _values = [];

    /// <summary>A value's place in the text.</summary>
    public string Of(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@p{_values.Count}");
        _values.Add((name, value));
        return name;
    }

    /// <summary>Places of values, with commas.</summary>
    public string Of(IEnumerable<object> values) => string.Join(", ", values.Select(Of));

    /// <summary>Adds a line to the statement, and values that have their own names.</summary>
    public Statement Add(string text, params IEnumerable<(string Name, object Value)> values)
    {
        _text.Append(text).Append('\n');
        _values.AddRange(values);
        return this;
    }

    /// <summary>Runs it.</summary>
    public Task<List<T>> Rows<T>(DbConnection connection, Func<DbDataReader, T> row, CancellationToken cancel) =>
        connection.Query(_text.ToString(), row, cancel, [.. _values]);
}
