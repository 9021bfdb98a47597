using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// A year of the sample chain with one way to plan: what clients, staff and suppliers do, day by day, and what must hold meanwhile. The product decides, counts and
/// warns; nothing here knows how.
/// </summary>
internal sealed partial class YearRun : IDisposable
{
    private static readonly CancellationToken s_never = CancellationToken.None;
    // The virtual time begins at nine o'clock on a Monday, in the stores.
    private static readonly TimeSpan s_firstHour = TimeSpan.FromHours(9);

    private readonly YearChain _chain;
    private readonly YearDemand _demand;
    private readonly YearPlanning _planning;
    private readonly YearHouse _house;
    private readonly YearBooks _books = new();
    private readonly YearPapers _papers = new();
    private readonly Service[,] _services;
    private readonly decimal[,] _gone;
    private readonly Trace _trace;
    private readonly Action<string>? _progress;
    private SplitMix64 _random;
    private int _day;
    private int _monthEnds;
    private decimal _stockSum;
    private int _stockLooks;

    public YearRun(YearOptions options, YearPlanning planning, Action<string>? progress)
    {
        (_planning, _progress) = (planning, progress);
        _chain = new(options);
        _demand = new(_chain);
        _trace = new(0);
        _house = new(options.Seed, _trace);
        _random = new(options.Seed);
        _services = new Service[options.Stores, options.Skus];
        _gone = new decimal[options.Stores, options.Skus];
        for (var store = 0; store < options.Stores; store++)
            for (var sku = 0; sku < options.Skus; sku++) _services[store, sku] = new();
    }

    public void Dispose()
    {
        _house.Dispose();
        _trace.Dispose();
    }

    public YearResult Run()
    {
        // The awaits of what runs here must find no context but the scheduler's.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Violation? violation = null;
        try
        {
            _house.Do(Open);
            Read();
            var last = _chain.Options.WarmUpDays + _chain.Options.Days;
            for (_day = 1; _day <= last; _day++) Live();
            _day = last;
            CheckAll();
        }
        catch (Violation found)
        {
            violation = new(found.Invariant, $"{DayText(_day)}: {found.Message[found.Invariant.Length..].Trim()}");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
        return Result(violation);
    }

    private bool Counts => _day > _chain.Options.WarmUpDays;

    private bool IsOrderDay => _chain.Suppliers.Any(supplier => supplier.OrderDays.Contains(WeekDayOf(_day)));

    private DateOnly Today => DateOnly.FromDateTime(At(_day, 12).UtcDateTime);

    private static string DayText(int day) => DateOnly.FromDateTime(VirtualTime.Start.AddDays(day).UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // An hour of a day, by the clocks of the stores.
    private static DateTimeOffset At(int day, double hour) => VirtualTime.Start - s_firstHour + TimeSpan.FromDays(day) + TimeSpan.FromHours(hour);

    private static WeekDay WeekDayOf(int day) => (WeekDay)(day % 7);

    private void Live()
    {
        // Its own draws for each day and way of life, so that what one way leads to does not change the other's luck.
        _random = new(_chain.Options.Seed ^ unchecked((ulong)_day * 0xD1B54A32D192ED03UL));
        _trace.Line($"day {DayText(_day)}");
        _house.WaitUntil(At(_day, 6.5));
        Morning();
        _house.WaitUntil(At(_day, 8.5));
        _house.Do(Arrivals);
        _house.Do(FillConsigned);
        _house.Do(SendBack);
        _house.Do(TidyUp);
        _house.Do(ClinicMorning);
        _house.WaitUntil(At(_day, 9.5));
        if (IsOrderDay)
        {
            _house.CatchUp();
            _house.Do(Dispatch);
        }
        for (var slot = 0; slot < YearDemand.Slots; slot++)
        {
            _house.WaitUntil(At(_day, 10.5 + (4 * slot)));
            var now = slot;
            _house.Do(ServeWaiting);
            _house.Do(() => Serve(now));
            _house.Do(() => ServeConsigned(now));
            Read();
        }
        _house.Do(Treat);
        _house.Do(Recall);
        _house.WaitUntil(At(_day, 20.5));
        _house.Do(Evening);
        _house.Do(TellTemperatures);
        Read();
        _house.WaitUntil(At(_day, 21.5));
        if (WeekDayOf(_day) == WeekDay.Sunday && Counts) (_stockSum, _stockLooks) = (_stockSum + _books.Value, _stockLooks + 1);
        if (Today.AddDays(1).Day == 1) MonthEnd();
        if (WeekDayOf(_day) == WeekDay.Sunday)
            _progress?.Invoke(string.Create(
                CultureInfo.InvariantCulture, $"{_planning,-8} {DayText(_day)}  {_house.Entries,8} entries  {_orders.Count,4} orders  stock {_books.Value / 100_00m:0.0} k"));
    }

    private void Morning()
    {
        _house.CatchUp();
        if (WeekDayOf(_day) == WeekDay.Monday) _house.Do(() => _house.Get<Classifier>().Run(s_never));
        if (IsOrderDay) _house.Do(Replenish);
        _house.CatchUp();
        _house.Do(() => _house.Get<AlertSweep>().SweepOnce(s_never));
        if (WeekDayOf(_day) == WeekDay.Sunday) _house.Do(async () => await _house.Journal.ForgetCommands(_house.Now.AddDays(-2), s_never));
        Read();
        if (Today.Day == 1) _house.Do(() => PutBudgets(Today.AddMonths(1)));
        _house.WaitUntil(At(_day, 8));
        _house.Do(PlaceOrders);
    }

    // What has happened since, in the books and in the trace.
    private void Read()
    {
        foreach (var entry in _house.News())
        {
            _books.Take(entry);
            _queues.Take(entry);
        }
    }

    private void MonthEnd()
    {
        _house.CatchUp();
        _house.Do(() => _house.Get<AlertSweep>().SweepOnce(s_never));
        _house.CatchUp();
        Read();
        _house.Do(CheckBooks);
        _house.Do(CheckAlerts);
        _house.Do(Settle);
        _house.CatchUp();
        Read();
        _house.Do(CheckConsigned);
        _house.Do(CheckInvoices);
        _monthEnds++;
    }

    private static Caller By(string person) => new($"person:{person}", "");

    private static Approver Person(string person, params EquatableList<ApprovalLimit> limits) => new(person, [PersonRole.RegionalManager], null, limits);

    private IStockGrain StockOf(int store, int sku) => _house.Grains.GetGrain<IStockGrain>(StockKey.Of(_chain.Stores[store].Id, _chain.Skus[sku].Id));

    private IStockGrain StockOf(string store, string sku) => _house.Grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    private int StoreAt(string store) => store == _chain.Warehouse.Id ? _chain.Stores.Count - 1 : int.Parse(store[1..], CultureInfo.InvariantCulture) - 1;

    private static int SkuAt(string sku) => int.Parse(sku[1..], CultureInfo.InvariantCulture) - 1;

    private static T Must<T>(Answer<T> answer, string what)
        where T : class => answer.Value ?? throw new Violation("What staff may do is not refused.", $"{what}: {answer.Refusal}");
}
