namespace BeautyGrains.Contracts;

/// <summary>Definite: nothing was written. The same request with the same id may be sent again.</summary>
[GenerateSerializer, Alias("bg.NotWrittenException")]
public sealed class NotWrittenException(string message) : Exception(message);

/// <summary>Definite: too much is waiting to be written, so nothing was decided. Try again a little later.</summary>
[GenerateSerializer, Alias("bg.BusyException")]
public sealed class BusyException(string message) : Exception(message);

/// <summary>It is not known whether the decision was written. The same request with the same id finds the truth.</summary>
[GenerateSerializer, Alias("bg.OutcomeUnknownException")]
public sealed class OutcomeUnknownException(string message) : Exception(message);
