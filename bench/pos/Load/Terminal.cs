using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>One till: sends one command after the other, each chosen by its dice, and looks at what it gets.</summary>
public sealed partial class Terminal(int number, string run, WorkingSet set, Till till, Pages pages, Book book, Dice dice)
{
    private const int LongHoldSeconds = 3600;
    private int _ids;

    /// <summary>Works on as long as this is true.</summary>
    /// <exception cref="ServerGoneException">The server stayed away.</exception>
    public async Task Work(Func<bool> goOn, CancellationToken stop)
    {
        while (goOn())
        {
            if (TakeEnded() is { } ended) await TryAfterItsEnd(ended, stop);
            else await Choose()(stop);
        }
    }

    private Func<CancellationToken, Task> Choose() => dice.Below(100) switch
    {
        < 46 => Hold,
        < 56 => Basket,
        < 60 => Batch,
        < 72 => Sell,
        < 76 => BringBack,
        < 80 => Adjust,
        < 82 => Scrap,
        < 86 => Receive,
        < 89 => Transfer,
        _ => Look,
    };

    private string NextId() => $"{run}-{number}-{++_ids}";

    private Manner Manner() => dice.Below(100) switch
    {
        < 4 => Http.Manner.HangUp,
        < 8 => Http.Manner.Duplicated,
        < 12 => Http.Manner.Repeated,
        _ => Http.Manner.Plain,
    };

    // Whole pieces mostly; now and then a share of one, to the third decimal.
    private decimal Quantity(int most) => dice.Percent(90) ? dice.Between(1, most) : dice.Between(1, 1999) / 1000m;

    private async Task<Command> Do(Ask ask, CancellationToken stop, Manner? manner = null)
    {
        var command = await till.Do(ask, manner ?? Manner(), dice, stop);
        if (Refusals.Contradiction(command) is { } wrong) book.Saw(new(ask.Path, wrong));
        return command;
    }

    private async Task Look(CancellationToken stop)
    {
        var key = set.Pick(dice);
        if (dice.Percent(20))
        {
            await pages.Get($"/v1/skus/{key.Sku}/availability", stop);
            return;
        }

        var stock = StockRead.From((await pages.Get(key.Path, stop)).GetValueOrDefault());
        foreach (var broken in stock.Broken()) book.Saw(new(key.ToString(), $"during the load, {broken}"));
    }
}
