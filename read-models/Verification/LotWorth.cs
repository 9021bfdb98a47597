using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Adds up what the ledger says of one lot's value: what came in and landed, without what left. That is what the lot is worth, but for the rounding of its
/// unit cost. Lots of which something came without a cost, or in two currencies, have no value to compare.
/// </summary>
internal sealed class LotWorth
{
    // Unit costs are rounded to 6 decimals, so that each average may be off by half of the last one.
    private const decimal HalfOfLast = 0.0000005m;

    private decimal _value;
    private decimal _slack = 0.001m;
    private string? _currency;
    private bool _isKnown = true;

    /// <summary>Takes the next ledger line of the lot.</summary>
    public void Take(MovedLot line)
    {
        if (line.Quantity != 0) Add(line.UnitCost, line.Quantity);
        if (line.CostAdded is { Amount: not 0 } added) Add(added, 1);
        if (line.LotCostAfter is not null) _slack += line.BalanceAfter * HalfOfLast;
    }

    /// <summary>By how much the lot is worth more than that, where it is more than rounding; null where it is as it must be.</summary>
    public decimal? Against(Lot lot)
    {
        if (!_isKnown || _currency is null || lot.UnitCost?.Currency != _currency) return null;
        var difference = (lot.OnHand * lot.UnitCost.Amount) - _value;
        return Math.Abs(difference) > _slack ? difference : null;
    }

    private void Add(Money? cost, decimal times)
    {
        if (cost is null || (_currency is not null && _currency != cost.Currency))
        {
            _isKnown = false;
            return;
        }
        _currency = cost.Currency;
        _value += cost.Amount * times;
    }
}
