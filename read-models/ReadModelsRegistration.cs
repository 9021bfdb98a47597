using BeautyGrains.Grains;
using BeautyGrains.ReadModels.Demand;
using BeautyGrains.ReadModels.NearExpiry;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.ReadModels.Search;
using BeautyGrains.ReadModels.Trace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BeautyGrains.ReadModels;

/// <summary>What the read models need.</summary>
public static class ReadModelsRegistration
{
    /// <summary>All read models.</summary>
    public static IReadOnlyList<ReadModel> Models { get; } = [StockModel.Instance, ProductModel.Instance, BudgetModel.Instance, RequisitionModel.Instance, DemandModel.Instance, BuyingModel.Instance, ReplenishmentModel.Instance, AlertModel.Instance, WaitingModel.Instance, OwnerModel.Instance, CustomModel.Instance, DocumentModel.Instance, ValuationModel.Instance, TraceModel.Instance, NearExpiryModel.Instance, ContainerModel.Instance, CountModel.Instance, IncidentModel.Instance, PlaceModel.Instance, FeedbackModel.Instance];

    /// <summary>
    /// Adds the read models. The host provides IJournal and IVerifiableJournal, TimeProvider, TaskScheduler and an <see cref="IReadModelStore"/>,
    /// and starts <see cref="ReadModelHost"/>.
    /// </summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        services.AddSingleton<StreamDirectory>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<ControlledLedger>();
        services.AddSingleton<RoundHistory>();
        services.AddSingleton<PastDocuments>();
        services.AddSingleton<FactRecords>();
        services.AddTransient<Verifier>();
        services.AddTransient<ReadModelCheck>();
        foreach (var model in Models) services.AddSingleton(model);
        services.TryAddSingleton<ReadModelSettings>();
        services.AddSingleton<ReadModelReader>();
        services.AddSingleton<ReadModelHost>();
        services.AddSingleton<IStockList, StockList>();
        services.AddSingleton<IAvailabilityList, AvailabilityList>();
        services.AddSingleton<ILotList, LotList>();
        services.AddSingleton<IReservationList, ReservationList>();
        services.AddSingleton<IProductList, ProductList>();
        services.AddSingleton<IProductCodes, ProductCodes>();
        services.AddSingleton<ConditionWatch>();
        services.TryAddSingleton(new DemandHabits());
        services.AddSingleton<IDemandHistory, DemandHistory>();
        services.AddSingleton<DemandOutlooks>();
        services.AddSingleton<IBudgetList, BudgetList>();
        services.AddSingleton<IRequisitionList, RequisitionList>();
        services.AddSingleton<IWaitingLists, WaitingLists>();
        services.AddSingleton<ISettlementList, SettlementList>();
        services.AddSingleton<IEntitySales, EntitySales>();
        services.AddSingleton<IValuationList, ValuationList>();
        services.AddSingleton<IBinContents, BinContents>();
        services.AddSingleton<IIssueList, IssueList>();
        services.AddSingleton<IPickListList, PickListList>();
        services.AddSingleton<IContainerList, ContainerList>();
        services.AddSingleton<ISupplierList, SupplierList>();
        services.AddSingleton<IContractList, ContractList>();
        services.AddSingleton<IOrderList, OrderList>();
        services.AddSingleton<IOnOrderList, OnOrderList>();
        services.AddSingleton<IReceivingRecords, ReceivingRecords>();
        services.AddSingleton<IReceiptList, ReceiptList>();
        services.AddSingleton<ICustomList, CustomList>();
        services.AddSingleton<CustomHistory>();
        services.AddSingleton<IDocumentList, DocumentList>();
        services.AddSingleton<DocumentFiles>();
        services.AddSingleton<ILandedCostList, LandedCostList>();
        services.AddSingleton<IInvoiceList, InvoiceList>();
        services.AddSingleton<ISupplierReturnList, SupplierReturnList>();
        services.AddSingleton<IScorecards, Scorecards>();
        services.AddSingleton<IReplenishmentList, ReplenishmentList>();
        services.AddSingleton<Classifier>();
        services.AddSingleton<ICountPlan, CountPlan>();
        services.AddSingleton<Replenisher>();
        services.AddSingleton<ITraces, Traces>();
        services.AddSingleton<TracePapers>();
        services.AddSingleton<ICountSessionList, CountSessionList>();
        services.AddSingleton<IIncidentList, IncidentList>();
        services.AddSingleton<IUnmatchedList, UnmatchedList>();
        services.AddSingleton<IFeedbackList, FeedbackList>();
        services.AddSingleton<INearExpiryProposals, NearExpiryProposals>();
        services.AddSingleton<INearExpirySavings, NearExpirySavings>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<IAlertList, AlertList>();
        return services;
    }

    /// <summary>Adds the sweep over alerts, where there are grains. The host starts <see cref="AlertSweep"/>.</summary>
    public static IServiceCollection AddAlertSweep(this IServiceCollection services)
    {
        services.AddSingleton<IAlertSource, StockAlertSource>();
        services.AddSingleton<IAlertSource, LotAlertSource>();
        services.AddSingleton<IAlertSource, CaseAlertSource>();
        services.AddSingleton<IAlertSource, LicenceAlertSource>();
        services.AddSingleton<IAlertSource, RegistrationAlertSource>();
        services.AddSingleton<IAlertSource, QualificationAlertSource>();
        services.AddSingleton<IAlertSource, OverdueAlertSource>();
        services.AddSingleton<IAlertSource, BudgetAlertSource>();
        services.AddSingleton<IAlertSource, VarianceAlertSource>();
        services.AddSingleton<IAlertSource, ConditionAlertSource>();
        services.AddSingleton<IAlertSource, ContainerAlertSource>();
        services.AddSingleton<IAlertSource, ControlledAlertSource>();
        services.AddSingleton<IAlertSource, RoundAlertSource>();
        services.AddSingleton<IAlertSource, RecallAlertSource>();
        services.AddSingleton<IAlertSource, UnitAlertSource>();
        services.AddSingleton<IAlertSource, FeedbackAlertSource>();
        services.AddSingleton<IAlertSource, NeedAlertSource>();
        services.AddSingleton<IAlertSource, UnsentOrderAlertSource>();
        services.AddSingleton<IAlertSource, MarginAlertSource>();
        services.AddSingleton<WebhookRound>();
        services.AddSingleton<AlertSweep>();
        return services;
    }

    /// <summary>Keeps the read models in a SQLite file; opened when first asked for, closed with the host.</summary>
    public static IServiceCollection AddSqliteReadModels(this IServiceCollection services, string path) =>
        services.AddSingleton<IReadModelStore>(_ => SqliteReadModelStore.InFile(path));

    /// <summary>Keeps the read models in a PostgreSQL database; opened when first asked for, closed with the host.</summary>
    public static IServiceCollection AddPostgresReadModels(this IServiceCollection services, string connectionString) =>
        services.AddSingleton<IReadModelStore>(_ => new PostgresReadModelStore(connectionString));
}
