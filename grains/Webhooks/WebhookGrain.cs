using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace BeautyGrains.Grains;

/// <summary>
/// One endpoint. What it has still to get is journaled before anybody hears that it is kept, and goes only when the endpoint has taken it; what was sent and
/// not recorded is sent again with the same id. Key: the endpoint's id.
/// </summary>
[Reentrant]
public sealed class WebhookGrain(AggregateServices house, IWebhookChannel channel, WebhookPace pace)
    : ProcessGrain<Webhook, WebhookEvent>(house, WebhookKind.Instance), IWebhookGrain
{
    private const int MostShown = 500;
    private IGrainTimer? _wake;

    /// <inheritdoc />
    public Task<Answer<WebhookView>> Put(PutWebhook ask) => Change((head, _) => WebhookRules.Put(head, ask.Record), ask.By);

    /// <inheritdoc />
    public Task<Answer<WebhookView>> Remove(RemoveWebhook ask)
    {
        WebhookView? before = null;
        return Decide(
            (head, _) =>
            {
                before = WebhookRules.ViewOf(Key, new(head, 0, default));
                return WebhookRules.Remove(head);
            },
            _ => before!,
            ask.By);
    }

    /// <inheritdoc />
    public async Task Offer(OfferNotice ask)
    {
        await Decide((head, now) => WebhookRules.Offer(head, ask, now), static (decision, _) => decision, Caller.House);
        Go();
    }

    /// <inheritdoc />
    public async Task OfferOpen(OfferOpen ask)
    {
        await Decide((head, now) => WebhookRules.OfferOpen(head, ask, now), static (decision, _) => decision, Caller.House);
        Go();
    }

    /// <inheritdoc />
    public Task<Answer<WebhookView>> Test(string id, Caller by) => Change((head, now) => WebhookRules.Test(head, id, now), by);

    /// <inheritdoc />
    public Task<Answer<WebhookView>> Replay(ReplayWebhook ask) => Change((head, _) => WebhookRules.Replay(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<WebhookView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return WebhookRules.ViewOf(Key, Durable) is { } view ? new(view, null, false) : new(null, new(RefusalKind.UnknownWebhook), false);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<WebhookMessageView>> GetMessages()
    {
        await CheckFresh();
        var it = Durable.State;
        return
        [
            .. it.Waiting.Values.Take(MostShown).Select(message => View(message, WebhookMessageState.Waiting)),
            .. it.Dead.Values.Take(MostShown).Select(message => View(message, WebhookMessageState.Dead)),
        ];
    }

    /// <summary>Unlike other processes the sweep does not wait for it: an endpoint that hangs must not hold up the others.</summary>
    async Task IWebhookGrain.Drive()
    {
        await CheckFresh();
        Go();
    }

    /// <inheritdoc />
    protected override ProcessStep<Webhook, WebhookEvent>? NextStep(Webhook state)
    {
        if (WebhookRules.Next(state, pace) is not { } next || next.At > Clock.GetUtcNow()) return null;
        return new(async () =>
        {
            var notices = next.Numbers.Select(number => state.Waiting[number].Notice).ToImmutableArray();
            var outcome = await channel.Send(Key, state.Record!, notices, Clock.GetUtcNow());
            return (head, now) => WebhookRules.Record(head, next.Numbers, outcome, now, pace);
        });
    }

    /// <inheritdoc />
    protected override void OnDurable() => WakeLater();

    private async Task<Answer<WebhookView>> Change(Func<Webhook, DateTimeOffset, Decision<WebhookEvent>> rule, Caller by)
    {
        var answer = await Decide(rule, on => WebhookRules.ViewOf(Key, on)!, by);
        EndIfEmpty();
        Go();
        return answer;
    }

    // Sends in the background of this activation: who tells of an alert does not wait for an endpoint.
    private void Go() => _ = Send();

    private async Task Send()
    {
        try
        {
            await DriveToEnd();
            WakeLater();
        }
        catch (Exception trouble) when (trouble is OutcomeUnknownException or NotWrittenException or BusyException)
        {
            Log.LogDebug("Sending to {Endpoint} goes on later: {Trouble}", Key, trouble.Message);
        }
    }

    // Without a timer the sweep would find it within a minute.
    private void WakeLater()
    {
        _wake?.Dispose();
        _wake = null;
        if (HasFailed || WebhookRules.Next(Durable.State, pace) is not { } next) return;
        var pause = next.At - Clock.GetUtcNow();
        if (pause <= TimeSpan.Zero) return;
        _wake = this.RegisterGrainTimer(
            static (grain, _) => ((WebhookGrain)grain!).Send(), (object)this, new() { DueTime = pause, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    private static WebhookMessageView View(WebhookMessage message, WebhookMessageState state) => new(
        message.Notice.Id, message.Notice.Type, message.Notice.Alert?.Cause.Id, state, message.Attempts, state == WebhookMessageState.Waiting ? message.Due : null, message.Failure);
}
