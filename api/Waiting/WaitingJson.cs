using System.Text;
using System.Text.Json;
using BeautyGrains.Api.Events;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Waiting;

/// <summary>Asks to wait for a SKU in a store.</summary>
/// <param name="Client">The client's id; a client waits once for a SKU in a store.</param>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
internal sealed record JoinWaitingBody([property: Needed] string? Client, [property: Needed] Num Quantity, string? Unit)
{
    public JoinWaitingList ToCommand(string id, Check check, Caller by) => new(id, check.Id("client", Client), check.Quantity("quantity", Quantity), check.Unit(Unit), by);
}

/// <summary>Asks to take what is offered.</summary>
/// <param name="TtlSeconds">How long it is held from now on: 1 to 86,400; the rest of the offer's time when absent.</param>
internal sealed record AcceptOfferBody(int? TtlSeconds)
{
    /// <summary>Without a body.</summary>
    public static AcceptOfferBody AsOffered { get; } = new((int?)null);
}

/// <summary>A page of those who wait or waited.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record WaitingPage(IReadOnlyList<WaitingView> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A change of a waiting list over the wire.</summary>
/// <param name="Id">Of the one who waits.</param>
/// <param name="ExpiresAt">With an offer: until when it holds.</param>
internal sealed record WaitingChangeJson(string Store, string Sku, string Id, WaitingState State, DateTimeOffset? ExpiresAt, DateTimeOffset At, string Actor, long Version)
{
    /// <summary>As listeners to events get it.</summary>
    public static FeedItem Item(WaitingChange it)
    {
        var data = JsonSerializer.Serialize(new(it.Store, it.Sku, it.Id, it.State, it.ExpiresAt, it.At, it.Actor, it.Version), Wire.Json.WaitingChangeJson);
        var frame = Encoding.UTF8.GetBytes($"id: {it.Position}\nevent: waiting-changed\ndata: {data}\n\n");
        return new(it.Position, FeedTopic.Stock, it.Store, it.Sku, frame, frame);
    }
}
