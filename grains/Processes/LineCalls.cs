namespace BeautyGrains.Grains;

/// <summary>How a process asks the stocks of its lines: a bounded number at once, in key order.</summary>
internal static class LineCalls
{
    /// <summary>Lines of one step; their outcomes are written down together.</summary>
    public const int AtOnce = 32;

    /// <summary>Asks for the first lines and gives their outcomes in the same order. If one fails the step fails, and is repeated whole.</summary>
    public static async Task<ImmutableArray<TOutcome>> Each<TLine, TOutcome>(IEnumerable<TLine> lines, Func<TLine, Task<TOutcome>> ask) =>
        [.. await Task.WhenAll(lines.Take(AtOnce).Select(ask))];
}
