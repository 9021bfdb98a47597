using BeautyGrains.Api.Access;
using BeautyGrains.Api.Alerts;
using BeautyGrains.Api.Baskets;
using BeautyGrains.Api.Budgets;
using BeautyGrains.Api.Buying;
using BeautyGrains.Api.Catalogue;
using BeautyGrains.Api.Conditions;
using BeautyGrains.Api.Containers;
using BeautyGrains.Api.Recalls;
using BeautyGrains.Api.Counting;
using BeautyGrains.Api.Documents;
using BeautyGrains.Api.Events;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Incidents;
using BeautyGrains.Api.Invoices;
using BeautyGrains.Api.LandedCosts;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.NearExpiry;
using BeautyGrains.Api.OpenApi;
using BeautyGrains.Api.Operations;
using BeautyGrains.Api.Operations.Prometheus;
using BeautyGrains.Api.Owners;
using BeautyGrains.Api.People;
using BeautyGrains.Api.Promises;
using BeautyGrains.Api.Replenishment;
using BeautyGrains.Api.Requisitions;
using BeautyGrains.Api.PurchaseOrders;
using BeautyGrains.Api.Receipts;
using BeautyGrains.Api.Scans;
using BeautyGrains.Api.Stock;
using BeautyGrains.Api.SupplierReturns;
using BeautyGrains.Api.Trace;
using BeautyGrains.Api.Transfers;
using BeautyGrains.Api.Valuation;
using BeautyGrains.Api.Waiting;
using BeautyGrains.Api.Webhooks;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.Configuration;

namespace BeautyGrains.Api;

/// <summary>The HTTP edge: what it needs and what it offers.</summary>
public static class BeautyApi
{
    /// <summary>
    /// Adds the API's services. The host provides IGrainFactory, IJournal, IVerifiableJournal and TimeProvider.
    /// </summary>
    /// <param name="configuration">"Access:AdminKey" is read, see <see cref="AccessBootstrap"/>.</param>
    public static IServiceCollection AddBeautyApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Json);
            Wire.Apply(json.SerializerOptions);
        });
        services.AddRouting();
        services.AddOpenApi("v1", ApiDocument.Configure);
        services.AddReadModels();
        services.AddSingleton(host => new AccessBootstrap(host.GetRequiredService<IGrainFactory>(), configuration));
        services.AddSingleton<StoreRegions>();
        services.AddSingleton<Feedback.FeedbackSuspects>();
        services.AddSingleton<Feedback.TracedFeedback>();
        services.AddSingleton<KeyTable>();
        services.AddSingleton<Gate>();
        services.AddSingleton<Faults>();
        services.AddSingleton<Edge>();
        services.AddSingleton<BatchTurns>();
        services.AddSingleton<Units.VerifyRate>();
        services.AddSingleton<Clients.ClientFiles>();
        services.AddSingleton(new Clients.PhoneReader(configuration));
        services.AddMetrics();
        services.AddSingleton<MetricReader>();
        services.AddSingleton(new TrustedNetworks(configuration));
        services.AddSingleton(new DocumentLimits(configuration));
        services.AddSingleton(new WebhookNetworks(configuration));
        services.AddSingleton<IReadyCheck, JournalCheck>();
        services.AddSingleton<IReadyCheck, EngineCheck>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<EventTail>();
        services.AddHostedService(host => host.GetRequiredService<EventTail>());
        return services;
    }

    /// <summary>Puts the API's middleware and endpoints in place.</summary>
    public static WebApplication MapBeautyApi(this WebApplication app)
    {
        // It listens from its making on, so it is made before anything can be counted.
        _ = app.Services.GetRequiredService<MetricReader>();
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<Edge>().Pass);
        // Where no endpoint is meant; the others do not pass by.
        app.UseWhen(static http => http.GetEndpoint() is null, static rest => rest.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "BeautyGrains API";
            page.SwaggerEndpoint("/openapi/v1.json", "v1");
        }));
        MapEndpoints(app);
        return app;
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/docs")).ExcludeFromDescription().Open();
        app.MapOpenApi("/openapi/{documentName}.json").Open();
        ProblemPages.Map(app);
        Units.VerifyPage.Map(app);
        GetLive.Map(app);
        GetReady.Map(app);
        GetMetrics.Map(app);
        var v1 = app.MapGroup("/v1");
        MapMasters(v1);
        MapStock(v1.MapGroup("/stores/{store}/skus/{sku}"));
        Units.UnitCalls.MapOnSku(v1);
        MapProcesses(v1);
        MapBuying(v1);
        MapLists(v1);
        MapAlerts(v1);
        MapConditions(v1);
        MapControlled(v1);
        MapRecalls(v1);
        MapCounting(v1);
        MapPlaces(v1);
        Clients.ClientCalls.Map(v1);
        StreamEvents.Map(v1);
        Verify.Map(v1);
        TakeBackup.Map(v1);
        ListReadModels.Map(v1);
        RebuildReadModel.Map(v1);
    }

    private static void MapPlaces(IEndpointRouteBuilder v1)
    {
        Issues.IssueTables.Map(v1);
        Repacks.RepackCalls.Map(v1);
        Repacks.RecipeCalls.Map(v1);
        Bins.BinCalls.Map(v1);
        Bins.PickLists.Map(v1);
        Bins.StoredPickLists.Map(v1);
    }

    private static void MapMasters(IEndpointRouteBuilder v1)
    {
        Catalogue.PutStore.Map(v1);
        GetStore.Map(v1);
        ListStores.Map(v1);
        Catalogue.PutSku.Map(v1);
        GetSku.Map(v1);
        GetAvailability.Map(v1);
        ReadScan.Map(v1);
        CreateKey.Map(v1);
        ListKeys.Map(v1);
        RevokeKey.Map(v1);
        MapPeople(v1);
        MapBudgets(v1);
        MapRequisitions(v1);
        CustomFields.PutCustomField.Map(v1);
        CustomFields.ListCustomFields.Map(v1);
        CustomFields.PutCustomValues.Map(v1);
        CustomFields.GetCustomValues.Map(v1);
        CustomFields.ListCustomValues.Map(v1);
        MapDocuments(v1);
    }

    private static void MapDocuments(IEndpointRouteBuilder v1)
    {
        Documents.PutDocument.Map(v1);
        GetDocument.Map(v1);
        Documents.AttachDocument.Map(v1);
        ListDocuments.Map(v1);
    }

    private static void MapPeople(IEndpointRouteBuilder v1)
    {
        People.PutPerson.Map(v1);
        GetPerson.Map(v1);
        ListPeople.Map(v1);
        PersonActivity.Map(v1);
        PersonKeys.Map(v1);
        GetMe.Map(v1);
    }

    private static void MapRequisitions(IEndpointRouteBuilder v1)
    {
        Requisitions.Requisitions.Map(v1);
        ShareOut.Map(v1);
        ListRequisitions.Map(v1);
        ListNeeds.Map(v1);
    }

    private static void MapBudgets(IEndpointRouteBuilder v1)
    {
        Budgets.PutBudget.Map(v1);
        GetBudget.Map(v1);
        ListBudgets.Map(v1);
        Commitments.Map(v1);
    }

    private static void MapBuying(IEndpointRouteBuilder v1)
    {
        Buying.PutSupplier.Map(v1);
        GetSupplier.Map(v1);
        ListSuppliers.Map(v1);
        Buying.PutContract.Map(v1);
        GetContract.Map(v1);
        ListContracts.Map(v1);
        Buying.PutBuyingPolicy.Map(v1);
        GetBuyingPolicy.Map(v1);
        DraftPurchaseOrder.Map(v1);
        GetPurchaseOrder.Map(v1);
        ListPurchaseOrders.Map(v1);
        ListOnOrder.Map(v1);
        AmendPurchaseOrder.Map(v1);
        SubmitPurchaseOrder.Map(v1);
        ApprovePurchaseOrder.Map(v1);
        RejectPurchaseOrder.Map(v1);
        SendPurchaseOrder.Map(v1);
        CancelPurchaseOrder.Map(v1);
        ClosePurchaseOrder.Map(v1);
        PutOrderReceipt.Map(v1);
        GetOrderReceipt.Map(v1);
        ListReceipts.Map(v1);
        ListReceivingRecords.Map(v1);
        ExportReceivingRecords.Map(v1);
        LandedCosts.LandedCosts.Map(v1);
        Invoices.Invoices.Map(v1);
        SupplierReturns.SupplierReturns.Map(v1);
        ScorecardCalls.Map(v1);
    }

    private static void MapCounting(IEndpointRouteBuilder v1)
    {
        CountSessions.Map(v1);
        Counting.SubmitCounts.Map(v1);
        IncidentCalls.Map(v1);
        UnmatchedCalls.Map(v1);
        RecordFacts.Map(v1);
    }

    private static void MapConditions(IEndpointRouteBuilder v1)
    {
        Conditions.PutConditionPolicy.Map(v1);
        GetConditionPolicy.Map(v1);
        Conditions.PutZone.Map(v1);
        GetZone.Map(v1);
        ListZones.Map(v1);
        Conditions.TakeReadings.Map(v1);
        TakeManyReadings.Map(v1);
        ListReadings.Map(v1);
        ListExcursions.Map(v1);
        Conditions.DecideExcursion.Map(v1);
    }

    private static void MapControlled(IEndpointRouteBuilder v1)
    {
        Controlled.ControlledSteps.Map(v1);
        Controlled.Registers.Map(v1);
        Controlled.Prescriptions.Map(v1);
        Controlled.ControlledPolicies.Map(v1);
        Retention.RetentionCalls.Map(v1);
        Rounds.RoundCalls.Map(v1);
        Rounds.RoundPolicies.Map(v1);
        Feedback.FeedbackCalls.Map(v1);
        Feedback.FeedbackPolicies.Map(v1);
    }

    private static void MapRecalls(IEndpointRouteBuilder v1)
    {
        RecallPolicies.Map(v1);
        Recalls.Recalls.Map(v1);
        ListRecalls.Map(v1);
    }

    private static void MapAlerts(IEndpointRouteBuilder v1)
    {
        ListAlerts.Map(v1);
        StreamAlerts.Map(v1);
        GetAlert.Map(v1);
        Alerts.AcknowledgeAlert.Map(v1);
        Alerts.ResolveAlert.Map(v1);
        Alerts.SnoozeAlert.Map(v1);
        Alerts.AssignAlert.Map(v1);
        ListAlertPolicies.Map(v1);
        Alerts.PutAlertPolicy.Map(v1);
        Alerts.RemoveAlertPolicy.Map(v1);
        ListWebhooks.Map(v1);
        GetWebhook.Map(v1);
        Webhooks.PutWebhook.Map(v1);
        Webhooks.RemoveWebhook.Map(v1);
        ListWebhookMessages.Map(v1);
        Webhooks.ReplayWebhook.Map(v1);
        TestWebhook.Map(v1);
    }

    private static void MapLists(IEndpointRouteBuilder v1)
    {
        ListSkus.Map(v1);
        ListStock.Map(v1);
        ListLots.Map(v1);
        ListContainers.Map(v1);
        ListReservations.Map(v1);
        ListWaiting.Map(v1);
        Settlements.Map(v1);
        ListSettlements.Map(v1);
        ListSettlementLines.Map(v1);
        ListEntitySales.Map(v1);
        Valuations.Map(v1);
        TraceCalls.Map(v1);
        NearExpiryCalls.Map(v1);
        ListReplenishments.Map(v1);
        ListClasses.Map(v1);
        ListCountPlan.Map(v1);
        Controls.PutControlPolicy.Map(v1);
        Controls.GetControlPolicy.Map(v1);
        RunReplenishment.Map(v1);
        GetSupplyPlan.Map(v1);
    }

    private static void MapStock(IEndpointRouteBuilder stock)
    {
        GetStock.Map(stock);
        GetLedger.Map(stock);
        Stock.ReceiveStock.Map(stock);
        Stock.SellStock.Map(stock);
        ConsumeStock.Map(stock);
        Stock.ReturnStock.Map(stock);
        Stock.ReturnToSupplier.Map(stock);
        Stock.AdjustStock.Map(stock);
        Stock.ScrapStock.Map(stock);
        Stock.CountLot.Map(stock);
        Stock.ReverseMovement.Map(stock);
        Issues.IssueCalls.MapOnStock(stock);
        Repacks.RepackCalls.MapOnStock(stock);
        Bins.Placements.MapOnStock(stock);
        Stock.RecordFact.Map(stock);
        GetFact.Map(stock);
        ListIncidents.Map(stock);
        Stock.CloseIncident.Map(stock);
        Stock.SetLotStatus.Map(stock);
        Stock.ReserveStock.Map(stock);
        GetReservation.Map(stock);
        Stock.CommitReservation.Map(stock);
        Stock.ReleaseReservation.Map(stock);
        Stock.ExtendReservation.Map(stock);
        Stock.RepinReservation.Map(stock);
        GetDemand.Map(stock);
        GetForecast.Map(stock);
        PutReplenishment.Map(stock);
        GetReplenishment.Map(stock);
        WaitingCalls.Map(stock);
        GetPromise.Map(stock);
        ContainerCalls.Map(stock);
        Units.UnitCalls.Map(stock);
    }

    private static void MapProcesses(IEndpointRouteBuilder v1)
    {
        ReserveBatch.Map(v1);
        Baskets.PutBasket.Map(v1);
        GetBasket.Map(v1);
        Baskets.CommitBasket.Map(v1);
        Baskets.ReleaseBasket.Map(v1);
        Transfers.PutTransfer.Map(v1);
        GetTransfer.Map(v1);
        Transfers.ShipTransfer.Map(v1);
        Transfers.ReceiveTransfer.Map(v1);
        Transfers.CancelTransfer.Map(v1);
    }
}
