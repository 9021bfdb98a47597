using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Contracts;

/// <summary>
/// What a store has issued of one kind in one month. Key: <see cref="IssueQuotaKey"/>. It counts whether a limit is set or not, so that one set later begins
/// with what is true; what is taken never passes a limit by a request that was let through.
/// </summary>
[Alias("bg.IIssueQuotaGrain")]
public interface IIssueQuotaGrain : IGrainWithStringKey
{
    /// <summary>Takes a share, or refuses: QuotaExceeded. Repeat-safe by its reference; a reference that was given back is taken no more.</summary>
    [Alias("Take")]
    Task<Answer<IssueQuotaView>> Take(TakeQuota ask);

    /// <summary>Gives a share back. A repeat, and a reference that was never taken, are fine; a later Take under it is refused.</summary>
    [Alias("Release")]
    Task<Answer<IssueQuotaView>> Release(ReleaseQuota ask);

    /// <summary>What is taken.</summary>
    [ReadOnly, Alias("Get")]
    Task<IssueQuotaView> Get();
}

/// <summary>The key of a quota: "store/kind/yyyy-MM", the kind in kebab case.</summary>
/// <param name="Month">The first day of the month, by the store's calendar.</param>
[GenerateSerializer, Immutable, Alias("bg.IssueQuotaKey")]
public sealed record IssueQuotaKey(string Store, MovementKind Kind, DateOnly Month)
{
    /// <summary>"2026-11".</summary>
    public string MonthText => Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The key for a day.</summary>
    public static IssueQuotaKey Of(string store, MovementKind kind, DateOnly day) => new(store, kind, new(day.Year, day.Month, 1));

    /// <inheritdoc />
    public override string ToString() => $"{Store}/{JsonNamingPolicy.KebabCaseLower.ConvertName(Kind.ToString())}/{MonthText}";
}

/// <summary>Asks for a share of a quota.</summary>
/// <param name="Reference">Who takes it: "sku/id/attempt".</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Value">At the list price, in whole minor units; null for goods without a price.</param>
/// <param name="Limit">What counts on the day; null for no limit.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeQuota")]
public sealed record TakeQuota(string Reference, decimal Quantity, Money? Value, QuotaLimit? Limit, Caller By);

/// <summary>A limit of a month.</summary>
/// <param name="Quantity">Σ of quantities in the SKUs' base units; null for no bound.</param>
/// <param name="Value">Σ at list prices, in whole minor units; null for no bound. Goods without a price in its currency are then refused.</param>
[GenerateSerializer, Immutable, Alias("bg.QuotaLimit")]
public sealed record QuotaLimit(decimal? Quantity, Money? Value);

/// <summary>Asks to give a share back.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReleaseQuota")]
public sealed record ReleaseQuota(string Reference, Caller By);

/// <summary>What is taken of a quota.</summary>
/// <param name="Taken">Quantity.</param>
/// <param name="Values">Σ at list prices, one entry per currency, by currency.</param>
[GenerateSerializer, Immutable, Alias("bg.IssueQuotaView")]
public sealed record IssueQuotaView(decimal Taken, EquatableList<Money> Values, int Issues, long Version);
