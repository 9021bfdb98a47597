namespace BeautyGrains.Grains;

public sealed partial class StockGrain
{
    /// <inheritdoc />
    public Task<Answer<MovementView>> MoveControlled(MoveControlled ask)
    {
        var command = CommandIds.Movement(ask.Kind, ask.Id);
        return Run([command], (stock, facts, now, recalled) => StockRules.MoveControlled(stock, ask, facts, now, recalled), (stock, _, recalled) => StockViews.Movement(stock, [command], recalled), ask.By, hasWarrant: true);
    }
}
