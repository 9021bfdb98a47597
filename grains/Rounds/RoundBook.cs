using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the rounds of a store.</summary>
public abstract record RoundEvent;

/// <summary>A round was made.</summary>
/// <param name="Actions">For everything that was wrong.</param>
public sealed record RoundMade(string Id, string Template, long PolicyVersion, DateOnly Day, EquatableList<RoundAnswer> Answers, EquatableList<RoundAction> Actions, string BodyHash) : RoundEvent;

/// <summary>An action moved on.</summary>
/// <param name="Action">As it now stands.</param>
public sealed record RoundActionMoved(RoundMove Move, RoundAction Action) : RoundEvent;

/// <summary>A round with what tells its request from another.</summary>
public sealed record KnownRound(RoundView View, string BodyHash);

/// <summary>The rounds of a store, folded from their events.</summary>
/// <param name="Actions">That are not closed, by "round/item".</param>
/// <param name="Last">By template.</param>
/// <param name="Recent">The newest rounds; older ones are found in the journal.</param>
/// <param name="Closed">The newest closed actions.</param>
public sealed record RoundBook(string Store, ImmutableArray<RoundAction> Actions, ImmutableArray<LastRound> Last, ImmutableArray<KnownRound> Recent, ImmutableArray<RoundAction> Closed, long Version)
{
    private const int MostRecent = 32;

    /// <summary>Before the first event.</summary>
    public static RoundBook Empty(string store) => new(store, [], [], [], [], 0);

    /// <summary>The rounds after an event.</summary>
    public RoundBook After(RoundEvent happened, EventInfo info) => (happened switch
    {
        RoundMade made => this with
        {
            Actions = [.. Actions, .. made.Actions.Select(action => action with { OpenedAt = info.At, Version = info.Version })],
            Last = [.. Last.Where(one => one.Template != made.Template), new(made.Template, made.Id, made.Day)],
            Recent = [.. Recent.TakeLast(MostRecent - 1), new(ViewOf(Store, made, info), made.BodyHash)],
        },
        RoundActionMoved moved => Moved(moved, info),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of rounds."),
    }) with { Version = info.Version };

    /// <summary>A round as callers see it.</summary>
    public static RoundView ViewOf(string store, RoundMade made, EventInfo info) => new(
        store, made.Id, made.Template, made.PolicyVersion, made.Day, made.Answers, [.. made.Actions.Select(action => action.Item)], info.Actor, info.At, info.Version);

    /// <summary>An action that is not closed, or was closed not long ago; null for none.</summary>
    public RoundAction? ActionOf(string round, string item) => Actions.Concat(Closed).FirstOrDefault(one => one.Round == round && one.Item == item);

    private RoundBook Moved(RoundActionMoved moved, EventInfo info)
    {
        var (action, before) = (moved.Action with { Version = info.Version }, ActionOf(moved.Action.Round, moved.Action.Item)!);
        RoundLife.Table.Checked(before.State, RoundLife.VerbOf(moved.Move), action.State);
        return action.State == RoundActionState.Closed
            ? this with { Actions = Actions.Remove(before), Closed = [.. Closed.TakeLast(MostRecent - 1), action] }
            : this with { Actions = Actions.Replace(before, action) };
    }
}

/// <summary>The life of an action: rules and fold keep to this table, a test walks it and the documentation draws it.</summary>
public static class RoundLife
{
    /// <summary>The table.</summary>
    public static StateTable<RoundActionState> Table { get; } = new(
        RoundActionState.Open,
        new(RoundActionState.Open, VerbOf(RoundMove.Assign), RoundActionState.Open),
        new(RoundActionState.Open, VerbOf(RoundMove.Finish), RoundActionState.Done),
        new(RoundActionState.Done, VerbOf(RoundMove.Confirm), RoundActionState.Closed),
        new(RoundActionState.Done, VerbOf(RoundMove.SendBack), RoundActionState.Open));

    /// <summary>A move in the table's words.</summary>
    public static string VerbOf(RoundMove move) => move switch
    {
        RoundMove.Assign => "assign",
        RoundMove.Finish => "finish",
        RoundMove.Confirm => "confirm",
        _ => "send back",
    };
}

/// <summary>Everything fixed about the streams of rounds. Key: the store.</summary>
public sealed class RoundKind : AggregateKind<RoundBook, RoundEvent>
{
    private static readonly RoundJson s_json = new(EventJson.Readable(RoundJson.Default));

    /// <summary>The one there is.</summary>
    public static RoundKind Instance { get; } = new();

    /// <summary>Name of the events that the history consists of.</summary>
    public const string MadeName = "round-made.1";

    /// <inheritdoc />
    public override string Category => "round";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RoundEvent> Events { get; } = new EventCodec<RoundEvent>().Add(MadeName, s_json.RoundMade).Add("round-action-moved.1", s_json.RoundActionMoved);

    /// <summary>A round's id among the commands.</summary>
    public static string CommandId(string round) => $"round/{round}";

    /// <inheritdoc />
    public override RoundBook Empty(string key) => RoundBook.Empty(key);

    /// <inheritdoc />
    public override RoundBook Evolve(RoundBook state, RoundEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override CommandRef? CommandOf(RoundEvent happened) => happened is RoundMade made ? new(CommandId(made.Id), made.BodyHash) : null;

    /// <inheritdoc />
    public override byte[] SaveState(RoundBook state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RoundBook);

    /// <inheritdoc />
    public override RoundBook LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RoundBook)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoundMade))]
[JsonSerializable(typeof(RoundActionMoved))]
[JsonSerializable(typeof(RoundBook))]
[JsonSerializable(typeof(RoundAnswer[]))]
[JsonSerializable(typeof(RoundAction[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class RoundJson : JsonSerializerContext;
