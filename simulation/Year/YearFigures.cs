using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>What became of the service of one SKU in one store, in the days that count.</summary>
internal sealed class Service
{
    private bool _hasBegun;
    private bool _isBroken;
    private int _lastOut = -1;

    public decimal Asked { get; private set; }

    public decimal Served { get; private set; }

    /// <summary>Times from one arrival of goods to the next.</summary>
    public int Cycles { get; private set; }

    /// <summary>Of these, those in which somebody went away empty-handed.</summary>
    public int Broken { get; private set; }

    /// <summary>Days on which somebody did.</summary>
    public int DaysOut { get; private set; }

    public void Ask(decimal asked, decimal served, int day)
    {
        (Asked, Served) = (Asked + asked, Served + served);
        if (served == asked) return;
        _isBroken = true;
        if (_lastOut != day) DaysOut++;
        _lastOut = day;
    }

    /// <summary>Goods have arrived.</summary>
    public void Arrive()
    {
        if (_hasBegun)
        {
            Cycles++;
            if (_isBroken) Broken++;
        }
        (_hasBegun, _isBroken) = (true, false);
    }
}

/// <summary>Service of one class over all stores.</summary>
/// <param name="Goal">The service level of the class: that what there is lasts until the next delivery.</param>
/// <param name="Cycles">Times from one arrival to the next.</param>
/// <param name="CycleService">The share of them in which nobody went away empty-handed.</param>
/// <param name="FillRate">The share of the units asked for that were there.</param>
/// <param name="DaysOut">Days of a SKU in a store on which somebody went away empty-handed.</param>
public sealed record ClassService(AbcClass Class, decimal Goal, int Skus, int Cycles, decimal CycleService, decimal FillRate, int DaysOut);

/// <summary>What happened besides buying and selling. Money is in whole minor units.</summary>
/// <param name="Waiters">Who queued for what was not there, in the days that count.</param>
/// <param name="WaitedUnits">That these bought later.</param>
/// <param name="WaitedSales">What they paid for it.</param>
/// <param name="Invoices">Entered, the corrected ones included.</param>
/// <param name="Differing">Of these, those that did not fit when they were entered.</param>
/// <param name="Returns">To suppliers.</param>
/// <param name="Credited">By their credit notes.</param>
/// <param name="ConsignedUnits">Sold of goods that others had left with the chain.</param>
/// <param name="ConsignedOwed">For these.</param>
/// <param name="Settlements">Paid.</param>
public sealed record YearBesides(
    int Waiters, decimal WaitedUnits, decimal WaitedSales, int Invoices, int Differing, int Returns, decimal Credited, decimal ConsignedUnits, decimal ConsignedOwed, int Settlements);

/// <summary>What happened to what is kept cold and used on clients.</summary>
/// <param name="Treatments">For each of which a vial was taken.</param>
/// <param name="Facts">Treatments and broken vials that were told of afterwards, each with its incident.</param>
/// <param name="Breaches">Times that a fridge failed.</param>
/// <param name="ThrownAway">Lots of a store that quality threw away after one.</param>
/// <param name="Openings">Units that were opened for clients.</param>
/// <param name="Stale">Of these, those whose rest was scrapped past its use-by.</param>
/// <param name="Recalls">Lots that were called back.</param>
/// <param name="RecalledClients">Who had some of them.</param>
public sealed record YearClinic(int Treatments, int Facts, int Breaches, int ThrownAway, int Openings, int Stale, int Recalls, int RecalledClients);

/// <summary>What a year came to. Money is in whole minor units.</summary>
/// <param name="Hash">SHA-256 of the trace, in hexadecimal.</param>
/// <param name="Wasted">Cost of what expired.</param>
/// <param name="LostUnits">Asked for and not there.</param>
/// <param name="MeanStock">Cost of what was in stock, on average over the weeks.</param>
/// <param name="Besides">Waiting clients, invoices, returns to suppliers, goods of others.</param>
/// <param name="Clinic">What is kept cold and used on clients.</param>
/// <param name="MonthEnds">At which the books were compared.</param>
/// <param name="Alerts">Raised in the whole time.</param>
/// <param name="LostBy">Why units were not there, by class, cause and forecast; together <paramref name="LostUnits"/>.</param>
/// <param name="Violation">What does not hold; null when everything does.</param>
public sealed record YearResult(
    YearPlanning Planning,
    string Hash,
    int Entries,
    IReadOnlyList<ClassService> Classes,
    decimal Asked,
    decimal LostUnits,
    decimal LostSales,
    decimal Wasted,
    decimal WastedUnits,
    decimal MeanStock,
    int Orders,
    int OrderLines,
    int Deliveries,
    int Transfers,
    int Requisitions,
    int Counts,
    int Escalations,
    int Alerts,
    int MonthEnds,
    YearBesides Besides,
    YearClinic Clinic,
    decimal Receipts,
    decimal Landed,
    decimal Issues,
    decimal Losses,
    decimal Stock,
    IReadOnlyList<YearLoss> LostBy,
    Violation? Violation);
