namespace BeautyGrains.Documents;

/// <summary>Bytes that are on the disk.</summary>
/// <param name="Sha256">Of the bytes, in lower-case hexadecimal: 64 characters. Their address.</param>
/// <param name="Length">In bytes; 0 or more.</param>
public sealed record KeptFile(string Sha256, long Length);

/// <summary>The bytes of documents cannot be written or read now. What was asked did not happen; it may be asked again.</summary>
public sealed class DocumentsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A file as its database has it.</summary>
/// <param name="ChunkBytes">Length of all pieces but the last.</param>
internal readonly record struct FileRow(long Id, long Length, long ChunkBytes);
