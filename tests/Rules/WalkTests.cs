using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests;

/// <summary>Random walks: whatever is asked in whatever order, the book stays right.</summary>
public sealed class WalkTests
{
    private static readonly string[] s_expiries = ["2026-06-02", "2026-06-05", "2026-07", "2027-01-31", ""];

    internal sealed record Step(int Op, int A, int B, int C);

    private static Gen<Step> Steps() =>
        from op in Gen.Choose(0, 53)
        from a in Gen.Choose(0, 5)
        from b in Gen.Choose(1, 12)
        from c in Gen.Choose(0, 7)
        select new Step(op, a, b, c);

    [Fact]
    public void Any_sequence_of_commands_and_time_keeps_the_invariants_and_replays_to_the_same_state()
    {
        var seen = new HashSet<Type>();
        var refused = new HashSet<RefusalKind>();
        var property = Prop.ForAll(
            Steps().ListOf(60).Select(steps => steps.ToArray()).ToArbitrary(),
            steps =>
            {
                var book = Walk(steps, seen, refused);
                Invariants.CheckLedger(book);
                Book.Text(book.Replayed()).ShouldBe(Book.Text(book.Stock));
                Snapshot(book);
                return true;
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260601, 31), property);

        // The walk is worth something only if it comes everywhere.
        StockKind.Instance.Events.Written.Select(written => written.Type).Where(type => !seen.Contains(type))
            // Those of goods with serials have a walk of their own.
            .Except([typeof(UnitsCoded), typeof(UnitsLost)]).ShouldBeEmpty();
        new[]
        {
            RefusalKind.InsufficientAvailable, RefusalKind.LotBlocked, RefusalKind.UnknownLot, RefusalKind.InvalidState, RefusalKind.UnknownReservation,
            RefusalKind.LotExpiryDiffers, RefusalKind.NotReversible, RefusalKind.IdReused,
        }.Where(kind => !refused.Contains(kind)).ShouldBeEmpty();
    }

    private static void Snapshot(Book book)
    {
        var half = book.Written.Count / 2;
        var then = new Book { Stock = StockKind.Instance.Empty(book.Stock.Key) };
        foreach (var recorded in book.Written.Take(half)) then.Stock = StockKind.Instance.Evolve(new(then.Stock, recorded.Version - 1, default), recorded).State;
        var loaded = StockKind.Instance.LoadState(StockKind.Instance.SaveState(then.Stock));
        var on = book.Replayed(half, loaded);
        Book.Text(on).ShouldBe(Book.Text(book.Stock));
        on.Due.ShouldBe(book.Stock.Due);
        on.Waiting.ShouldBe(book.Stock.Waiting);
        foreach (var command in book.Stock.Memory.Order) (on.Memory.Find(command) is not null || on.Memory.MayHaveForgotten(command)).ShouldBeTrue(command);
    }

    private static Book Walk(Step[] steps, HashSet<Type> seen, HashSet<RefusalKind> refused)
    {
        var book = new Book { Sku = ContainerSteps.Bottle(SharingRule.ManyClients, reconstituted: new(7, PeriodUnit.Days)) };
        book.Receive("L0", 10);
        book.Receive("L1", 10, "2026-06-05");
        for (var i = 0; i < steps.Length; i++)
        {
            var before = book.Stock;
            var decision = Take(book, steps[i], i);
            if (decision is not { } decided)
            {
                book.Now += TimeSpan.FromMinutes(Math.Pow(3, steps[i].C));
                Invariants.Check(book);
                continue;
            }

            if (decided.Refusal is { } refusal) refused.Add(refusal.Kind);
            foreach (var happened in decided.Events) seen.Add(happened.GetType());
            foreach (var happened in book.Written.Skip((int)before.Version).Select(StockKind.Instance.Events.Read)) seen.Add(happened.GetType());
            NothingBlockedIsSold(before, decided, book.Now);
            Invariants.Check(book);
            AgainChangesNothing(book, steps[i], i, decided);
        }

        return book;
    }

    private static void NothingBlockedIsSold(Stock before, Decision<StockEvent> decided, DateTimeOffset now)
    {
        foreach (var line in decided.Events.OfType<StockMoved>().Where(moved => moved.Kind is MovementKind.Sale or MovementKind.TransferOut or MovementKind.RepackOut || IssueKinds.Has(moved.Kind)).SelectMany(moved => moved.Lines))
            before.Lots[line.Lot].BlockedBy(now).ShouldBeNull();
    }

    /// <summary>The same command again: nothing new happens.</summary>
    private static void AgainChangesNothing(Book book, Step step, int i, Decision<StockEvent> first)
    {
        if (first.Refusal is not null) return;
        var version = book.Stock.Version;
        var again = Take(book, step, i)!.Value;
        again.Events.ShouldBeEmpty($"{step}");
        again.IsRepeat.ShouldBeTrue($"{step}");
        book.Stock.Version.ShouldBe(version);
    }

    private static string ClosedOf(Stock stock, string reason) =>
        stock.Incidents.FirstOrDefault(one => one.ReopenedFor == reason)?.Id ?? stock.ClosedIncidents.LastOrDefault()?.Id ?? "none";

    private static string EntryOf(Stock stock, string match) =>
        stock.Memory.Find(CommandIds.Match(match))?.Happened is UnmatchedMatched known ? known.Entry : stock.UnmatchedEntries.FirstOrDefault()?.Id ?? "none";

    /// <summary>One command; null lets time pass.</summary>
    private static Decision<StockEvent>? Take(Book book, Step step, int i)
    {
        var (lot, reservation, transfer) = ($"L{step.A}", $"R{step.C}", $"T{step.A % 3}");
        var booked = DateOnly.FromDateTime(book.Now.Date).AddDays(step.C);
        decimal quantity = step.B;
        return step.Op switch
        {
            0 or 1 => book.Receive(lot, quantity, s_expiries[(step.A + (step.C == 0 ? 1 : 0)) % s_expiries.Length] is { Length: > 0 } text ? text : null, $"i{i}",
                step.B == 7 ? LotStatus.Quarantined : LotStatus.Released, confirm: step.B > 10 ? "quality" : null, cost: new(100 + step.B, "CNY")),
            2 or 3 => book.Reserve(reservation, quantity / 2, hold: TimeSpan.FromMinutes(10 * step.B)),
            4 => book.Reserve(reservation, quantity / 4, lot: lot),
            5 => book.Reserve(reservation, 2, minDays: step.B),
            6 or 7 => book.Reserve($"b{reservation}", quantity / 2, forDate: booked),
            8 => book.Reserve($"transfer:{transfer}", quantity / 3m - quantity / 3m % 0.001m, pinned: true),
            9 => book.Commit(reservation),
            10 => book.Stock.Open.TryGetValue(reservation, out var part) && part.Quantity > 1 || book.Stock.Memory.Find(CommandIds.Reservation(reservation)) is not null
                ? book.Commit(reservation, 1) : (Decision<StockEvent>?)null,
            11 => book.Commit(reservation, null, MovementKind.ServiceConsumption, new ScannedLot(lot, 1, null)),
            12 => book.Commit($"b{reservation}"),
            13 => book.Release(reservation),
            14 => book.Extend(reservation, TimeSpan.FromMinutes(step.B)),
            15 => book.Repin(step.B > 6 ? reservation : $"b{reservation}"),
            16 or 32 or 53 => book.Pin(step.B > 4 ? reservation : $"b{reservation}"),
            17 or 33 or 52 => book.Stock.Open.TryGetValue(reservation, out var one) && one.ExpiresAt > book.Now ? book.Unpin(reservation) : (Decision<StockEvent>?)null,
            18 => book.CommitPinned(step.B > 6 ? reservation : $"b{reservation}"),
            19 => book.Sell($"i{i}", quantity / 2, step.C == 0 ? lot : null),
            20 => book.Scrap($"i{i}", quantity / 2, step.C < 5 ? lot : null),
            21 => book.Adjust($"i{i}", step.C < 4 ? quantity : -quantity, lot),
            22 => book.Return($"i{i}", quantity / 2, lot, (ReturnDisposition)(step.C % 3)),
            23 => book.Count($"i{i}", lot, quantity / 2),
            24 when step.C > 5 => book.Reverse($"i{i}", MovementKind.Receipt, "rc-0"),
            24 => book.Reverse($"i{i}", step.C < 4 ? MovementKind.Sale : MovementKind.Scrap, step.B > 9 ? reservation : $"i{Math.Max(0, i - step.B)}"),
            25 => book.Set(lot, (LotStatus)(step.C % 4)),
            26 => book.Fact($"i{i}", (FactKind)step.C, quantity, step.B % 3 == 0 ? null : lot),
            50 => (step.C % 4) switch
            {
                0 => book.Do((stock, _, _) => StockRules.AssignIncident(stock, new($"i{Math.Max(0, i - step.B)}", $"p{step.C}", Book.By))),
                1 => book.Do((stock, _, _) => StockRules.CommentIncident(stock, new($"i{Math.Max(0, i - step.B)}", $"c{i}", "Seen.", Book.By))),
                2 => book.Do((stock, _, _) => StockRules.ReopenIncident(stock, new(ClosedOf(stock, $"No {i}."), $"No {i}.", Book.By))),
                _ => book.Do((stock, facts, now) => StockRules.MatchUnmatched(stock, new($"m{i}", EntryOf(stock, $"m{i}"), 0.5m, lot, null, "Found.", Book.By), facts, now)),
            },
            51 => book.CountOff($"i{i}", lot, step.C - 4, book.Now.AddMinutes(-step.B * step.B * step.B), null),
            27 => book.Close($"i{Math.Max(0, i - step.B)}"),
            >= 28 and <= 31 => step.C switch
            {
                0 or 1 or 2 => book.Ship(transfer, $"transfer:{transfer}"),
                3 or 4 => book.Expect(transfer, step.A + 1),
                5 => book.CloseTransfer(transfer),
                _ => book.Arrive(transfer, step.C == 6, new ArrivedLot(new("X", lot, 5, Book.Printed(step.A > 2 ? "2026-06-05" : "2026-08"), null, null, new(90, "CNY"), null, null), step.A)),
            },
            34 when step.B > 9 => book.RecallLots($"RC{step.C % 2}", lot),
            35 => book.LiftLots($"RC{step.C % 2}"),
            36 => book.Reserve($"m{step.C % 3}", 0.5m, madeFor: $"batch:{step.A % 2}"),
            37 => book.TakeBack($"m{step.C % 3}", $"batch:{step.A % 2}", step.B),
            >= 38 and <= 43 => book.Walk(step.Op - 38, step.A, step.B, step.C, i),
            44 or 45 => book.Place($"i{i}", lot, quantity / 2, step.C < 5 ? null : $"bin{step.C % 2}", step.C == 4 ? null : $"bin{(step.C + 1) % 3}", step.B),
            46 => book.Issue($"i{i}", (MovementKind)((int)MovementKind.Gift + (step.C % 6)), quantity / 2, step.C < 3 ? lot : null, step.C == 0 ? "bin1" : null),
            47 => book.Issue($"i{i}", MovementKind.RepackOut, quantity / 2, null),
            48 => book.TakeIn($"i{i}", lot, quantity, (LotStatus)(step.C % 4)),
            49 => book.Reverse($"i{i}", step.C < 4 ? (MovementKind)((int)MovementKind.Gift + step.A) : step.C < 6 ? MovementKind.RepackOut : MovementKind.RepackIn, $"i{Math.Max(0, i - step.B)}", Book.By with { Process = "repack:x" }),
            _ => (Decision<StockEvent>?)null,
        };
    }
}
