using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Feedback;

/// <summary>The feedback that a trace shows beside what it traces.</summary>
internal sealed class TracedFeedback(IFeedbackList list, Freshness freshness)
{
    /// <summary>The first cases, longest known first; at most 500, of the stores that the caller covers.</summary>
    /// <param name="serial">Only of that unit; null for any.</param>
    public async Task<IReadOnlyList<TracedFeedbackJson>> Of(FeedbackFilter filter, string? serial, CancellationToken cancel)
    {
        await freshness.Wait(FeedbackModel.Instance, cancel);
        var page = await list.Page(filter, FeedbackOrders.ByKnown, null, 500, cancel);
        return [.. page.Items.Where(it => serial is null || it.Tie.Serial == serial).Select(TracedFeedbackJson.Of)];
    }
}
