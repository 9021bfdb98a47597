using System.Globalization;

namespace Orleans
{
    /// <summary>Marks a message type for serialization between grains. The embedded engine passes messages by reference, so they must be immutable.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
    public sealed class GenerateSerializerAttribute : Attribute;

    /// <summary>Numbers a serialized member that is not a constructor parameter.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method
        | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
    public sealed class IdAttribute(uint id) : Attribute
    {
        /// <summary>The member's number, unique within its type.</summary>
        public uint Id { get; } = id;
    }

    /// <summary>A name on the wire that survives renaming in code.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method
        | AttributeTargets.Interface, AllowMultiple = true)]
    public sealed class AliasAttribute(string alias) : Attribute
    {
        /// <summary>The name.</summary>
        public string Alias { get; } = alias;
    }

    /// <summary>How long a caller of the method waits, instead of the host's time-out.</summary>
    /// <param name="timeout">As <see cref="TimeSpan.Parse(string)"/> reads it; above zero.</param>
    [AttributeUsage(AttributeTargets.Method)]
#pragma warning disable CA1019 // Orleans has the property as a time span.
    public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
#pragma warning restore CA1019
    {
        /// <summary>The time.</summary>
        public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
    }

    /// <summary>Promises that instances never change, so that they need no copying.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property
        | AttributeTargets.Parameter | AttributeTargets.ReturnValue, Inherited = false)]
    public sealed class ImmutableAttribute : Attribute;
}

namespace Orleans.Concurrency
{
    /// <summary>All calls to the grain may interleave at awaits.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>A grain may have several activations at once, which share nothing; a call goes to one that is idle, else to a new one, else to the one with the fewest
    /// calls waiting. Workers that nobody needs end like every unused activation.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute : Attribute
    {
        /// <summary>As many as the host has been told, which is its number of processors unless set.</summary>
        public StatelessWorkerAttribute()
        {
        }

        /// <summary>So many activations of one grain at most; less than 1: as many as the host has been told.</summary>
        public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = maxLocalWorkers;

        /// <summary>The most activations. Not part of Orleans's surface, so grains never read it.</summary>
        public int MaxLocalWorkers { get; }
    }

    /// <summary>The method may interleave with every other call.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>The method changes nothing; read-only calls may interleave with each other.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;

    /// <summary>The caller does not wait: its task is complete at once, and it never hears of an exception. The method returns Task or ValueTask.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute;
}
