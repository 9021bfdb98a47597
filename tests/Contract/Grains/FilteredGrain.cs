using Orleans;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Calls that filters see; key: any text.</summary>
[Alias("contract.IFilteredGrain")]
public interface IFilteredGrain : IGrainWithStringKey
{
    [Alias("Double")]
    Task<int> Double(int number);

    [Alias("Nothing")]
    Task Nothing();

    [Alias("Refused")]
    Task Refused();

    [Alias("Throw")]
    Task Throw();

    /// <summary>Has another double.</summary>
    [Alias("DoubleThrough")]
    Task<int> DoubleThrough(IFilteredGrain other, int number);
}

public sealed class FilteredGrain : Grain, IFilteredGrain
{
    public Task<int> Double(int number) => Task.FromResult(2 * number);

    public Task Nothing() => Task.CompletedTask;

    public Task Refused() => Task.CompletedTask;

    public Task Throw() => throw new ContractException("on purpose");

    public Task<int> DoubleThrough(IFilteredGrain other, int number) => other.Double(number);
}

/// <summary>Changes its own answers; key: any text.</summary>
[Alias("contract.ISelfFilteringGrain")]
public interface ISelfFilteringGrain : IGrainWithStringKey
{
    [Alias("Word")]
    Task<string> Word();
}

public sealed class SelfFilteringGrain : Grain, ISelfFilteringGrain, IIncomingGrainCallFilter
{
    public Task<string> Word() => Task.FromResult("word");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        context.Result += ", filtered";
    }
}
