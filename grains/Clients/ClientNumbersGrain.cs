using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the numbers of files.</summary>
public abstract record ClientNumberEvent;

/// <summary>A registration was given one.</summary>
public sealed record ClientNumberTaken(string Id, long Number, string BodyHash) : ClientNumberEvent;

/// <summary>The numbers of files.</summary>
/// <param name="Last">The newest one; 0 before the first.</param>
/// <param name="Recent">The newest ones; older ones are found in the journal.</param>
public sealed record ClientNumbers(long Last, ImmutableArray<ClientNumberTaken> Recent)
{
    /// <summary>Kept at hand.</summary>
    public const int MostRecent = 256;

    /// <summary>A number as people write it.</summary>
    public static string Written(long number) => FormattableString.Invariant($"C{number:00000000}");
}

/// <summary>Gives numbers out, in order. A registration that is refused leaves its number unused.</summary>
[Reentrant]
public sealed class ClientNumbersGrain(AggregateServices house) : AggregateGrain<ClientNumbers, ClientNumberEvent>(house, ClientNumbersKind.Instance), IClientNumbersGrain
{
    /// <inheritdoc />
    public async Task<Answer<ClientNumber>> Take(TakeClientNumber ask)
    {
        if (!Limits.IsId(ask.Id)) return new(null, Refusal.Invalid("id", "must-be-an-id"), false);
        var remembered = Head.Recent.LastOrDefault(one => one.Id == ask.Id) ?? await Remembered(ask.Id);
        ClientNumberTaken? taken = null;
        return await Decide(
            (head, _) =>
            {
                taken = remembered ?? head.Recent.LastOrDefault(one => one.Id == ask.Id);
                if (taken is null) return taken = new ClientNumberTaken(ask.Id, head.Last + 1, ask.BodyHash);
                return taken.BodyHash == ask.BodyHash ? Decision<ClientNumberEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
            },
            _ => new ClientNumber(ClientNumbers.Written(taken!.Number)),
            ask.By);
    }

    private async Task<ClientNumberTaken?> Remembered(string id)
    {
        var stream = ClientNumbersKind.Instance.Stream(Key);
        if (await Read(async () => await Journal.FindCommand(stream, ClientNumbersKind.CommandId(id))) is not { } command) return null;
        var page = await Read(async () => await Journal.ReadPage(stream, command.Version - 1, [], 1));
        return (ClientNumberTaken)ClientNumbersKind.Instance.Events.Read(page[0]);
    }
}

/// <summary>Everything fixed about the stream of numbers.</summary>
public sealed class ClientNumbersKind : AggregateKind<ClientNumbers, ClientNumberEvent>
{
    private static readonly ClientNumbersJson s_json = new(EventJson.Readable(ClientNumbersJson.Default));

    /// <summary>The one there is.</summary>
    public static ClientNumbersKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "client-numbers";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ClientNumberEvent> Events { get; } = new EventCodec<ClientNumberEvent>().Add("client-number-taken.1", s_json.ClientNumberTaken);

    /// <summary>A registration's id among the commands.</summary>
    public static string CommandId(string registration) => $"registration/{registration}";

    /// <inheritdoc />
    public override ClientNumbers Empty(string key) => new(0, []);

    /// <inheritdoc />
    public override ClientNumbers Evolve(ClientNumbers state, ClientNumberEvent happened, EventInfo info) => happened switch
    {
        ClientNumberTaken taken => new(taken.Number, [.. state.Recent.TakeLast(ClientNumbers.MostRecent - 1), taken]),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of clients' numbers."),
    };

    /// <inheritdoc />
    public override CommandRef? CommandOf(ClientNumberEvent happened) => happened is ClientNumberTaken taken ? new(CommandId(taken.Id), taken.BodyHash) : null;

    /// <inheritdoc />
    public override byte[] SaveState(ClientNumbers state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ClientNumbers);

    /// <inheritdoc />
    public override ClientNumbers LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ClientNumbers)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClientNumberTaken))]
[JsonSerializable(typeof(ClientNumbers))]
internal sealed partial class ClientNumbersJson : JsonSerializerContext;
