namespace BeautyGrains.Grains;

/// <summary>Open containers.</summary>
public sealed partial class StockGrain
{
    /// <inheritdoc />
    public Task<Answer<ContainerView>> OpenContainer(OpenContainer ask) => Run(
        [CommandIds.Container(ask.Id), .. ask.Kind is MovementKind.Opening or MovementKind.Tester ? [CommandIds.Movement(ask.Kind, ask.Id)] : ImmutableArray<string>.Empty],
        (stock, facts, now, recalled) => StockRules.OpenContainer(stock, ask, facts, now, recalled),
        (stock, now, recalled) => ContainerViews.Of(stock, ask.Id, now, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<ContainerView>> ReconstituteContainer(ReconstituteContainer ask) => Run(
        [CommandIds.Container(ask.Container)],
        (stock, facts, now, recalled) => StockRules.ReconstituteContainer(stock, ask, facts, now, recalled),
        (stock, now, recalled) => ContainerViews.Of(stock, ask.Container, now, recalled),
        ask.By);

    /// <inheritdoc />
    public Task<Answer<ContainerMoveView>> UseContainer(UseContainer ask) => OnContent(
        ask.Container, CommandIds.ContainerMove(ask.Container, ask.Id), (stock, facts, now, recalled) => StockRules.UseContainer(stock, ask, facts, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<ContainerMoveView>> ScrapContainer(ScrapContainer ask) => OnContent(
        ask.Container, CommandIds.ContainerMove(ask.Container, ask.Id), (stock, _, now, recalled) => StockRules.ScrapContainer(stock, ask, now, recalled), ask.By);

    /// <inheritdoc />
    public Task<Answer<ContainerMoveView>> CountContainer(CountContainer ask) => OnContent(
        ask.Container, CommandIds.ContainerMove(ask.Container, ask.Id), (stock, _, now, recalled) => StockRules.CountContainer(stock, ask, now, recalled), ask.By);

    /// <inheritdoc />
    public async Task<Answer<ContainerMoveView>> RecordContainerFact(RecordContainerFact ask)
    {
        var answer = await OnContent(
            ask.Container, CommandIds.Fact(ask.Id), (stock, facts, now, recalled) => StockRules.RecordContainerFact(stock, ask, facts, now, recalled), ask.By);
        if (answer.Value is not null) await TellRecalls(ask.Id);
        return answer;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ContainerMoveView>> ScrapExpiredContainers(Caller by)
    {
        ImmutableArray<string> scrapped = [];
        return await Decide(
            (stock, now) =>
            {
                var decision = StockRules.ScrapExpiredContainers(stock, now);
                scrapped = [.. decision.Events.OfType<ContainerMoved>().Select(one => one.Container)];
                return decision;
            },
            (_, on) => scrapped.Select(one => ContainerViews.Move(on.State, StockRules.ExpiryOf(one))!).ToImmutableArray(),
            by);
    }

    /// <inheritdoc />
    public Task<Answer<ContainerView>> GetContainer(string id) => Find(
        [CommandIds.Container(id)], (stock, now, recalled) => ContainerViews.Of(stock, id, now, recalled), RefusalKind.UnknownContainer);

    /// <inheritdoc />
    public async Task<ImmutableArray<ContainerView>> GetContainers()
    {
        await CheckFresh();
        var now = await TimeToTell();
        var stock = Durable.State;
        return [.. StockRules.InOrder(stock).Select(one => ContainerViews.Of(stock, one, now))];
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ContainerView>> OfferContainers(string? client)
    {
        await CheckFresh();
        var now = await TimeToTell();
        var stock = Durable.State;
        return [.. StockRules.Offered(stock, client, now).Select(one => ContainerViews.Of(stock, one, now))];
    }

    private Task<Answer<ContainerMoveView>> OnContent(string container, string command, Rule rule, Caller by) => Run(
        [command, CommandIds.Container(container)], rule, (stock, _, recalled) => ContainerViews.Move(stock, command, recalled), by);
}
