using System.Text.Json;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>Each batch of all or nothing: all of its reservations are there, or none, whatever became of its answer.</summary>
public static class BatchAudit
{
    /// <summary>Checks all batches of all or nothing; their items are checked as the single reservations that they are.</summary>
    public static void Check(IEnumerable<Command> batches, Picture picture, Tally tally)
    {
        foreach (var batch in batches.Where(command => command.Ask.Kind == CommandKind.Batch && IsAllOrNothing(command)))
        {
            var items = batch.Split().ToList();
            var there = items.Count(item => picture.Reservations.GetValueOrDefault(item.Ask.Path) is not null);
            if (there != 0 && there != items.Count) tally.Differs($"batch {batch.Ask.Id}", $"is all or nothing, and {there} of {items.Count} are there");
            if (batch.IsAcknowledged && !items.TrueForAll(item => item.IsAcknowledged)) tally.Differs($"batch {batch.Ask.Id}", "is all or nothing, and was acknowledged in part");
        }
    }

    private static bool IsAllOrNothing(Command batch)
    {
        using var body = JsonDocument.Parse(batch.Ask.Body!);
        return body.RootElement.Field("allOrNothing").ValueKind == JsonValueKind.True;
    }
}
