using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a quota.</summary>
public abstract record IssueQuotaEvent;

/// <summary>A share was taken.</summary>
public sealed record QuotaTaken(string Reference, decimal Quantity, Money? Value) : IssueQuotaEvent;

/// <summary>A share was given back; one that was never taken can be taken no more.</summary>
public sealed record QuotaReleased(string Reference) : IssueQuotaEvent;

/// <summary>One share of a quota.</summary>
/// <param name="Released">It counts no longer.</param>
public sealed record QuotaShare(decimal Quantity, Money? Value, bool Released);

/// <summary>What is taken of a month.</summary>
/// <param name="Shares">By reference.</param>
/// <param name="Taken">Σ quantities that count.</param>
/// <param name="Values">Σ values that count, by currency.</param>
public sealed record IssueQuota(ImmutableSortedDictionary<string, QuotaShare> Shares, decimal Taken, ImmutableSortedDictionary<string, decimal> Values)
{
    /// <summary>Before the first event.</summary>
    public static IssueQuota Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, QuotaShare>(StringComparer.Ordinal), 0, ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal));

    /// <summary>After an event.</summary>
    public IssueQuota After(IssueQuotaEvent happened) => happened switch
    {
        QuotaTaken taken => Count(taken.Quantity, taken.Value, 1) with { Shares = Shares.SetItem(taken.Reference, new(taken.Quantity, taken.Value, false)) },
        QuotaReleased released => Release(released.Reference),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a quota."),
    };

    private IssueQuota Release(string reference)
    {
        var share = Shares.GetValueOrDefault(reference) ?? new(0, null, false);
        return Count(share.Quantity, share.Value, -1) with { Shares = Shares.SetItem(reference, share with { Released = true }) };
    }

    private IssueQuota Count(decimal quantity, Money? value, int sign) => this with
    {
        Taken = Taken + (sign * quantity),
        Values = value is null ? Values : Values.SetItem(value.Currency, Values.GetValueOrDefault(value.Currency) + (sign * value.Amount)),
    };
}

/// <summary>Everything fixed about the streams of quotas.</summary>
public sealed class IssueQuotaKind : AggregateKind<IssueQuota, IssueQuotaEvent>
{
    private static readonly IssueQuotaJson s_json = new(EventJson.Readable(IssueQuotaJson.Default));

    /// <summary>The one there is.</summary>
    public static IssueQuotaKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "issue-quota";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<IssueQuotaEvent> Events { get; } = new EventCodec<IssueQuotaEvent>()
        .Add("quota-taken.1", s_json.QuotaTaken)
        .Add("quota-released.1", s_json.QuotaReleased);

    /// <inheritdoc />
    public override IssueQuota Empty(string key) => IssueQuota.Empty;

    /// <inheritdoc />
    public override IssueQuota Evolve(IssueQuota state, IssueQuotaEvent happened, EventInfo info) => state.After(happened);

    /// <inheritdoc />
    public override byte[] SaveState(IssueQuota state) => JsonSerializer.SerializeToUtf8Bytes(
        new SavedQuota([.. state.Shares.Select(one => new SavedShare(one.Key, one.Value.Quantity, one.Value.Value, one.Value.Released))]), s_json.SavedQuota);

    /// <inheritdoc />
    public override IssueQuota LoadState(ReadOnlySpan<byte> json)
    {
        var quota = IssueQuota.Empty;
        foreach (var share in JsonSerializer.Deserialize(json, s_json.SavedQuota)!.Shares)
        {
            quota = quota.After(new QuotaTaken(share.Reference, share.Quantity, share.Value));
            if (share.Released) quota = quota.After(new QuotaReleased(share.Reference));
        }
        return quota;
    }
}

internal sealed record SavedQuota(SavedShare[] Shares);

internal sealed record SavedShare(string Reference, decimal Quantity, Money? Value, bool Released);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(QuotaTaken))]
[JsonSerializable(typeof(QuotaReleased))]
[JsonSerializable(typeof(SavedQuota))]
internal sealed partial class IssueQuotaJson : JsonSerializerContext;
