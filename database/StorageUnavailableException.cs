namespace BeautyGrains.Database;

/// <summary>A file or a database in which a part of the program keeps something cannot be opened or used. The message is for whoever started the program.</summary>
public sealed class StorageUnavailableException(string message, Exception inner) : Exception(message, inner);
