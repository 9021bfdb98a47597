using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Stands around every call that reaches a grain of this process; registered ones run in the order of registration.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Calls <see cref="IGrainCallContext.Invoke"/> to go on.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>One call between grains.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain instance.</summary>
    object Grain { get; }

    /// <summary>The grain that calls; null when the call comes from outside.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain called.</summary>
    GrainId TargetId { get; }

    /// <summary>The full name of the interface called.</summary>
    string InterfaceName { get; }

    /// <summary>The method called.</summary>
    string MethodName { get; }

    /// <summary>The interface's method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>What the call gave; null before it has. A filter may set it, in the method's result type.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter, in the end to the grain.</summary>
    Task Invoke();
}

/// <summary>One call on its way to a grain of this process.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation called.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The class's method.</summary>
    MethodInfo ImplementationMethod { get; }
}
