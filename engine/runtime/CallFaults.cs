using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>How a message fares between its sender and its grain.</summary>
internal enum CallFate
{
    /// <summary>As it should.</summary>
    Arrives,

    /// <summary>After the delay, so that others overtake it.</summary>
    Late,

    /// <summary>Never; its sender waits for the call time-out.</summary>
    RequestLost,

    /// <summary>As it should, but its sender hears nothing and waits for the call time-out.</summary>
    AnswerLost,

    /// <summary>As it should, and once more after the delay.</summary>
    Twice,
}

/// <summary>Decides what goes wrong with messages. One engine delivers within a process, where nothing is lost; between machines all of this happens.</summary>
internal interface ICallFaults
{
    /// <summary>Asked once for each message when it is sent.</summary>
    /// <param name="source">The grain that sends; null from outside.</param>
    /// <param name="delay">Used by Late and Twice.</param>
    CallFate FateOf(GrainId? source, GrainId target, string method, out TimeSpan delay);
}
