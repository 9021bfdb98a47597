using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>The entries of a register, read from the journal by its index and not copied.</summary>
public sealed class ControlledLedger(IJournal journal)
{
    private static readonly string[] s_taken = [ControlledKind.TakenName];

    /// <summary>Entries after a version, oldest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<IReadOnlyList<ControlledEntry>> Page(StockKey register, long afterVersion, int limit, CancellationToken cancel) =>
        [.. (await journal.ReadPage(ControlledKind.Instance.Stream(register.ToString()), afterVersion, s_taken, limit, cancel)).Select(Entry)];

    private static ControlledEntry Entry(RecordedEvent recorded) =>
        ((ControlledStepTaken)ControlledKind.Instance.Events.Read(recorded)).Entry with { At = recorded.At, Version = recorded.Version };
}
