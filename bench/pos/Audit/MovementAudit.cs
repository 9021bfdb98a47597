using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Receipts, sales, returns, adjustments and scraps: each acknowledged one is in its ledger, with the same answer.</summary>
public static class MovementAudit
{
    /// <summary>Checks all of them, and counts what they moved.</summary>
    public static void Check(IReadOnlyList<Command> commands, Picture picture, Tally tally)
    {
        var written = picture.Ledgers.SelectMany(ledger => ledger.Value.Select(entry => (ledger.Key, entry)))
            .ToLookup(found => (found.Key, found.entry.Kind, found.entry.Id), found => found.entry);
        foreach (var command in commands.Where(command => Movement.Is(command.Ask.Kind)))
            One(command, [.. written[(command.Ask.Key, Movement.Word(command.Ask.Kind), command.Ask.Id)]], picture, tally);
    }

    private static void One(Command command, List<MovementRead> written, Picture picture, Tally tally)
    {
        var ask = command.Ask;
        if (command.IsAcknowledged) Acknowledged(command, tally);
        else if (written.Count > 0 && command.Ambiguous) tally.Move(ask.Key, new(Movement.Word(ask.Kind), ask.Id, Movement.Asked(ask), null, ask.Path));
        if (!picture.Movements.TryGetValue(ask.Path, out var read)) return;
        if (read is null && command.IsAcknowledged) tally.Differs(ask.Path, "was acknowledged and cannot be read");
        if (read is not null && !command.IsAcknowledged && !command.Ambiguous) tally.Differs(ask.Path, "was refused and can be read");
        if (read is not null && written.Count > 0 && read.Essence != written[0].Essence) tally.Differs(ask.Path, $"is {read.Essence} as read, {written[0].Essence} in the ledger");
    }

    private static void Acknowledged(Command command, Tally tally)
    {
        var (ask, told) = (command.Ask, MovementRead.From(command.Answer));
        if (told.Quantity != Movement.Asked(ask)) tally.Differs(ask.Path, $"{Movement.Asked(ask)} were to be moved, {told.Quantity} were acknowledged");
        tally.Move(ask.Key, new(Movement.Word(ask.Kind), ask.Id, told.Quantity, told.Essence, ask.Path));
    }
}
