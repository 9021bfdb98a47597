using System.Collections.Frozen;
using System.Text.Json;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Trace;

/// <summary>What a step of a trace is, in kebab case: the kinds of movements and of facts.</summary>
public static class TraceKinds
{
    private static readonly FrozenDictionary<MovementKind, string> s_movements = Enum.GetValues<MovementKind>().ToFrozenDictionary(kind => kind, kind => Word(kind.ToString()));
    private static readonly FrozenDictionary<FactKind, string> s_facts = Enum.GetValues<FactKind>().ToFrozenDictionary(kind => kind, kind => Word(kind.ToString()));

    /// <summary>The stream of lines that the book had no goods for: they are no part of what is on hand.</summary>
    public const string Unmatched = "unmatched";

    /// <summary>The word of a movement's kind, such as "transfer-out".</summary>
    public static string Of(MovementKind kind) => s_movements[kind];

    /// <summary>The word of a fact's kind, such as "offline-sale".</summary>
    public static string Of(FactKind kind) => s_facts[kind];

    /// <summary>The stream of what happens to open containers: their quantities are of the content, in a unit of its own.</summary>
    public const string Container = "container";

    /// <summary>The word of what happened to an open container: "use" where it went to a client, else such as "open-expiry".</summary>
    public static string Of(ContainerMoveKind kind) => kind is ContainerMoveKind.Use or ContainerMoveKind.Treatment ? "use" : "open-" + Word(kind.ToString());

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
