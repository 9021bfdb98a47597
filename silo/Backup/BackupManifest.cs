using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Silo.Backup;

/// <summary>The first member of a backup: what it is and what must follow.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Version">Of the format; <see cref="Newest"/> when written by this program.</param>
/// <param name="Program">The version of the program that took it.</param>
/// <param name="Storage">sqlite or postgres: what it can be restored into.</param>
/// <param name="Partition">Of the newest event in it.</param>
/// <param name="Position">Of the newest event in it; 0 when there is none.</param>
/// <param name="Members">The files that follow, in this order.</param>
internal sealed record BackupManifest(string Format, int Version, string Program, DateTimeOffset TakenAt, string Storage, int Partition, long Position, IReadOnlyList<BackupMember> Members)
{
    /// <summary>Tells a backup from any other archive.</summary>
    public const string Name = "beautygrains-backup";

    /// <summary>The newest format that this program reads.</summary>
    public const int Newest = 1;

    /// <summary>The manifest's own name in the archive.</summary>
    public const string File = "manifest.json";

    /// <summary>A member's name with PostgreSQL.</summary>
    public const string Dump = "postgres.dump";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">Path below the data folder, with '/'.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
internal sealed record BackupMember(string Name, long Bytes, string Sha256);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
