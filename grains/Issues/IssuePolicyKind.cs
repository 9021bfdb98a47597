using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the tables of issues.</summary>
public abstract record IssuePolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record IssuePolicyPut(IssuePolicy Policy) : IssuePolicyEvent;

/// <summary>The tables of issues.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record IssuePolicyState(IssuePolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the tables of issues.</summary>
public sealed class IssuePolicyKind : AggregateKind<IssuePolicyState, IssuePolicyEvent>
{
    private static readonly IssuePolicyJson s_json = new(EventJson.Readable(IssuePolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static IssuePolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "issue-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<IssuePolicyEvent> Events { get; } = new EventCodec<IssuePolicyEvent>().Add("issue-policy-put.1", s_json.IssuePolicyPut);

    /// <inheritdoc />
    public override IssuePolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override IssuePolicyState Evolve(IssuePolicyState state, IssuePolicyEvent happened, EventInfo info) => happened switch
    {
        IssuePolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of issues."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(IssuePolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.IssuePolicyState);

    /// <inheritdoc />
    public override IssuePolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.IssuePolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IssuePolicyPut))]
[JsonSerializable(typeof(IssuePolicyState))]
[JsonSerializable(typeof(CostAccount[]))]
[JsonSerializable(typeof(MovementKind[]))]
[JsonSerializable(typeof(IssueQuotaRow[]))]
internal sealed partial class IssuePolicyJson : JsonSerializerContext;
