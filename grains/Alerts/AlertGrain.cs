namespace BeautyGrains.Grains;

/// <summary>One cause of alerts. Key: see <see cref="AlertCause.Key"/>.</summary>
[Reentrant]
public sealed class AlertGrain(AggregateServices house, OpenAlerts open)
    : AggregateGrain<Alert, AlertEvent>(house, AlertStreamKind.Instance), IAlertGrain
{
    private SightMark _newest = new(0, DateTimeOffset.MinValue);
    private AlertCause _cause = null!;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken token)
    {
        _cause = AlertCause.Parse(Key);
        await base.OnActivateAsync(token);
        if (AlertLife.HasFacts(Durable.State.State)) open.Add(Key);
    }

    /// <inheritdoc />
    public async Task<AlertState> Look(AlertSight sight)
    {
        var state = await Decide(
            (head, _) =>
            {
                var decision = AlertRules.Look(head, sight, _newest);
                if (!AlertRules.IsOlder(sight, _newest)) _newest = new(sight.Version, sight.At);
                return decision;
            },
            static (_, on) => on,
            Caller.House);
        EndIfEmpty();
        return state.State.State;
    }

    /// <inheritdoc />
    public Task<Answer<AlertView>> Acknowledge(AcknowledgeAlert ask) => Answer((head, _) => AlertRules.Acknowledge(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<AlertView>> Resolve(ResolveAlert ask) => Answer((head, _) => AlertRules.Resolve(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<AlertView>> Snooze(SnoozeAlert ask) => Answer((head, now) => AlertRules.Snooze(head, ask, now), ask.By);

    /// <inheritdoc />
    public Task<Answer<AlertView>> Assign(AssignAlert ask) => Answer((head, _) => AlertRules.Assign(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<Answer<AlertView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        await TimeToTell();
        return AlertStates.ViewOf(_cause, Durable) is { } view ? new(view, null, false) : new(null, new(RefusalKind.UnknownAlert), false);
    }

    /// <inheritdoc />
    protected override ImmutableArray<AlertEvent> Overdue(Alert head, DateTimeOffset now) => AlertRules.Overdue(head, now);

    /// <inheritdoc />
    protected override void OnDurable()
    {
        if (AlertLife.HasFacts(Durable.State.State)) open.Add(Key);
        else open.Remove(Key);
    }

    private async Task<Answer<AlertView>> Answer(Func<Alert, DateTimeOffset, Decision<AlertEvent>> rule, Caller by)
    {
        var answer = await Decide(rule, on => AlertStates.ViewOf(_cause, on)!, by);
        EndIfEmpty();
        return answer;
    }
}
