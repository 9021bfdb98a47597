using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>What was gathered of one replenishment.</summary>
/// <param name="View">As it was before anything else was asked.</param>
/// <param name="Price">Of the supplier today; null where there is none.</param>
/// <param name="Why">Why something is needed; null where there is enough.</param>
internal sealed record PlanningFacts(
    StockKey Key, ReplenishmentView View, StoreRecord Store, SkuRecord Sku, SupplierView? Supplier, SupplierPrice? Price, DateOnly Day, StockLevelChanged Level,
    EquatableList<OrderOnTheWay> Orders, EquatableList<RequisitionRest> Rests, ReplenishmentPlan Plan, NeedReason? Why);

/// <summary>Records of the catalogue and of buying, each asked for once in a look.</summary>
internal sealed class PlanningRecords(IGrainFactory grains)
{
    private readonly Dictionary<string, StoreView?> _stores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SkuView?> _skus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SupplierView?> _suppliers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StockClassesView?> _classes = new(StringComparer.Ordinal);
    private BuyingPolicyView? _policy;
    private ControlPolicyView? _controls;

    public Task<StoreView?> Store(string id) => Once(_stores, id, store => grains.GetGrain<IStoreGrain>(store).Get());

    public Task<SkuView?> Sku(string id) => Once(_skus, id, sku => grains.GetGrain<ISkuGrain>(sku).Get());

    public Task<SupplierView?> Supplier(string id) => Once(_suppliers, id, supplier => grains.GetGrain<ISupplierGrain>(supplier).Get());

    public async Task<StockClassesView> Classes(string store) => (await Once(_classes, store, async id => await grains.GetGrain<IStockClassesGrain>(id).Get()))!;

    public async Task<BuyingPolicyView> BuyingPolicy() => _policy ??= await grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();

    public async Task<ControlPolicy> Controls() => (_controls ??= await grains.GetGrain<IControlPolicyGrain>(IControlPolicyGrain.Key).Get()).Policy;

    private static async Task<T?> Once<T>(Dictionary<string, T?> known, string id, Func<string, Task<T?>> ask)
        where T : class => known.TryGetValue(id, out var view) ? view : known[id] = await ask(id);
}
