namespace BeautyGrains.Grains;

/// <summary>A decision in the making: later events of it are chosen on the state that the earlier ones lead to.</summary>
internal sealed class Draft(Stock stock, DateTimeOffset now)
{
    private readonly ImmutableArray<StockEvent>.Builder _events = ImmutableArray.CreateBuilder<StockEvent>();

    /// <summary>Decision time.</summary>
    public DateTimeOffset Now => now;

    /// <summary>With all events so far.</summary>
    public Stock Stock { get; private set; } = stock;

    public void Add(StockEvent happened)
    {
        _events.Add(happened);
        Stock = StockEvolve.Apply(Stock, happened, new(Stock.Version + 1, now, ""));
    }

    public Decision<StockEvent> Done() => Decision<StockEvent>.Of(_events.ToImmutable());
}
