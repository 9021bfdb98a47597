using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Each transfer: as acknowledged, and what left one store and reached the other.</summary>
public static class TransferAudit
{
    /// <summary>Checks all transfers, and counts what they moved and still hold.</summary>
    public static void Check(IReadOnlyList<Command> commands, Picture picture, Tally tally)
    {
        var steps = commands.Where(command => command.Ask.Kind is CommandKind.TransferShip or CommandKind.TransferReceive or CommandKind.TransferCancel)
            .ToLookup(command => command.Ask.Id);
        foreach (var put in commands.Where(command => command.Ask.Kind == CommandKind.TransferPut))
            One(put, [.. steps[put.Ask.Id]], picture, tally);
    }

    private static void One(Command put, List<Command> steps, Picture picture, Tally tally)
    {
        var where = put.Ask.Path;
        if (picture.Transfers.GetValueOrDefault(where) is not { } found)
        {
            if (put.IsAcknowledged) tally.Differs(where, "was acknowledged and is missing");
            return;
        }

        if (!put.IsAcknowledged && !put.Ambiguous && found.State != "refused") tally.Differs(where, $"was refused and is {found.State}");
        var allowed = Processes.Allowed(put, steps, ["ready"], StateAfter);
        if (put.IsAcknowledged && !allowed.Contains(found.State)) tally.Differs(where, $"is {found.State}, and must be {string.Join(" or ", allowed)}");
        foreach (var line in found.Lines) Count(put, found.State, line, tally);
        foreach (var step in steps.Where(step => step.Ask.Kind == CommandKind.TransferShip && step.IsAcknowledged)) SameLots(where, step, found, tally);
    }

    private static void Count(Command put, string state, TransferLineRead line, Tally tally)
    {
        var from = new StockKey(put.Ask.Key.Store, line.Sku);
        if (state == "ready") tally.Of(from).Open += line.Quantity;
        if (state is not ("shipped" or "received")) return;
        var shipped = line.Lots.Sum(lot => lot.Shipped);
        if (shipped != line.Quantity) tally.Differs(put.Ask.Path, $"{line.Quantity} {line.Sku} were to be shipped, {shipped} were");
        tally.Move(from, new("transferout", null, -shipped, null, put.Ask.Path));
        if (state == "received") tally.Move(new(put.Ask.Target!, line.Sku), new("transferin", null, line.Lots.Sum(lot => lot.Received), null, put.Ask.Path));
    }

    private static void SameLots(string where, Command ship, TransferRead found, Tally tally)
    {
        var (told, read) = (Show(TransferRead.From(ship.Answer)), Show(found));
        if (told != read) tally.Differs(where, $"shipped {told} as acknowledged, {read} as read");
    }

    private static string Show(TransferRead transfer) =>
        string.Join(", ", transfer.Lots.Select(lot => $"{lot.Shipped:0.###} {lot.Sku} of {lot.Lot}").Order(StringComparer.Ordinal));

    private static string StateAfter(CommandKind kind) => kind switch
    {
        CommandKind.TransferShip => "shipped",
        CommandKind.TransferReceive => "received",
        _ => "cancelled",
    };
}
