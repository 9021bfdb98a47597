using Orleans;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>An object of the test that grains talk to.</summary>
[Alias("contract.IWordObserver")]
public interface IWordObserver : IGrainObserver
{
    /// <summary>One-way, since it returns nothing.</summary>
    [Alias("Hear")]
    void Hear(string word);

    /// <summary>Answers.</summary>
    [Alias("Answer"), ResponseTimeout("00:00:01")]
    Task<string> Answer(string word);
}

/// <summary>Talks to an object; key: any text.</summary>
[Alias("contract.ISpeakerGrain")]
public interface ISpeakerGrain : IGrainWithStringKey
{
    [Alias("Say")]
    Task Say(IWordObserver observer, string[] words);

    /// <summary>What the object answers; "no answer in time".</summary>
    [Alias("Ask")]
    Task<string> Ask(IWordObserver observer, string word);

    /// <summary>The exception that a grain gets which makes a reference to an object of its own.</summary>
    [Alias("MakesOne")]
    Task<string> MakesOne();
}

public sealed class SpeakerGrain : Grain, ISpeakerGrain, IWordObserver
{
    public Task Say(IWordObserver observer, string[] words)
    {
        foreach (var word in words)
            observer.Hear(word);
        return Task.CompletedTask;
    }

    public async Task<string> Ask(IWordObserver observer, string word)
    {
        try
        {
            return await observer.Answer(word);
        }
        catch (TimeoutException)
        {
            return "no answer in time";
        }
    }

    public Task<string> MakesOne()
    {
        try
        {
            GrainFactory.CreateObjectReference<IWordObserver>(new Mute());
            return Task.FromResult("none");
        }
        catch (Exception exception)
        {
            return Task.FromResult(exception.GetType().Name);
        }
    }

    public void Hear(string word)
    {
    }

    Task<string> IWordObserver.Answer(string word) => Task.FromResult(word);

    private sealed class Mute : IWordObserver
    {
        public void Hear(string word)
        {
        }

        public Task<string> Answer(string word) => Task.FromResult(word);
    }
}
