using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a document.</summary>
public abstract record DocumentEvent;

/// <summary>A document was put. Its bytes were on the disk before this was written.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of the bytes, in lower-case hexadecimal.</param>
public sealed record DocumentPut(DocumentSubject About, string Name, string MediaType, long Length, string Sha256) : DocumentEvent;

/// <summary>It was attached to something else too.</summary>
public sealed record DocumentAttached(DocumentSubject To) : DocumentEvent;

/// <summary>It is no longer attached to that.</summary>
public sealed record DocumentDetached(DocumentSubject From) : DocumentEvent;

/// <summary>Its bytes were given up, after their retention.</summary>
/// <param name="Deletion">Id of the deletion that says why.</param>
public sealed record DocumentDropped(string Deletion) : DocumentEvent;

/// <summary>A document, folded from its events.</summary>
/// <param name="Put">Null before it was put.</param>
/// <param name="AttachedTo">Besides what it belongs to, in the order in which it was.</param>
/// <param name="Actor">Who put it.</param>
/// <param name="At">When.</param>
/// <param name="DroppedBy">Id of the deletion that gave up its bytes; null while they are kept.</param>
public sealed record Document(DocumentPut? Put, EquatableList<DocumentSubject> AttachedTo, string Actor, DateTimeOffset At, string? DroppedBy = null, long Version = 0)
{
    /// <summary>Before the first event.</summary>
    public static Document Empty { get; } = new(null, [], "", default);

    /// <summary>The document after an event.</summary>
    public Document After(DocumentEvent happened, EventInfo info) => (happened switch
    {
        DocumentPut put => new(put, [], info.Actor, info.At),
        DocumentAttached attached => this with { AttachedTo = [.. AttachedTo, attached.To] },
        DocumentDetached detached => this with { AttachedTo = [.. AttachedTo.Where(one => one != detached.From)] },
        DocumentDropped dropped => this with { DroppedBy = dropped.Deletion },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a document."),
    }) with { Version = info.Version };
}

/// <summary>Everything fixed about documents' streams. Key: the document's id.</summary>
public sealed class DocumentKind : AggregateKind<Document, DocumentEvent>
{
    private static readonly DocumentJson s_json = new(EventJson.Readable(DocumentJson.Default));

    /// <summary>The one there is.</summary>
    public static DocumentKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "document";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<DocumentEvent> Events { get; } = new EventCodec<DocumentEvent>()
        .Add("document-put.1", s_json.DocumentPut)
        .Add("document-attached.1", s_json.DocumentAttached)
        .Add("document-detached.1", s_json.DocumentDetached)
        .Add("document-dropped.1", s_json.DocumentDropped);

    /// <inheritdoc />
    public override Document Empty(string key) => Document.Empty;

    /// <inheritdoc />
    public override Document Evolve(Document state, DocumentEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(Document state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Document);

    /// <inheritdoc />
    public override Document LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Document)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DocumentPut))]
[JsonSerializable(typeof(DocumentAttached))]
[JsonSerializable(typeof(DocumentDetached))]
[JsonSerializable(typeof(DocumentDropped))]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(DocumentSubject[]))]
internal sealed partial class DocumentJson : JsonSerializerContext;
