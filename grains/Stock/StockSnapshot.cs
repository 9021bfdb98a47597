using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>A stock as its snapshot has it: plain lists; order and indexes are rebuilt on reading.</summary>
internal sealed record StockSnapshot(
    string Key,
    long Version,
    decimal OnHand,
    ImmutableArray<Lot> Lots,
    ImmutableArray<Reservation> Open,
    decimal Reserved,
    decimal Unpinned,
    decimal Unmatched,
    ImmutableArray<Transit> TransitsOut,
    ImmutableArray<Transit> TransitsIn,
    ImmutableArray<Incident> Incidents,
    ImmutableArray<Incident> ClosedIncidents,
    ImmutableArray<RememberedEvent> Recent,
    ImmutableArray<ForgottenIds> Forgotten)
{
    public static StockSnapshot Of(Stock stock, EventCodec<StockEvent> events) => new(
        stock.Key, stock.Version, stock.OnHand, [.. stock.Lots.Values], [.. stock.Open.Values], stock.Reserved, stock.Unpinned, stock.Unmatched,
        [.. stock.TransitsOut.Values], [.. stock.TransitsIn.Values], [.. stock.Incidents.Values], [.. stock.ClosedIncidents],
        [.. stock.Memory.Order.Select(id => RememberedEvent.Of(stock.Memory.Recent[id], events))],
        [.. stock.Memory.Forgotten.Select(ForgottenIds.Of)]);

    public Stock ToStock(EventCodec<StockEvent> events)
    {
        var empty = Stock.Empty(Key);
        var recent = Recent.Select(one => one.ToRemembered(events)).ToList();
        return empty with
        {
            Version = Version,
            OnHand = OnHand,
            Lots = empty.Lots.AddRange(Lots.Select(lot => KeyValuePair.Create(lot.Name, lot))),
            Open = empty.Open.AddRange(Open.Select(one => KeyValuePair.Create(one.Id, one))),
            Due = [.. Open.Where(one => !one.Pinned).Select(one => new Due(one.ExpiresAt, one.Id))],
            Waiting = empty.Waiting.Union(Open.Where(one => one.Unpinned > 0).Select(one => one.Id)),
            Reserved = Reserved,
            Unpinned = Unpinned,
            Unmatched = Unmatched,
            TransitsOut = empty.TransitsOut.AddRange(TransitsOut.Select(one => KeyValuePair.Create(one.TransferId, one))),
            TransitsIn = empty.TransitsIn.AddRange(TransitsIn.Select(one => KeyValuePair.Create(one.TransferId, one))),
            Incidents = empty.Incidents.AddRange(Incidents.Select(one => KeyValuePair.Create(one.Id, one))),
            ClosedIncidents = [.. ClosedIncidents],
            Memory = new(
                empty.Memory.Recent.AddRange(recent.Select(one => KeyValuePair.Create(CommandIds.Of(one.Happened)!.Value.Id, one))),
                [.. recent.Select(one => CommandIds.Of(one.Happened)!.Value.Id)],
                [.. Forgotten.Select(one => one.ToGeneration())]),
        };
    }
}

/// <summary>A remembered command's event, as the journal has it.</summary>
internal sealed record RememberedEvent(string Type, JsonElement Event, long Version, DateTimeOffset At, string Actor)
{
    public static RememberedEvent Of(Remembered one, EventCodec<StockEvent> events)
    {
        var (name, payload) = events.Write(one.Happened);
        using var json = JsonDocument.Parse(payload);
        return new(name, json.RootElement.Clone(), one.Info.Version, one.Info.At, one.Info.Actor);
    }

    public Remembered ToRemembered(EventCodec<StockEvent> events) =>
        new(events.Read(Type, Encoding.UTF8.GetBytes(Event.GetRawText())), new(Version, At, Actor));
}

/// <summary>A filter of forgotten ids.</summary>
/// <param name="Bits">Base64 of its words, little endian.</param>
internal sealed record ForgottenIds(string Bits, int Count, DateTimeOffset NewestAt)
{
    public static ForgottenIds Of(BloomGeneration one) =>
        new(Convert.ToBase64String(MemoryMarshal.AsBytes(one.Bits.AsSpan())), one.Count, one.NewestAt);

    public BloomGeneration ToGeneration() =>
        new([.. MemoryMarshal.Cast<byte, ulong>(Convert.FromBase64String(Bits))], Count, NewestAt);
}
