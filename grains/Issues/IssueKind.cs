using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of issues without sale.</summary>
public sealed class IssueKind : AggregateKind<Issuing, IssueEvent>
{
    private static readonly IssueJson s_json = new(EventJson.Readable(IssueJson.Default));

    /// <summary>The one there is.</summary>
    public static IssueKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "issue";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<IssueEvent> Events { get; } = new EventCodec<IssueEvent>()
        .Add("issue-asked.1", s_json.IssueAsked)
        .Add("issue-quota-answered.1", s_json.IssueQuotaAnswered)
        .Add("issue-stock-answered.1", s_json.IssueStockAnswered)
        .Add("issue-quota-returned.1", s_json.IssueQuotaReturned)
        .Add("issue-reversal-asked.1", s_json.IssueReversalAsked)
        .Add("issue-reversal-answered.1", s_json.IssueReversalAnswered);

    /// <inheritdoc />
    public override Issuing Empty(string key) => Issuing.Empty;

    /// <inheritdoc />
    public override Issuing Evolve(Issuing state, IssueEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Issuing after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Issuing state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Issuing);

    /// <inheritdoc />
    public override Issuing LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Issuing)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IssueAsked))]
[JsonSerializable(typeof(IssueQuotaAnswered))]
[JsonSerializable(typeof(IssueStockAnswered))]
[JsonSerializable(typeof(IssueQuotaReturned))]
[JsonSerializable(typeof(IssueReversalAsked))]
[JsonSerializable(typeof(IssueReversalAnswered))]
[JsonSerializable(typeof(MovementLine[]))]
[JsonSerializable(typeof(Issuing))]
internal sealed partial class IssueJson : JsonSerializerContext;
