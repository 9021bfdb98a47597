using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Each reservation: is it there, and in the state that was acknowledged?</summary>
public static class ReservationAudit
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>Checks all reservations, and counts what they issued and still hold.</summary>
    public static void Check(IReadOnlyList<Command> commands, Picture picture, Tally tally)
    {
        var steps = commands.Where(command => command.Ask.Kind is CommandKind.Commit or CommandKind.Release or CommandKind.Extend)
            .ToLookup(command => (command.Ask.Key, command.Ask.Id));
        foreach (var reserve in commands.Where(command => command.Ask.Kind == CommandKind.Reserve))
            One(reserve, [.. steps[(reserve.Ask.Key, reserve.Ask.Id)]], picture, tally);
    }

    private static void One(Command reserve, List<Command> steps, Picture picture, Tally tally)
    {
        var where = reserve.Ask.Path;
        if (picture.Reservations.GetValueOrDefault(where) is not { } found)
        {
            if (reserve.IsAcknowledged) tally.Differs(where, "was acknowledged and is missing");
            return;
        }

        if (!reserve.IsAcknowledged && !reserve.Ambiguous) tally.Differs(where, $"was refused and is there, {found.State}");
        if (found.Quantity != reserve.Ask.Quantity) tally.Differs(where, $"{reserve.Ask.Quantity} were asked for, {found.Quantity} are there");
        if (steps.Find(step => step.Ask.Kind == CommandKind.Commit && step.IsAcknowledged) is { } commit) Committed(where, commit, found, tally);
        else NotCommitted(reserve, steps, found, picture.ReadAt, tally);
        if (found.State == "committed")
            tally.Move(reserve.Ask.Key, new("sale", reserve.Ask.Id, -found.Issued, null, where));
        if (found.State == "open") tally.Of(reserve.Ask.Key).Open += found.Quantity;
    }

    private static void Committed(string where, Command commit, ReservationRead found, Tally tally)
    {
        var told = ReservationRead.From(commit.Answer);
        if (told.State != "committed") tally.Differs(where, $"its commit was acknowledged as {told.State}");
        if (found.State != "committed") tally.Differs(where, $"its commit was acknowledged and it is {found.State}");
        var (expected, read) = (LotAmount.Show(told.Lots), LotAmount.Show(found.Lots));
        if (expected != read) tally.Differs(where, $"issued {expected} as acknowledged, {read} as read");
        if (told.Version != found.Version) tally.Differs(where, $"committed at version {told.Version} as acknowledged, {found.Version} as read");
        if (commit.Ask.Quantity > 0 && told.Issued != commit.Ask.Quantity) tally.Differs(where, $"{commit.Ask.Quantity} were to be issued, {told.Issued} were");
    }

    private static void NotCommitted(Command reserve, List<Command> steps, ReservationRead found, DateTimeOffset readAt, Tally tally)
    {
        var where = reserve.Ask.Path;
        var released = steps.Exists(step => step.Ask.Kind == CommandKind.Release && step.IsAcknowledged);
        if (released)
        {
            if (found.State != "released") tally.Differs(where, $"its release was acknowledged and it is {found.State}");
            return;
        }

        if (found.State == "committed" && !Lost(steps, CommandKind.Commit)) tally.Differs(where, "is committed, and no commit was acknowledged or lost");
        if (found.State == "released" && !Lost(steps, CommandKind.Release)) tally.Differs(where, "is released, and no release was acknowledged or lost");
        if (found.State is "open" or "expired") Held(reserve, steps, found, readAt, tally);
    }

    private static void Held(Command reserve, List<Command> steps, ReservationRead found, DateTimeOffset readAt, Tally tally)
    {
        var where = reserve.Ask.Path;
        if (found.State == "open" && found.ExpiresAt < readAt - Grace) tally.Differs(where, $"is open, though it ended at {found.ExpiresAt:O}");
        if (found.State == "expired" && found.ExpiresAt > readAt + TimeSpan.FromMinutes(10)) tally.Differs(where, $"is expired before its end at {found.ExpiresAt:O}");
        var last = steps.FindLast(step => step.Ask.Kind == CommandKind.Extend && step.IsAcknowledged) ?? reserve;
        if (!last.IsAcknowledged || steps.Exists(step => step.Ask.Kind == CommandKind.Extend && step.Ambiguous)) return;
        var told = ReservationRead.From(last.Answer);
        if (told.ExpiresAt != found.ExpiresAt) tally.Differs(where, $"is held until {told.ExpiresAt:O} as acknowledged, {found.ExpiresAt:O} as read");
        if (LotAmount.Show(told.Lots) != LotAmount.Show(found.Lots)) tally.Differs(where, $"holds {LotAmount.Show(told.Lots)} as acknowledged, {LotAmount.Show(found.Lots)} as read");
    }

    private static bool Lost(List<Command> steps, CommandKind kind) => steps.Exists(step => step.Ask.Kind == kind && step.Ambiguous);
}
