using Orleans;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>An exception that crosses from grain to grain as itself.</summary>
[GenerateSerializer, Alias("contract.ContractException")]
public sealed class ContractException : Exception
{
    public ContractException()
    {
    }

    public ContractException(string message)
        : base(message)
    {
    }

    public ContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
