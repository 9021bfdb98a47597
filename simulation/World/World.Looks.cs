using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Queries: they answer from what is durable, and from nothing older than they may.</summary>
internal sealed partial class World
{
    /// <summary>How long an activation may not have noticed that its stream is written elsewhere.</summary>
    private static readonly TimeSpan s_oldest = TimeSpan.FromSeconds(5);

    private readonly List<Question> _questions = [];

    private sealed record Question(Step? Step, string Stock, Node Node, Task<StockView?> Task, long AskedAt, long AtLeast, TimeSpan Skew);

    private void Ask(Step step, Node node)
    {
        switch (step.Kind)
        {
            case StepKind.Look:
                var stock = StockKey.Of(Chain.Store(step.Store), Chain.Sku(step.Sku));
                _questions.Add(new(step, stock, node, node.Grains.GetGrain<IStockGrain>(stock).Get(), _time.Now, Journal.VersionBefore(stock, _time.Now - s_oldest.Ticks), _machines[node.Index].Skew));
                break;
            case StepKind.LookReservation:
                _ = node.Grains.GetGrain<IStockGrain>(StockKey.Of(Chain.Store(step.Store), Chain.Sku(step.Sku))).GetReservation(Requests.ReservationId(step.Ref));
                break;
            case StepKind.LookBasket:
                _ = node.Grains.GetGrain<IBasketGrain>(Requests.BasketId(Math.Max(1, step.Ref))).Get();
                break;
            default:
                _ = node.Grains.GetGrain<ITransferGrain>(Requests.TransferId(Math.Max(1, step.Ref))).Get();
                break;
        }
    }

    /// <summary>Asks for a stock's position and waits for the answer, which is compared.</summary>
    private void LookAt(Node node, string stock)
    {
        var question = new Question(null, stock, node, node.Grains.GetGrain<IStockGrain>(stock).Get(), _time.Now, 0, _machines[node.Index].Skew);
        _questions.Add(question);
        _turns.Run();
        PassWhile(() => !question.Task.IsCompleted, TimeSpan.FromSeconds(60), $"{stock} cannot be looked at.");
        if (!question.Task.IsCompletedSuccessfully) throw new Violation(ComesToAnEnd, $"{stock}: {question.Task.Exception?.InnerException?.Message}");
    }

    private void HearViews()
    {
        for (var place = 0; place < _questions.Count;)
        {
            var question = _questions[place];
            if (!question.Task.IsCompleted && question.Node == _nodes[question.Node.Index])
            {
                place++;
                continue;
            }
            _questions.RemoveAt(place);
            if (question.Task is { IsCompletedSuccessfully: true, Result: { } view }) Compare(question, view);
        }
    }

    private void Compare(Question question, StockView view)
    {
        _trace.Line($"  ? {question.Node} {Show.Stock(view)}");
        if (view.Version < question.AtLeast)
            throw new Violation("A query answers from nothing older than 5 s.", $"{question.Step}: version {view.Version}, {question.AtLeast} was there.");
        if (Journal.Stock(question.Stock) is not { } watch) return;
        if (view.Version > watch.Now.Version)
            throw new Violation("Queries tell of durable things alone.", $"{question.Stock}: version {view.Version} of {watch.Now.Version}.");
        // A clock that has moved meanwhile leaves open at which time the answer was made.
        if (_time.Now != question.AskedAt || _machines[question.Node.Index].Skew != question.Skew || watch.At(view.Version) is not { } then) return;
        var key = StockKey.Parse(question.Stock);
        var facts = new StockFacts(Chain.Record(key.Sku[^1] - '0'), Chain.StoreRecord(key.Store[^1] - '0'));
        var now = question.Node.Now > then.At ? question.Node.Now : then.At;
        var expected = Show.Stock(StockViews.Position(then.State, facts, now));
        if (Show.Stock(view) != expected)
            throw new Violation("Queries equal the journal.", $"{question.Stock}: told {Show.Stock(view)}; the journal has {expected}.");
    }
}
