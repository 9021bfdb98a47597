using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>
/// Hears what becomes of every process that a sweep drives. One that is told to wait for nobody must have waited for nobody as of a time that its
/// activation may answer from; else an activation that others have overtaken keeps it asleep, and the sweeps keep that activation in memory.
/// </summary>
internal sealed class SweepWatch(JournalWatch journal, VirtualTime time)
{
    private const string Invariant = "A process that a sweep leaves alone waits for nobody.";

    private readonly List<Drive> _underway = [];

    private sealed record Drive(Node Node, StreamKey Stream, Task Task, long Since);

    /// <summary>The same process as a node sweeps it, listened to.</summary>
    public SweptProcess Of(SweptProcess kind, Node node) => kind with
    {
        Drive = (grains, key) =>
        {
            // Nothing awaits it here, so that being heard changes nothing of the run.
            var drive = kind.Drive(grains, key);
            _underway.Add(new(node, new(kind.Category, key), drive, time.Now));
            return drive;
        },
    };

    /// <summary>The process has died: its sweeps never come to an end.</summary>
    public void Lose(Node node) => _underway.RemoveAll(drive => drive.Node == node);

    /// <summary>Looks at those that have ended since.</summary>
    /// <exception cref="Violation">One of them has left alone what had work to do.</exception>
    public void Listen()
    {
        for (var place = 0; place < _underway.Count;)
        {
            var drive = _underway[place];
            if (!drive.Task.IsCompleted)
            {
                place++;
                continue;
            }
            _underway.RemoveAt(place);
            if (drive.Task.IsCompletedSuccessfully && !WasAtRest(drive.Stream, drive.Since - Node.Silence.Ticks))
                throw new Violation(Invariant, $"{drive.Stream} on {drive.Node}.");
        }
    }

    private bool WasAtRest(StreamKey stream, long since) => stream.Category switch
    {
        "basket" => journal.Baskets.Was(stream.Key, since, static basket => !basket.IsUnderway),
        "transfer" => journal.Transfers.Was(stream.Key, since, static transfer => !transfer.IsUnderway),
        "batch" => journal.Batches.Was(stream.Key, since, static batch => !batch.IsUnderway),
        "purchase-order" => journal.Buying.Orders.Was(stream.Key, since, static order => !order.IsUnderway),
        "receipt" => journal.Buying.Receipts.Was(stream.Key, since, static receipt => !receipt.IsUnderway),
        "recall" => journal.Recalls.Recalls.Was(stream.Key, since, static recall => !recall.IsUnderway),
        "supply-plan" => journal.Buying.Plans.Was(stream.Key, since, static plan => !plan.IsUnderway),
        "requisition" => journal.Buying.Requisitions.Was(stream.Key, since, static requisition => !BuyingWatch.IsHolding(requisition)),
        "controlled" => journal.Controlled.Registers.Was(stream.Key, since, static book => book.Pending is null),
        _ => true,
    };
}
