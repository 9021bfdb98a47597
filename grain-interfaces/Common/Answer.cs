namespace BeautyGrains.Contracts;

/// <summary>What a grain answers: a value, or the rule that refused. It leaves the grain only when what it rests on is durable.</summary>
/// <param name="Value">Null when refused.</param>
/// <param name="Refusal">Null when not refused.</param>
/// <param name="IsNew">True for the first answer to a command id, false for a repeat.</param>
[GenerateSerializer, Immutable, Alias("bg.Answer`1")]
public sealed record Answer<T>(T? Value, Refusal? Refusal, bool IsNew)
    where T : class;

/// <summary>Who asks; written into every event.</summary>
/// <param name="Actor">The id of the key, or "person:ID" where it is a person's; empty for the house itself.</param>
/// <param name="CorrelationId">Ties events to one request or process; empty when nothing does.</param>
/// <param name="Process">The process whose step this is, as "category:key", such as "basket:B-1"; null for others. Its ids are known until it ends.</param>
[GenerateSerializer, Immutable, Alias("bg.Caller")]
public sealed record Caller(string Actor, string CorrelationId, string? Process = null)
{
    /// <summary>The house itself: sweeps, timers.</summary>
    public static Caller House { get; } = new("", "");
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">In minor units of the currency (cents, fen). Unit costs may have decimals below the minor unit.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
[GenerateSerializer, Immutable, Alias("bg.Money")]
public sealed record Money(decimal Amount, string Currency);
