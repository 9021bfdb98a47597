using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>The three-way match on net and tax apart. Ten ordered at 1,000 with 13 % tax; the house's yuan is the order's currency unless told.</summary>
public sealed class InvoiceMatchTests
{
    private static (EquatableList<MatchedLine> Lines, bool Fits) Match(decimal quantity, decimal net, decimal tax, decimal received = 10, decimal before = 0, decimal amount = 100, decimal share = 0.005m, decimal rate = 1) =>
        InvoiceMatch.Of([new(1, quantity, net, tax)], new([new(1, 10, received, before, 1_000, 0.13m)]), new(amount, share), rate);

    [Theory]
    [InlineData("as ordered and received", 10, 10_000, 1_300, 10, 0, true)]
    [InlineData("net off by the tolerance", 10, 10_100, 1_300, 10, 0, true)]
    [InlineData("net off by a cent more", 10, 10_101, 1_300, 10, 0, false)]
    [InlineData("net below", 10, 9_899, 1_300, 10, 0, false)]
    [InlineData("tax off by the tolerance", 10, 10_000, 1_400, 10, 0, true)]
    [InlineData("tax off by a cent more, though net and tax together are right", 10, 9_900, 1_401, 10, 0, false)]
    [InlineData("less billed than received", 4, 4_000, 520, 10, 0, true)]
    [InlineData("more billed than received", 10, 10_000, 1_300, 9, 0, false)]
    [InlineData("billed before", 10, 10_000, 1_300, 10, 10, false)]
    [InlineData("the rest after another invoice", 6, 6_000, 780, 10, 4, true)]
    [InlineData("nothing received yet", 1, 1_000, 130, 0, 0, false)]
    [InlineData("little for nothing", 1, 50, 5, 0, 0, false)]
    [InlineData("nothing for nothing", 1, 0, 0, 0, 0, true)]
    public void An_invoice_fits_when_net_and_tax_do_each_for_itself(string why, double quantity, long net, long tax, double received, double before, bool fits) =>
        Match((decimal)quantity, net, tax, (decimal)received, (decimal)before).Fits.ShouldBe(fits, why);

    [Fact]
    public void The_wider_of_both_bounds_decides_and_the_amount_counts_in_the_houses_currency()
    {
        Match(10, 10_300, 1_300, share: 0.03m).Fits.ShouldBeTrue();
        Match(10, 10_301, 1_300, share: 0.03m).Fits.ShouldBeFalse();
        Match(10, 10_050, 1_300, rate: 2).Fits.ShouldBeTrue();
        Match(10, 10_051, 1_300, rate: 2).Fits.ShouldBeFalse();
        Match(10, 10_001, 1_300, amount: 0, share: 0).Fits.ShouldBeFalse();
    }

    [Fact]
    public void Lines_that_fit_each_for_itself_must_fit_together_as_well()
    {
        var basis = new InvoiceBasis([new(1, 1, 1, 0, 1_000, 0), new(2, 1, 1, 0, 1_000, 0)]);
        var (lines, fits) = InvoiceMatch.Of([new(1, 1, 1_080, 0), new(2, 1, 1_080, 0)], basis, new(100, 0), 1);
        (lines.All(line => line.Fits), fits).ShouldBe((true, false));
        InvoiceMatch.Of([new(1, 1, 1_080, 0), new(2, 1, 950, 0)], basis, new(100, 0), 1).Fits.ShouldBeTrue();
        InvoiceMatch.Difference([new(1, 1, 1_080, 5), new(2, 1, 950, 0)], lines, 2).ShouldBe(2 * (80 + 5 + 50));
    }
}
