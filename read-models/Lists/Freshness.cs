using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Lets who asks for a list see what was written before, as far as a short wait helps. How far a list has really come is told with it.
/// </summary>
public sealed class Freshness(ReadModelHost host, IJournal journal, TimeProvider clock)
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Until the read model holds all that was durable when it was called, or for <see cref="Longest"/>. Not at all where another process leads or
    /// the read model stands still.
    /// </summary>
    public async Task Wait(ReadModel model, CancellationToken cancel)
    {
        var tailer = host.Tailers.Single(one => one.Model == model);
        if (tailer.Status.State is not (TailerState.Starting or TailerState.Building or TailerState.Following)) return;
        using var time = new CancellationTokenSource(Longest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            await tailer.Reaches(await journal.Head(end.Token), end.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It answers with what it has.
        }
    }
}
