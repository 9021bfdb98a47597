using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>People who count shelves while others trade: at once or later, in bits, out of order, again, and now and then not at all.</summary>
internal sealed partial class Requests
{
    private static readonly Approver s_stocktaker = Person("stocktaker", ApprovalKind.Variance);

    public static string CountId(int step) => $"n{step}";

    private Command<CountSessionView>? Counting(Step step) => step.Kind switch
    {
        StepKind.OpenCount => OpenCount(step),
        StepKind.OnCount => OnCount(step),
        _ => null,
    };

    private Command<CountSessionView> OpenCount(Step step)
    {
        EquatableList<string> skus = [.. Enumerable.Range(step.Sku, 1 + (step.A % 3)).Select(Sku).Distinct(StringComparer.Ordinal)];
        var ask = new OpenCountSession(Store(step.Store), new(null, false, skus, [], []), skus, [], null, Counter(step));
        return Count(step, CountId(step.Id), session => session.Open(ask));
    }

    private Command<CountSessionView>? OnCount(Step step)
    {
        var id = CountId(step.Ref);
        if (journal.Counts.Sessions.Last(id) is not { State: { Head.State: { } state } seen }) return null;
        return state switch
        {
            CountState.Counting or CountState.Recounting when step.B < 50 => Lines(step, id, seen) is { } lines ? Count(step, id, session => session.Submit(lines)) : null,
            CountState.Counting or CountState.Recounting when step.B < 95 => Count(step, id, session => session.Finish(new(step.B % 3 == 0, Counter(step)))),
            CountState.Review when step.B < 20 => Count(step, id, session => session.Recount(new([Sku(step.Sku)], null, Counter(step)))),
            // One in five has nobody beside them.
            CountState.Review when step.B < 90 => Count(step, id, session => session.Approve(new([], "unknown", step.A < 2 ? null : s_stocktaker, Counter(step)))),
            _ => Count(step, id, session => session.Cancel(new("Given up.", Counter(step)))),
        };
    }

    /// <summary>What lies on a shelf, seen now or told of later; one is missing or too many, or all but a few; in two bins, or not found; now and then a pack of an unknown lot.</summary>
    private SubmitCounts? Lines(Step step, string id, CountSession seen)
    {
        var open = seen.Sheets.Where(sheet => sheet.Phase == SheetPhase.Open).Select(sheet => sheet.Sku).ToList();
        var sku = open.Count > 0 && step.A < 8 ? open[step.B % open.Count] : seen.Sheets.ElementAt(step.B % seen.Sheets.Count).Sku;
        if (journal.Stock(StockKey.Of(seen.Head.Store, sku)) is not { } stock) return new($"u{step.Id}", [new(sku, null, 0, journal.Now)], journal.Now, Counter(step));
        // An older picture is the one of that time: whoever counted then tells of it now.
        var then = stock.At(Math.Max(1, stock.Now.Version - (step.B % 4))) ?? stock.Now;
        var at = then.At > seen.Head.OpenedAt ? then.At : journal.Now;
        var lines = ImmutableArray.CreateBuilder<CountedLine>();
        foreach (var lot in then.State.Lots.Values.OrderBy(lot => lot.Name, StringComparer.Ordinal))
        {
            if ((lot.OnHand == 0 && step.A != 7) || (lines.Count > 0 && step.A == 6)) continue;
            var there = step.A switch { < 4 => lot.OnHand, 4 => lot.OnHand + 1, 5 => Math.Max(0, lot.OnHand - 1), _ => Math.Min(lot.OnHand, step.Quantity) };
            if (step.B % 5 != 0 || there < 1) lines.Add(new(sku, lot.Name, there, at));
            else
            {
                lines.Add(new(sku, lot.Name, 1, at, "b1"));
                lines.Add(new(sku, lot.Name, there - 1, at.AddSeconds(-1), "b2"));
            }
        }
        if (step.B % 20 == 19) lines.Add(new(sku, $"X{step.B / 20}", 1 + step.Quantity, at, Expiry: ExpiryOf(step.A)));
        return new($"u{step.Id}", lines.Count == 0 ? [new(sku, null, 0, at)] : [.. lines], step.A % 3 == 0 ? null : journal.Now, Counter(step));
    }

    private static Caller Counter(Step step) => By(step) with { Actor = $"counter{step.Id % 4}" };

    private static Command<CountSessionView> Count(Step step, string id, Func<ICountSessionGrain, Task<Answer<CountSessionView>>> send) => new(
        step, CountSessionKind.Instance.Stream(id), null, grains => send(grains.GetGrain<ICountSessionGrain>(id)), Show.Count,
        (watch, told) => watch.Counts.Sessions.At(id, told.Value!.Version) is { } then ? Show.Count(CountHeadViews.Of(id, new(then.State.Head, then.Version, then.At))) : null, repeats: false);
}
