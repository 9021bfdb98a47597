using BeautyGrains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>What the grains need besides the engine.</summary>
public static class GrainsRegistration
{
    /// <summary>
    /// Adds the grains' services. The host provides IJournal, TimeProvider, TaskScheduler (for work in the background) and the engine's IGrainFactory.
    /// </summary>
    public static IServiceCollection AddBeautyGrains(this IServiceCollection services, Action<AggregateOptions>? configure = null)
    {
        var options = new AggregateOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(options);
        services.AddSingleton(host => new AggregateServices(
            host.GetRequiredService<IJournal>(),
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<TaskScheduler>(),
            host.GetRequiredService<AggregateOptions>(),
            host.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<CatalogueFacts>();
        services.AddSingleton<ICatalogueFacts>(host => host.GetRequiredService<CatalogueFacts>());
        services.TryAddSingleton(StorageRanges.Default);
        services.AddSingleton<OpenAlerts>();
        services.AddSingleton<AlertPolicyFacts>();
        services.AddSingleton<OpenWaitingLists>();
        services.AddSingleton(host => new SweptProcess(WaitingListKind.Instance.Category, (grains, key) => Look(host.GetRequiredService<OpenWaitingLists>(), grains, key)));
        services.AddSingleton(new SweptProcess(BasketKind.Instance.Category, (grains, key) => grains.GetGrain<IBasketGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(TransferKind.Instance.Category, (grains, key) => grains.GetGrain<ITransferGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(BatchKind.Instance.Category, (grains, key) => grains.GetGrain<IBatchGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(RequisitionKind.Instance.Category, (grains, key) => grains.GetGrain<IRequisitionGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(PurchaseOrderKind.Instance.Category, (grains, key) => grains.GetGrain<IPurchaseOrderGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(ReceiptKind.Instance.Category, (grains, key) => grains.GetGrain<IReceiptGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(LandedCostsKind.Instance.Category, (grains, key) => grains.GetGrain<ILandedCostGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(InvoiceKind.Instance.Category, (grains, key) => grains.GetGrain<IInvoiceGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(SupplierReturnKind.Instance.Category, (grains, key) => grains.GetGrain<ISupplierReturnGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(IssueKind.Instance.Category, (grains, key) => grains.GetGrain<IIssueGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(PickListKind.Instance.Category, (grains, key) => grains.GetGrain<IPickListGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(RepackProcessKind.Instance.Category, (grains, key) => grains.GetGrain<IRepackGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(SupplyPlanKind.Instance.Category, (grains, key) => grains.GetGrain<ISupplyPlanGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(ControlledKind.Instance.Category, (grains, key) => grains.GetGrain<IControlledGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(UnitKind.Instance.Category, (grains, key) => grains.GetGrain<IUnitGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(RecallKind.Instance.Category, (grains, key) => grains.GetGrain<IRecallGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(CountSessionKind.Instance.Category, (grains, key) => grains.GetGrain<ICountSessionGrain>(key).Drive()));
        services.AddSingleton(new SweptProcess(ClientKind.Instance.Category, (grains, key) => grains.GetGrain<IClientGrain>(key).Drive()));
        services.TryAddSingleton(WebhookPace.Default);
        services.AddSingleton(new SweptProcess(WebhookKind.Instance.Category, (grains, key) => grains.GetGrain<IWebhookGrain>(key).Drive()));
        services.AddSingleton<ProcessSweep>();
        services.AddHostedService(host => host.GetRequiredService<ProcessSweep>());
        return services;
    }

    // Every process sweeps, and learns so of whom the stocks that change here should tell.
    private static Task Look(OpenWaitingLists open, IGrainFactory grains, string key)
    {
        open.Set(key, true);
        return grains.GetGrain<IWaitingListGrain>(key).Look();
    }
}
