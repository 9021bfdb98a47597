using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Goods that are called back.</summary>
internal sealed partial class Requests
{
    private Command<RecallView> PutRecall(Step step)
    {
        var key = $"rc{step.Id}";
        var ask = new PutRecall(Sku(step.Sku), [LotNo(step.A)], null, RecallClass.I, FormattableString.Invariant($"Maker's letter {step.Quantity}."), null, By(step));
        return new(
            step, RecallKind.Instance.Stream(key), key, grains => grains.GetGrain<IRecallGrain>(key).Put(ask), view => $"{key} {view.Sku} {view.State} {view.StoresAsked}",
            (watch, told) => watch.Recalls.Recalls.At(key, told.Value!.Version)?.State is { } then ? $"{key} {then.Begun!.Sku} {then.State} {then.StoresAsked}" : null, repeats: false);
    }
}
