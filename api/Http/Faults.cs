using System.Data.Common;
using BeautyGrains.Documents;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using BeautyGrains.Vault;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Http;

/// <summary>Turns trouble into problems: definite and unknown outcomes differ, and nothing of the inside is told.</summary>
internal sealed class Faults(ILogger<Faults> log, TimeProvider clock, IEngineTrouble engine)
{
    private readonly Dictionary<(ProblemType, Type), Lull> _lulls = [];

    /// <summary>The problem that an exception is to the caller.</summary>
    public IResult ProblemOf(Exception trouble, string correlation)
    {
        if (trouble is BadHttpRequestException bad)
            return Problems.Of(bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemType.BodyTooLarge : ProblemType.BadRequest);
        return Problems.Of(Note(trouble, correlation));
    }

    /// <summary>
    /// Logs trouble and tells its problem type. Errors are logged one by one under the correlation id; trouble that many requests
    /// share, such as a full disk, once a second per kind with the number of those left out.
    /// </summary>
    public ProblemType Note(Exception trouble, string correlation)
    {
        var type = TypeOf(trouble);
        if (type == ProblemType.Internal) log.LogError(trouble, "Request {Correlation} failed", correlation);
        else if (IsDue((type, trouble.GetType()), out var leftOut))
            log.LogWarning("Request {Correlation} met trouble: {Trouble}{LeftOut}", correlation, trouble.Message, leftOut == 0 ? "" : $" ({leftOut} more like this since the last such line)");
        return type;
    }

    private bool IsDue((ProblemType, Type) kind, out int leftOut)
    {
        lock (_lulls)
        {
            var now = clock.GetTimestamp();
            var isDue = !_lulls.TryGetValue(kind, out var lull) || clock.GetElapsedTime(lull.Since, now) >= TimeSpan.FromSeconds(1);
            leftOut = lull.LeftOut;
            _lulls[kind] = isDue ? new(now, 0) : lull with { LeftOut = lull.LeftOut + 1 };
            return isDue;
        }
    }

    /// <summary>The problem type of an exception.</summary>
    public ProblemType TypeOf(Exception trouble) => trouble switch
    {
        BusyException or JournalBusyException => ProblemType.Busy,
        NotWrittenException or JournalUnavailableException or JournalConflictException or DocumentsUnavailableException or VaultUnavailableException => ProblemType.NotWritten,
        OutcomeUnknownException or JournalOutcomeUnknownException or TimeoutException => ProblemType.OutcomeUnknown,
        // The databases of the journal and of grains speak in words of their own; what is left are those that lists are read from.
        ReadModelNotReadyException or ReadModelsUnavailableException or DbException => ProblemType.ListsNotReady,
        _ => engine.FateOf(trouble) switch
        {
            CallFate.Refused => ProblemType.Busy,
            CallFate.NotBegun => ProblemType.NotWritten,
            CallFate.Unknown => ProblemType.OutcomeUnknown,
            _ => ProblemType.Internal,
        },
    };

    /// <param name="Since">Timestamp of the last line.</param>
    private readonly record struct Lull(long Since, int LeftOut);
}
