using System.Text.Json;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Each basket: whole or not at all, and as acknowledged.</summary>
public static class BasketAudit
{
    /// <summary>Checks all baskets, and counts what they issued and still hold.</summary>
    public static void Check(IReadOnlyList<Command> commands, Picture picture, Tally tally)
    {
        var steps = commands.Where(command => command.Ask.Kind is CommandKind.BasketCommit or CommandKind.BasketRelease).ToLookup(command => command.Ask.Id);
        foreach (var put in commands.Where(command => command.Ask.Kind == CommandKind.BasketPut))
            One(put, [.. steps[put.Ask.Id]], picture, tally);
    }

    private static void One(Command put, List<Command> steps, Picture picture, Tally tally)
    {
        var where = put.Ask.Path;
        if (picture.Baskets.GetValueOrDefault(where) is not { } found)
        {
            if (put.IsAcknowledged) tally.Differs(where, "was acknowledged and is missing");
            return;
        }

        if (!put.IsAcknowledged && !put.Ambiguous && found.State != "refused") tally.Differs(where, $"was refused and is {found.State}");
        var allowed = Processes.Allowed(put, steps, put.IsAcknowledged ? ["reserved", "expired"] : ["reserved", "expired", "refused"], StateAfter);
        if (put.IsAcknowledged && !allowed.Contains(found.State)) tally.Differs(where, $"is {found.State}, and must be {string.Join(" or ", allowed)}");
        if (put.IsAcknowledged) SameLines(put, found, tally);
        foreach (var line in found.Held)
        {
            var key = new StockKey(put.Ask.Key.Store, line.Sku);
            if (found.State == "committed") tally.Move(key, new("sale", null, -line.Quantity, null, where));
            if (found.State == "reserved" && found.ExpiresAt > picture.ReadAt) tally.Of(key).Open += line.Quantity;
        }
    }

    private static string StateAfter(CommandKind kind) => kind == CommandKind.BasketCommit ? "committed" : "released";

    private static void SameLines(Command put, BasketRead found, Tally tally)
    {
        using var body = JsonDocument.Parse(put.Ask.Body!);
        var asked = body.RootElement.List("lines").GroupBy(line => line.Text("sku"))
            .Select(lines => $"{lines.Sum(line => line.Number("quantity") ?? 0):0.###} {lines.Key}").Order(StringComparer.Ordinal);
        var read = found.Lines.Select(line => $"{line.Quantity:0.###} {line.Sku}").Order(StringComparer.Ordinal);
        if (!asked.SequenceEqual(read)) tally.Differs(put.Ask.Path, $"was asked for {string.Join(", ", asked)} and has {string.Join(", ", read)}");
        var held = BasketRead.From(put.Answer).Held.Select(line => line.Sku).Order(StringComparer.Ordinal);
        if (!held.SequenceEqual(found.Held.Select(line => line.Sku).Order(StringComparer.Ordinal))) tally.Differs(put.Ask.Path, "holds other lines than were acknowledged");
    }
}
