namespace Orleans.Runtime;

/// <summary>The base of the engine's own exceptions.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>An exception without words.</summary>
    public OrleansException()
    {
    }

    /// <summary>An exception with a sentence.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a sentence and its cause.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The engine did not take the call, so nothing happened: it is stopping, or the grain ends every activation that the call meets.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }
}

/// <summary>The host is not set up for what a grain asks.</summary>
[GenerateSerializer]
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>An exception with a sentence.</summary>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a sentence and its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
