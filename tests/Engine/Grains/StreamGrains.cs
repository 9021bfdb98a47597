using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>Hears "lines"; key: any text. Items say what it does with them: "refuse…" throws until the gate "heal" is open, "hold…" waits at the gate "a".</summary>
public interface ILineGrain : IGrainWithStringKey
{
    Task Publish(string ns, string key, string text);

    Task Nothing();
}

[ImplicitStreamSubscription("lines")]
public sealed class LineGrain(Probe probe) : Grain, ILineGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    private string Name => this.GetPrimaryKeyString();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync(this);

    public async Task OnNextAsync(string item, StreamSequenceToken? token)
    {
        probe.Say($"{Name} gets {item}, thread {Environment.CurrentManagedThreadId}");
        if (item.StartsWith("refuse", StringComparison.Ordinal) && !probe.Gate("heal").IsCompleted)
            throw new InvalidOperationException($"{Name} refuses {item}");
        if (item.StartsWith("hold", StringComparison.Ordinal))
            await probe.Gate("a");
        probe.Say($"{Name} took {item}");
    }

    public Task OnErrorAsync(Exception ex)
    {
        probe.Say($"{Name} lost one: {ex.GetType().Name}");
        return Task.CompletedTask;
    }

    public Task Publish(string ns, string key, string text)
        => this.GetStreamProvider("memory").GetStream<string>(StreamId.Create(ns, key)).OnNextAsync(text);

    public Task Nothing() => Task.CompletedTask;
}

/// <summary>Hears "lines" of integer keys; other keys are none of its. Key: an integer.</summary>
public interface INumberedLineGrain : IGrainWithIntegerKey;

[ImplicitStreamSubscription("numbered lines")]
public sealed class NumberedLineGrain(Probe probe) : Grain, INumberedLineGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync((text, _) =>
    {
        probe.Say($"{this.GetPrimaryKeyLong()} took {text}");
        return Task.CompletedTask;
    });
}

/// <summary>Hears "attempts" and tries with its handle what may not be; key: any text.</summary>
public interface IAttemptGrain : IGrainWithStringKey;

[ImplicitStreamSubscription("attempts")]
public sealed class AttemptGrain(Probe probe) : Grain, IAttemptGrain, IStreamSubscriptionObserver
{
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        var handle = handleFactory.Create<string>();
        await Try("a token", () => handle.ResumeAsync((_, _) => Task.CompletedTask, new Orleans.Providers.Streams.Common.EventSequenceToken(1)));
        StreamSubscriptionHandle<string>? resumed = null;
        resumed = await handle.ResumeAsync(async (text, _) =>
        {
            probe.Say($"heard {text}");
            if (text == "last")
                await resumed!.UnsubscribeAsync();
        });
        await Try("the used handle", () => handle.ResumeAsync((_, _) => Task.CompletedTask));
        resumed.HandleId.ShouldBe(handle.HandleId);
        var stream = this.GetStreamProvider("memory").GetStream<string>(handleFactory.StreamId);
        (await stream.GetAllSubscriptionHandles()).Single().HandleId.ShouldBe(handle.HandleId);
        var another = this.GetStreamProvider("memory").GetStream<string>(StreamId.Create("attempts", "another"));
        (await another.GetAllSubscriptionHandles()).ShouldBeEmpty();
        await Try("another's stream", () => another.SubscribeAsync(new Deaf()));
        probe.Say("subscribed");
    }

    private async Task Try(string what, Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception exception)
        {
            probe.Say($"{what}: {exception.GetType().Name}");
        }
    }

    private sealed class Deaf : IAsyncObserver<string>
    {
        public Task OnNextAsync(string item, StreamSequenceToken? token = null) => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
