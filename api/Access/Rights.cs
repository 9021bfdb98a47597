using System.Collections.Frozen;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>Who may make a call.</summary>
internal enum Who
{
    /// <summary>Everybody, without a key.</summary>
    Anyone,
    /// <summary>Every key, in its stores.</summary>
    Terminal,
    /// <summary>Administrators' keys.</summary>
    Administrator,
}

/// <summary>The right that stands on an endpoint.</summary>
/// <param name="IsPage">It is no operation of the API, so that what stands in its path need not have the form of an id.</param>
internal sealed record Right(Who Who, bool IsPage = false);

/// <summary>The one table of rights: operation by operation. An endpoint without a row does not start.</summary>
internal static class Rights
{
    private static readonly Right s_terminal = new(Who.Terminal);
    private static readonly Right s_administrator = new(Who.Administrator);

    /// <summary>Rows by operation id.</summary>
    public static FrozenDictionary<string, Right> Table { get; } = new Dictionary<string, Right>
    {
        ["PutStore"] = s_administrator,
        ["GetStore"] = s_terminal,
        ["ListStores"] = s_terminal,
        ["PutSku"] = s_administrator,
        ["GetSku"] = s_terminal,
        ["ListSkus"] = s_terminal,
        ["GetAvailability"] = s_terminal,

        ["ListStock"] = s_terminal,
        ["ListLots"] = s_terminal,
        ["ListReservations"] = s_terminal,

        ["GetStock"] = s_terminal,
        ["GetLedger"] = s_terminal,
        ["ReceiveStock"] = s_terminal,
        ["SellStock"] = s_terminal,
        ["ConsumeStock"] = s_terminal,
        ["ReturnStock"] = s_terminal,
        ["ReturnToSupplier"] = s_terminal,
        ["AdjustStock"] = s_terminal,
        ["ScrapStock"] = s_terminal,
        ["CountLot"] = s_terminal,
        ["ReverseMovement"] = s_administrator,
        ["GetReceipt"] = s_terminal,
        ["GetSale"] = s_terminal,
        ["GetConsumption"] = s_terminal,
        ["GetReturn"] = s_terminal,
        ["GetSupplierReturn"] = s_terminal,
        ["GetAdjustment"] = s_terminal,
        ["GetScrap"] = s_terminal,
        ["GetCount"] = s_terminal,
        ["GetReversal"] = s_terminal,
        ["RecordFact"] = s_terminal,
        ["GetFact"] = s_terminal,
        ["ListIncidents"] = s_terminal,
        ["CloseIncident"] = s_terminal,
        ["SetLotStatus"] = s_administrator,

        ["ReserveStock"] = s_terminal,
        ["GetReservation"] = s_terminal,
        ["CommitReservation"] = s_terminal,
        ["ReleaseReservation"] = s_terminal,
        ["ExtendReservation"] = s_terminal,
        ["RepinReservation"] = s_terminal,
        ["ReserveBatch"] = s_terminal,

        ["GetDemand"] = s_terminal,
        ["GetForecast"] = s_terminal,

        ["PutBasket"] = s_terminal,
        ["GetBasket"] = s_terminal,
        ["CommitBasket"] = s_terminal,
        ["ReleaseBasket"] = s_terminal,

        ["PutTransfer"] = s_terminal,
        ["GetTransfer"] = s_terminal,
        ["ShipTransfer"] = s_terminal,
        ["ReceiveTransfer"] = s_terminal,
        ["CancelTransfer"] = s_terminal,

        ["CreateKey"] = s_administrator,
        ["ListKeys"] = s_administrator,
        ["RevokeKey"] = s_administrator,

        ["StreamEvents"] = s_terminal,
        ["Verify"] = s_administrator,
        ["TakeBackup"] = s_administrator,
        ["ListReadModels"] = s_administrator,
        ["RebuildReadModel"] = s_administrator,
        ["GetMetrics"] = s_terminal,
        ["GetLive"] = new(Who.Anyone),
        ["GetReady"] = new(Who.Anyone),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names an endpoint and puts its right on it.</summary>
    /// <exception cref="KeyNotFoundException">The operation has no row: the host does not start.</exception>
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder endpoint, string id)
    {
        endpoint.WithName(id).WithMetadata(Table.TryGetValue(id, out var right) ? right : throw new KeyNotFoundException($"The operation {id} has no row in the table of rights."));
        endpoint.Finally(QueryNames.Attach);
        return endpoint;
    }

    /// <summary>Opens an endpoint that is no operation of the API: a page or document.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Right(Who.Anyone)));
        return endpoint;
    }

    /// <summary>Opens to administrators what is no operation of the API, such as the pages of an engine.</summary>
    public static TBuilder OpenToAdministrators<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Right(Who.Administrator, IsPage: true)));
        return endpoint;
    }
}
