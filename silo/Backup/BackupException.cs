namespace BeautyGrains.Silo.Backup;

/// <summary>A backup cannot be taken or used; the message says why, in one sentence, and holds no secret.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
