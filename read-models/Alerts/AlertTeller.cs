using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Offers every change of an alert to every endpoint, once it is durable: at least once and in order, since the read model tells so. Endpoints drop what they
/// were offered before.
/// </summary>
public sealed class AlertTeller(IGrainFactory grains, StreamDirectory streams) : IModelListener
{
    /// <inheritdoc />
    public string Model => AlertModel.Instance.Name;

    /// <inheritdoc />
    public bool IsHeard => true;

    /// <inheritdoc />
    public async Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        List<RecordedEvent> changes = [.. batch.Where(recorded => recorded.Stream.Category == AlertStreamKind.Instance.Category)];
        if (changes.Count == 0) return;
        var endpoints = new List<string>();
        await foreach (var endpoint in streams.All(WebhookKind.Instance.Category, cancel)) endpoints.Add(endpoint);
        if (endpoints.Count == 0) return;
        // As they stand by now, which is what somebody who is called should hear.
        var keys = changes.Select(recorded => recorded.Stream.Key).Distinct(StringComparer.Ordinal).Select(key => new object?[] { key }).ToList();
        var rows = (await copy.ByKey(AlertModel.Alerts, keys, AlertRows.Row, cancel)).ToDictionary(row => row.Cause.Key, StringComparer.Ordinal);
        var regions = new StoreRegions(grains);
        foreach (var recorded in changes)
        {
            var alert = AlertRows.View(rows[recorded.Stream.Key]);
            var type = recorded.Type[..recorded.Type.LastIndexOf('.')].Replace("alert-", "alert.", StringComparison.Ordinal);
            var notice = new WebhookNotice($"alert-{recorded.Position}", type, alert, await regions.Of(alert.Facts.Store), recorded.At);
            foreach (var endpoint in endpoints) await grains.GetGrain<IWebhookGrain>(endpoint).Offer(new(notice, recorded.Position.Number));
        }
    }
}

/// <summary>Regions of stores, asked for once each.</summary>
internal sealed class StoreRegions(IGrainFactory grains)
{
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    public async ValueTask<string?> Of(string? store)
    {
        if (store is null) return null;
        if (!_known.TryGetValue(store, out var region)) _known[store] = region = (await grains.GetGrain<IStoreGrain>(store).Get())?.Record.Region;
        return region;
    }
}

/// <summary>Tells endpoints of what time alone makes due: escalations and digests. Part of the sweep over alerts.</summary>
public sealed class WebhookRound(IGrainFactory grains, StreamDirectory streams, IAlertList list)
{
    private const int MostAlerts = 2_000;
    private const int PageSize = 500;

    /// <summary>Asks every endpoint that waits for time.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var regions = new StoreRegions(grains);
        List<OpenAlertNotice>? open = null;
        await foreach (var endpoint in streams.All(WebhookKind.Instance.Category, cancel))
        {
            var grain = grains.GetGrain<IWebhookGrain>(endpoint);
            if ((await grain.Get()).Value is not { Record: { Active: true, Route: { } route } }) continue;
            if (route is { EscalateAfterMinutes: null, DigestAt: null }) continue;
            open ??= await Open(regions, cancel);
            await grain.OfferOpen(new([.. open.Where(one => WebhookRoutes.Wants(route, one.Alert, one.Region)).Take(MostAlerts)]));
        }
    }

    private async Task<List<OpenAlertNotice>> Open(StoreRegions regions, CancellationToken cancel)
    {
        var open = new List<OpenAlertNotice>();
        ListCursor? after = null;
        do
        {
            var page = await list.Page(new(Open: true), AlertOrders.ByUrgency, after, PageSize, cancel);
            foreach (var alert in page.Items) open.Add(new(alert, await regions.Of(alert.Facts.Store)));
            after = page.Next;
        }
        while (after is not null);
        return open;
    }
}
