using System.Text.Json;
using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Record;

/// <summary>What terminals ask of a server.</summary>
public enum CommandKind
{
    Reserve, Commit, Release, Extend, Batch,
    BasketPut, BasketCommit, BasketRelease,
    TransferPut, TransferShip, TransferReceive, TransferCancel,
    Receipt, Sale, Return, Adjust, Scrap,
}

/// <summary>One command, as it is sent and, if need be, sent again.</summary>
/// <param name="Id">Of the reservation, movement, basket or transfer.</param>
/// <param name="Key">Its stock; for baskets the store alone, for transfers the source.</param>
/// <param name="Quantity">As asked; signed for adjustments; 0 where none is asked.</param>
/// <param name="Target">The receiving store of a transfer, or null.</param>
public sealed record Ask(CommandKind Kind, string Id, StockKey Key, decimal Quantity, string Method, string Path, string? Body, string? Target = null);

/// <summary>A command with what is known about it.</summary>
public sealed class Command(long number, Ask ask)
{
    /// <summary>Unique within its run.</summary>
    public long Number { get; } = number;

    /// <summary>What is asked.</summary>
    public Ask Ask { get; } = ask;

    /// <summary>Status of the answer that counts; 0 while nothing is known.</summary>
    public int Status { get; private set; }

    /// <summary>The answer that counts.</summary>
    public JsonElement Answer => _answer.Length == 0 ? default : JsonDocument.Parse(_answer).RootElement;

    /// <summary>True when an attempt ended without an answer, so that a refusal does not prove that nothing happened.</summary>
    public bool Ambiguous { get; set; }

    /// <summary>Acknowledged: the server promised that it is done.</summary>
    public bool IsAcknowledged => Status is >= 200 and < 300;

    /// <summary>Nothing is known.</summary>
    public bool IsUnknown => Status == 0;

    private byte[] _answer = [];

    /// <summary>Takes down the answer that counts. An acknowledgement is never replaced by a refusal.</summary>
    public void Settle(int status, JsonElement body)
    {
        if (IsAcknowledged && status is < 200 or >= 300) return;
        Status = status;
        _answer = body.ValueKind == JsonValueKind.Undefined ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>True when nothing can be concluded from the answer, or from one item of a batch.</summary>
    public bool IsOpenAfter(Reply reply) =>
        reply.IsOpen || (Ask.Kind == CommandKind.Batch && Items(reply.Body).Any(item => item.Number("status") is 429 or >= 500));

    /// <summary>A batch as single reservations, each with its own outcome; another command as itself.</summary>
    public IEnumerable<Command> Split()
    {
        if (Ask.Kind != CommandKind.Batch) return [this];
        var answers = Items(Answer).ToLookup(item => item.Text("id"), StringComparer.Ordinal);
        using var body = JsonDocument.Parse(Ask.Body!);
        return [.. body.RootElement.List("items").Select(item => Single(item, answers[item.Text("id")].FirstOrDefault()))];
    }

    private static IEnumerable<JsonElement> Items(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : answer.List("items");

    private Command Single(JsonElement item, JsonElement answer)
    {
        var key = new StockKey(item.Text("store"), item.Text("sku"));
        var id = item.Text("id");
        var single = new Command(Number, new(CommandKind.Reserve, id, key, item.Number("quantity") ?? 0, "PUT", $"{key.Path}/reservations/{id}", null)) { Ambiguous = Ambiguous };
        if (answer.ValueKind == JsonValueKind.Object) single.Settle((int)(answer.Number("status") ?? 0), answer.Field("reservation"));
        else if (!IsUnknown) single.Settle(IsAcknowledged ? 500 : Status, default);
        return single;
    }
}
