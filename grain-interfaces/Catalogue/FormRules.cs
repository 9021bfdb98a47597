namespace BeautyGrains.Contracts;

/// <summary>Collects the rules of form that the fields of a record break, in the order of its fields.</summary>
internal sealed class FormRules
{
    private readonly ImmutableArray<(string Field, string Rule)>.Builder _broken = ImmutableArray.CreateBuilder<(string, string)>();

    public ImmutableArray<(string Field, string Rule)> Broken => _broken.ToImmutable();

    public void Require(bool holds, string field, string rule)
    {
        if (!holds) _broken.Add((field, rule));
    }

    /// <summary>1 to <paramref name="most"/> characters, not all of them blank.</summary>
    public void Needed(string? text, int most, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) _broken.Add((field, "required"));
        else AtMost(text, most, field);
    }

    /// <summary>At most that many characters; null is fine, blank is not.</summary>
    public void Optional(string? text, int most, string field)
    {
        if (text is not null) Needed(text, most, field);
    }

    /// <summary>At most that many items, each a text of 1 to <paramref name="length"/> characters, none twice.</summary>
    public void Texts(EquatableList<string>? texts, int most, int length, string field)
    {
        if (texts is null || !Bounded(texts.Count, most, field)) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            Needed(texts[i], length, $"{field}[{i}]");
            if (texts[i] is { } text) Require(seen.Add(text), $"{field}[{i}]", "must-be-unique");
        }
    }

    /// <summary>True when a list is within its bound.</summary>
    public bool Bounded(int count, int most, string field)
    {
        if (count <= most) return true;
        _broken.Add((field, $"at-most-{most}-items"));
        return false;
    }

    public void Between(decimal? number, decimal least, decimal most, string field) =>
        Require(number is null || (number >= least && number <= most), field, FormattableString.Invariant($"must-be-{least}-to-{most}"));

    public void Known<T>(T value, string field)
        where T : struct, Enum => Require(Enum.IsDefined(value), field, "unknown-value");

    public void Quantity(decimal? quantity, string field)
    {
        if (quantity is { } given && Limits.QuantityRule(given) is { } rule) _broken.Add((field, rule));
    }

    /// <summary>An id or code.</summary>
    public void Code(string? text, string field) => Require(Limits.IsId(text), field, text is null ? "required" : "must-be-an-id");

    /// <summary>A price in minor units with at most 4 decimals.</summary>
    public void Price(decimal price, string field)
    {
        Between(price, 0, SkuRecordRules.MaxPrice, field);
        Require(decimal.Round(price, 4) == price, field, "at-most-4-decimals");
    }

    /// <summary>The days of a row: the last not before the first.</summary>
    /// <param name="row">Field of the row; empty for the record itself.</param>
    public void Days(DateOnly? validFrom, DateOnly? validThrough, string row) =>
        Require(validFrom is null || validThrough is null || validFrom <= validThrough, row.Length == 0 ? "validThrough" : $"{row}.validThrough", "must-not-be-before-valid-from");

    private void AtMost(string text, int most, string field) => Require(text.Length <= most, field, $"at-most-{most}-characters");
}
