namespace BeautyGrains.Grains;

/// <summary>Incidents, and units without book stock.</summary>
public sealed partial class StockGrain
{
    /// <inheritdoc />
    public Task<Answer<IncidentView>> AssignIncident(AssignIncident ask) => OnIncident(ask.Id, [], (stock, _, _, recalled) => StockRules.AssignIncident(stock, ask, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<IncidentView>> CommentIncident(CommentIncident ask) => OnIncident(
        ask.Id, [CommandIds.Comment(ask.Id, ask.CommentId)], (stock, _, _, recalled) => StockRules.CommentIncident(stock, ask, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<IncidentView>> ReopenIncident(ReopenIncident ask) => OnIncident(ask.Id, [], (stock, _, _, recalled) => StockRules.ReopenIncident(stock, ask, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<UnmatchedMatchView>> MatchUnmatched(MatchUnmatched ask) => Run(
        [CommandIds.Match(ask.Id), .. ask.Against is null ? [] : StockRules.AgainstOf(ask.Against)],
        (stock, facts, now, recalled) => StockRules.MatchUnmatched(stock, ask, facts, now, recalled),
        (stock, _, recalled) => StockViews.Match(stock, ask.Id, recalled),
        ask.By);

    /// <inheritdoc />
    public async Task<ImmutableArray<UnmatchedView>> GetUnmatched()
    {
        await CheckFresh();
        return StockViews.Unmatched(Durable.State);
    }

    private Task<Answer<IncidentView>> OnIncident(string id, ImmutableArray<string> commands, Rule rule, Caller by) => Run(
        [CommandIds.Incident(id), .. commands], rule, (stock, _, recalled) => StockViews.Incident(stock, id, recalled), by);
}
