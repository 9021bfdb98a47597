namespace BeautyGrains.Api.Http;

/// <summary>What became of a call that the engine could not bring to its end.</summary>
public enum CallFate
{
    /// <summary>Too much waits; the call did not begin.</summary>
    Refused,

    /// <summary>The call did not begin.</summary>
    NotBegun,

    /// <summary>The call may have been carried out; the same request with the same id finds the truth.</summary>
    Unknown,
}

/// <summary>What an engine's own exceptions tell of a call. The host's engine wiring knows; the API names no engine.</summary>
public interface IEngineTrouble
{
    /// <summary>Null for an exception that is not the engine's.</summary>
    CallFate? FateOf(Exception trouble);
}
