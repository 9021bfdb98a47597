using Orleans;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>Its constructor throws; key: any text.</summary>
public interface IStillbornGrain : IGrainWithStringKey
{
    Task Nothing();
}

public sealed class StillbornGrain : Grain, IStillbornGrain
{
    public StillbornGrain() => throw new NotSupportedException("never born");

    public Task Nothing() => Task.CompletedTask;
}

/// <summary>Something that ends has to be disposed of; key: an integer.</summary>
public interface IDisposableGrain : IGrainWithIntegerKey
{
    Task<long> Touch();
}

public sealed class DisposableGrain(Probe probe) : Grain, IDisposableGrain, IDisposable
{
    public Task<long> Touch() => Task.FromResult(this.GetPrimaryKeyLong());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"deactivated {this.GetPrimaryKeyLong()}");
        return Task.CompletedTask;
    }

    public void Dispose() => probe.Say($"disposed {this.GetPrimaryKeyLong()}");
}

/// <summary>What several grains can do; asked for by class name, since it has several classes. Key: a GUID.</summary>
public interface INamed : IGrainWithGuidKey
{
    Task<string> Name();
}

public interface IFirstNamedGrain : INamed;

public interface ISecondNamedGrain : INamed;

public sealed class FirstNamedGrain : Grain, IFirstNamedGrain
{
    public Task<string> Name() => Task.FromResult($"first {this.GetPrimaryKey():D}");
}

public sealed class SecondNamedGrain : Grain, ISecondNamedGrain
{
    public Task<string> Name() => Task.FromResult($"second {this.GetPrimaryKey():D}");
}

/// <summary>Calls on; key: any text.</summary>
public interface IRelayGrain : IGrainWithStringKey
{
    Task<string> CallAfter(string gate, IPlainGrain other);
}

public sealed class RelayGrain(Probe probe) : Grain, IRelayGrain
{
    public async Task<string> CallAfter(string gate, IPlainGrain other)
    {
        probe.Say("relay waits");
        await probe.Gate(gate);
        return await other.Key();
    }
}
