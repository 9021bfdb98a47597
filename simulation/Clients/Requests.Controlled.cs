using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Steps of registers and prescriptions, and attempts to do without either.</summary>
internal sealed partial class Requests
{
    /// <summary>The one product that is controlled; no other step is about it.</summary>
    public const string ControlledSku = "C";

    /// <summary>The double-lock zone of every store.</summary>
    public const string Safe = "SAFE";

    private static readonly Approver s_nurse = new("nurse", [PersonRole.Nurse], null, []);
    private static readonly Approver s_pharmacist = new("pharmacist", [PersonRole.Pharmacist], null, []);

    public static SkuRecord ControlledRecord { get; } = new("Toxin", "vial", Controlled: [new("toxic", 100, "U")]);

    private Command? Controlled(Step step) => step.Kind switch
    {
        StepKind.Prescribe => Prescribe(step),
        StepKind.TakeControlled when step.A == 9 => Alone(step),
        StepKind.TakeControlled => TakeControlled(step),
        _ => null,
    };

    private Command<PrescriptionView> Prescribe(Step step)
    {
        var (number, day) = ($"rx{step.Id}", DateOnly.FromDateTime(journal.Now.UtcDateTime).AddDays(-1));
        var ask = new PutPrescription(new("Dr", $"c{step.A % 3}", ControlledSku, step.Quantity, step.B % 2 == 0 ? 50 : null, day, day.AddDays(3)), By(step));
        return new(
            step, PrescriptionKind.Instance.Stream(number), null, grains => grains.GetGrain<IPrescriptionGrain>(number).Put(ask), view => $"{number} {view.State} {view.Left} v{view.Version}",
            (watch, told) => watch.Controlled.Prescriptions.At(number, told.Value!.Version) is { } then ? $"{number} {then.State.State} {then.State.Left} v{then.Version}" : null, repeats: false);
    }

    private Command<ControlledEntry>? TakeControlled(Step step)
    {
        var key = StockKey.Of(Store(step.Store), ControlledSku);
        // One in nine has nobody beside them.
        var blank = new TakeControlledStep($"t{step.Id}", default, s_nurse, step.A == 8 ? null : s_pharmacist, By(step) with { Actor = s_nurse.Actor });
        if (AskOf(step, journal.Controlled.Registers.Last(key)?.State ?? ControlledBook.Empty, blank) is not { } ask) return null;
        return new(
            step, ControlledKind.Instance.Stream(key), null, grains => grains.GetGrain<IControlledGrain>(key).Take(ask), Shown,
            (watch, told) => watch.Controlled.Registers.At(key, told.Value!.Version)?.State.Recent.LastOrDefault(one => one.Entry.Version == told.Value.Version)?.Entry is { } then ? Shown(then) : null,
            repeats: false);

        static string Shown(ControlledEntry entry) => $"{entry.Id} {entry.Step} {entry.BalanceAfter} v{entry.Version}";
    }

    /// <summary>From what the register was seen to be; by the time it is asked, others may have come before.</summary>
    private TakeControlledStep? AskOf(Step step, ControlledBook book, TakeControlledStep blank)
    {
        var (lot, open) = (book.Lots.Values.FirstOrDefault(), book.Issues.Values.ElementAtOrDefault(step.B % Math.Max(1, book.Issues.Count)));
        if (step.B < 25 || lot is null)
            return blank with { Step = ControlledStep.Receive, Quantity = 5 * step.Quantity, Lot = $"L{step.A % 3}", Supplier = Supplier, Cabinet = Safe };
        if (step.B < 55)
        {
            if (journal.Controlled.Prescriptions.All.Select(one => (one.Key, one.Value.State.Record)).LastOrDefault(one => one.Record is not null) is not ({ } number, { } record)) return null;
            return blank with { Step = ControlledStep.Issue, Quantity = step.Quantity, Lot = lot.Lot, Prescription = number, Client = step.A == 7 ? "other" : record.Client };
        }
        if (step.B < 75 && open is not null)
        {
            var left = open.Content - open.Used - open.Destroyed;
            return blank with { Step = ControlledStep.Reconcile, Issue = open.Id, Used = step.A < 6 ? left : 1, Destroyed = 0, Empties = step.A < 6 ? open.Quantity - open.Empties : 0, Close = step.A == 0, Reason = step.A == 0 ? "spilt" : null };
        }
        if (step.B < 85 && open is not null) return blank with { Step = ControlledStep.Return, Issue = open.Id, Quantity = 1, Reason = "not needed" };
        if (book.Differing.Length > 0 && step.A < 4) return blank with { Step = ControlledStep.Explain, Explains = book.Differing[0].Entry, Reason = "found" };
        return blank with
        {
            Step = ControlledStep.Count, Empties = book.Empties, Counts = [.. book.Lots.Values.Select(one => new LotCount(one.Lot, step.A == 5 ? one.Quantity - 1 : one.Quantity))],
        };
    }

    /// <summary>By the ordinary way, which never leads anywhere: there is no answer that the journal would bear out.</summary>
    private Command<MovementView> Alone(Step step)
    {
        var (key, by, id) = (StockKey.Of(Store(step.Store), ControlledSku), By(step), $"x{step.Id}");
        return new(
            step, StockKind.Instance.Stream(key), null,
            grains => grains.GetGrain<IStockGrain>(key) is var stock && step.B % 3 == 0 ? stock.Sell(new(id, 1, null, null, MovementKind.Sale, null, by))
                : step.B % 3 == 1 ? stock.Scrap(new(id, 1, null, "L0", "alone", by))
                : stock.Receive(new(id, 1, null, "L0", null, null, null, null, null, null, null, LotStatus.Released, null, by)),
            view => view.Id, (_, _) => null, repeats: false);
    }
}
