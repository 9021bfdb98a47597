namespace BeautyGrains.Grains;

/// <summary>A line as it was matched. Amounts are whole minor units of the order's currency.</summary>
public sealed record MatchedLine(int Line, decimal ExpectedQuantity, decimal ExpectedNet, decimal ExpectedTax, bool Fits);

/// <summary>The three-way match: what was ordered, what was received, what is billed.</summary>
public static class InvoiceMatch
{
    /// <summary>
    /// Expected of a line is what was received and not billed before, at most what is billed, at the order's price, and the tax on that at the order's rate.
    /// A line of which nothing is expected does not fit, however little it bills; any other fits when net and tax, each for itself, are no further off than the tolerance; an invoice fits when all its lines do and the sums do as well.
    /// </summary>
    /// <param name="billed">As the invoice says.</param>
    /// <param name="basis">As the order says, for the same lines.</param>
    /// <param name="tolerance">Its amount counts in the house's currency.</param>
    /// <param name="rate">What one unit of the order's currency is worth in it; above 0.</param>
    public static (EquatableList<MatchedLine> Lines, bool Fits) Of(EquatableList<InvoicedLine> billed, InvoiceBasis basis, InvoiceTolerance tolerance, decimal rate)
    {
        var lines = billed.Select(line =>
        {
            var order = basis.Lines.First(one => one.Line == line.Line);
            var quantity = Math.Max(0, order.Received - order.BilledBefore);
            var net = OrderAmounts.Net(Math.Min(line.Quantity, quantity), order.UnitPrice);
            var tax = OrderAmounts.Tax(net, order.TaxRate);
            // A small bill for nothing is no rounding.
            var isOwed = quantity > 0 || line.Net + line.Tax == 0;
            return new MatchedLine(line.Line, quantity, net, tax, isOwed && IsWithin(line.Net, net, tolerance, rate) && IsWithin(line.Tax, tax, tolerance, rate));
        }).ToList();
        var fits = lines.TrueForAll(line => line.Fits)
            && IsWithin(billed.Sum(line => line.Net), lines.Sum(line => line.ExpectedNet), tolerance, rate)
            && IsWithin(billed.Sum(line => line.Tax), lines.Sum(line => line.ExpectedTax), tolerance, rate);
        return ([.. lines], fits);
    }

    /// <summary>Whether an amount is no further from the expected one than the wider of both bounds.</summary>
    public static bool IsWithin(decimal amount, decimal expected, InvoiceTolerance tolerance, decimal rate) =>
        Math.Abs(amount - expected) <= Math.Max(tolerance.Amount / rate, tolerance.Share * expected);

    /// <summary>What a person accepts: all that lines differ by, in net and in tax, whichever way, in whole minor units of the house's currency.</summary>
    public static decimal Difference(EquatableList<InvoicedLine> billed, EquatableList<MatchedLine> matched, decimal rate) =>
        OrderAmounts.Exchanged(billed.Zip(matched, (line, one) => Math.Abs(line.Net - one.ExpectedNet) + Math.Abs(line.Tax - one.ExpectedTax)).Sum(), rate);
}
