using System.Globalization;

namespace BeautyGrains.Api.Http;

/// <summary>Collects every faulty field of a request, so that one answer tells them all. Rules are in kebab case.</summary>
internal sealed class Check
{
    private SortedDictionary<string, List<string>>? _errors;

    /// <summary>Did any field break a rule?</summary>
    public bool Failed => _errors is not null;

    /// <summary>Rules broken, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors =>
        (_errors ?? []).ToDictionary(error => error.Key, error => (IReadOnlyList<string>)error.Value, StringComparer.Ordinal);

    /// <summary>Has that field broken a rule already?</summary>
    public bool Names(string field) => _errors?.ContainsKey(field) == true;

    /// <summary>A field breaks a rule.</summary>
    public void Add(string field, string rule)
    {
        _errors ??= new(StringComparer.Ordinal);
        if (!_errors.TryGetValue(field, out var rules)) _errors[field] = rules = [];
        rules.Add(rule);
    }

    /// <summary>A quantity above 0.</summary>
    public decimal Quantity(string field, Num given) => Number(field, given, Limits.QuantityRule);

    /// <summary>A quantity above or below 0.</summary>
    public decimal SignedQuantity(string field, Num given) => Number(field, given, Limits.SignedQuantityRule);

    /// <summary>A quantity of 0 or more.</summary>
    public decimal QuantityOrZero(string field, Num given) =>
        Number(field, given, number => number < 0 ? "must-not-be-negative" : number == 0 ? null : Limits.SignedQuantityRule(number));

    /// <summary>A number in bounds with at most that many decimals, or null when absent.</summary>
    public decimal? Optional(string field, Num given, decimal least, decimal most, int decimals) => !given.Given ? null : Number(field, given, number =>
        number < least ? string.Create(CultureInfo.InvariantCulture, $"must-be-at-least-{least}")
        : number > most ? string.Create(CultureInfo.InvariantCulture, $"must-be-at-most-{most}")
        : decimal.Round(number, decimals) != number ? string.Create(CultureInfo.InvariantCulture, $"at-most-{decimals}-decimals")
        : null);

    /// <summary>A quantity above 0, or null when absent.</summary>
    public decimal? OptionalQuantity(string field, Num given) => given.Given ? Quantity(field, given) : null;

    /// <summary>An id or code.</summary>
    public string Id(string field, string? given)
    {
        if (given is null) Add(field, "required");
        else if (!Limits.IsId(given)) Add(field, "must-be-an-id");
        return given ?? "";
    }

    /// <summary>A client's number, or null when absent.</summary>
    public string? OptionalClient(string? given)
    {
        if (given is not null && !Limits.IsId(given)) Add("client", "must-be-an-id");
        return given;
    }

    /// <summary>A lot's name, or null when absent.</summary>
    public string? OptionalLot(string field, string? given)
    {
        if (given is not null && !Http.Names.IsLot(given)) Add(field, "must-be-an-id");
        return given;
    }

    /// <summary>A lot's name.</summary>
    public string Lot(string field, string? given)
    {
        if (given is null) Add(field, "required");
        return OptionalLot(field, given) ?? "";
    }

    /// <summary>Free text of 1 to <paramref name="longest"/> characters.</summary>
    public string Text(string field, string? given, int longest = Limits.MaxText)
    {
        if (given is null) Add(field, "required");
        return OptionalText(field, given, longest) ?? "";
    }

    /// <summary>Free text, or null when absent.</summary>
    public string? OptionalText(string field, string? given, int longest = Limits.MaxText)
    {
        if (given is null) return null;
        if (string.IsNullOrWhiteSpace(given)) Add(field, "must-not-be-blank");
        else if (given.Length > longest) Add(field, string.Create(CultureInfo.InvariantCulture, $"at-most-{longest}-characters"));
        else if (given.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r'))) Add(field, "no-control-characters");
        return given;
    }

    /// <summary>The name of a unit, or null when absent.</summary>
    public string? Unit(string? given, string field = "unit") => OptionalText(field, given, 32);

    /// <summary>A whole number in bounds, or null when absent.</summary>
    public int? Whole(string field, int? given, int least, int most)
    {
        if (given < least) Add(field, string.Create(CultureInfo.InvariantCulture, $"must-be-at-least-{least}"));
        if (given > most) Add(field, string.Create(CultureInfo.InvariantCulture, $"must-be-at-most-{most}"));
        return given;
    }

    /// <summary>A hold in seconds, or null when absent.</summary>
    public TimeSpan? Hold(string field, int? seconds, TimeSpan longest) =>
        Whole(field, seconds, 1, (int)longest.TotalSeconds) is { } good && good > 0 ? TimeSpan.FromSeconds(good) : null;

    /// <summary>A day "2027-05-31", or null when absent.</summary>
    public DateOnly? Day(string field, string? given)
    {
        if (given is null) return null;
        if (DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Add(field, "must-be-a-day");
        return null;
    }

    /// <summary>A moment as RFC 3339 with offset, or null when absent.</summary>
    public DateTimeOffset? Moment(string field, string? given)
    {
        if (given is null) return null;
        var hasOffset = given.EndsWith('Z') || (given.Length > 6 && given[^6] is '+' or '-');
        if (hasOffset && given.Contains('T') && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return moment;
        Add(field, "must-be-a-time-with-offset");
        return null;
    }

    /// <summary>One of an enum's words; <paramref name="absent"/> when absent.</summary>
    public T Word<T>(string field, string? given, T absent)
        where T : struct, Enum
    {
        if (given is null) return absent;
        if (Words<T>.TryRead(given, out var value)) return value;
        Add(field, "must-be-one-of:" + string.Join(",", Words<T>.All));
        return absent;
    }

    /// <summary>One of an enum's words.</summary>
    public T Word<T>(string field, string? given)
        where T : struct, Enum
    {
        if (given is null) Add(field, "required");
        return Word(field, given, default(T));
    }

    /// <summary>Money with at most that many decimals below the minor unit, or null when absent.</summary>
    public Money? Money(string field, MoneyBody? given, int decimals)
    {
        if (given is null) return null;
        var amount = Optional($"{field}.amount", given.Amount, 0, 1_000_000_000_000m, decimals);
        if (amount is null) Add($"{field}.amount", "required");
        if (given.Currency is null) Add($"{field}.currency", "required");
        else if (given.Currency.Length != 3 || !given.Currency.All(char.IsAsciiLetterUpper)) Add($"{field}.currency", "must-be-iso-4217");
        return new(amount ?? 0, given.Currency ?? "");
    }

    /// <summary>Money above or below 0 in whole minor units, or null when absent.</summary>
    public Money? SignedMoney(string field, MoneyBody? given)
    {
        if (given is null) return null;
        var amount = Optional($"{field}.amount", given.Amount, -1_000_000_000_000m, 1_000_000_000_000m, 0);
        if (amount == 0) Add($"{field}.amount", "must-not-be-zero");
        // Its currency is checked as that of other money.
        return Money(field, given with { Amount = given.Amount with { Value = Math.Abs(given.Amount.Value) } }, 0) is { } money ? money with { Amount = amount ?? 0 } : null;
    }

    /// <summary>A list of 1 to <paramref name="most"/> entries, none of them null.</summary>
    public IReadOnlyList<T> List<T>(string field, IReadOnlyList<T?>? given, int most)
        where T : class
    {
        if (given is null) Add(field, "required");
        else if (given.Count == 0) Add(field, "must-not-be-empty");
        return OptionalList(field, given, most);
    }

    /// <summary>A list of at most <paramref name="most"/> entries; empty when absent or faulty.</summary>
    public IReadOnlyList<T> OptionalList<T>(string field, IReadOnlyList<T?>? given, int most)
        where T : class
    {
        if (given is null) return [];
        if (given.Count > most)
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"at-most-{most}-entries"));
            return [];
        }
        for (var i = 0; i < given.Count; i++)
            if (given[i] is null) Add($"{field}[{i}]", "required");
        return [.. given.OfType<T>()];
    }

    /// <summary>Serials of units: different ones of 1 to 128 characters, at most 1,000; null when absent.</summary>
    public EquatableList<string>? Serials(IReadOnlyList<string?>? given, string field = "serials")
    {
        if (given is null) return null;
        var serials = OptionalList(field, given, 1_000);
        for (var i = 0; i < serials.Count; i++) OptionalText($"{field}[{i}]", serials[i], Limits.MaxSerial);
        if (serials.Distinct(StringComparer.Ordinal).Count() != serials.Count) Add(field, "must-be-unique");
        return [.. serials];
    }

    private decimal Number(string field, Num given, Func<decimal, string?> rule)
    {
        var broken = !given.Given ? "required" : !given.Valid ? "must-be-a-decimal" : rule(given.Value);
        if (broken is not null) Add(field, broken);
        return given.Value;
    }
}

/// <summary>Money over the wire.</summary>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
internal sealed record MoneyBody([property: Needed] Num Amount, [property: Needed] string? Currency);
