namespace Orleans;

/// <summary>Why an activation ended. The embedded engine gives those of one process: the stop, a failed start, idleness, the application's wish.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>The host is stopping.</summary>
    ShuttingDown,

    /// <summary>OnActivateAsync or the constructor threw.</summary>
    ActivationFailed,

    /// <summary>Several processes only.</summary>
    DirectoryFailure,

    /// <summary>Unused for longer than the collection age.</summary>
    ActivationIdle,

    /// <summary>Several processes only.</summary>
    ActivationUnresponsive,

    /// <summary>Several processes only.</summary>
    DuplicateActivation,

    /// <summary>Several processes only.</summary>
    IncompatibleRequest,

    /// <summary>The application failed in a way that the activation must not outlive.</summary>
    ApplicationError,

    /// <summary>The application asked for it.</summary>
    ApplicationRequested,

    /// <summary>Several processes only.</summary>
    Migrating,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory ran short.</summary>
    HighMemoryPressure,
}

/// <summary>Why an activation ended, with a sentence.</summary>
public readonly struct DeactivationReason
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>A reason with the exception behind it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The sentence.</summary>
    public string Description { get; }

    /// <summary>The reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The exception behind it, if any.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc />
    public override string ToString()
        => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}
