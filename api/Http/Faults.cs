using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Http;

/// <summary>Turns trouble into problems: definite and unknown outcomes differ, and nothing of the inside is told.</summary>
internal sealed class Faults(ILogger<Faults> log)
{
    public async Task Guard(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception trouble) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers[Correlation.Header] = Correlation.Of(http);
            await ProblemOf(trouble).ExecuteAsync(http);
        }
    }

    /// <summary>The problem that an exception is to the caller.</summary>
    public IResult ProblemOf(Exception trouble)
    {
        if (trouble is BadHttpRequestException bad)
            return Problems.Of(bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemType.BodyTooLarge : ProblemType.BadRequest);
        return Problems.Of(Note(trouble));
    }

    /// <summary>Logs trouble and tells its problem type.</summary>
    public ProblemType Note(Exception trouble)
    {
        var type = TypeOf(trouble);
        if (type == ProblemType.Internal) log.LogError(trouble, "A request failed");
        else log.LogWarning("A request met trouble: {Trouble}", trouble.Message);
        return type;
    }

    /// <summary>The problem type of an exception.</summary>
    public static ProblemType TypeOf(Exception trouble) => trouble switch
    {
        BusyException or JournalBusyException => ProblemType.Busy,
        NotWrittenException or JournalUnavailableException or JournalConflictException => ProblemType.NotWritten,
        OutcomeUnknownException or JournalOutcomeUnknownException or TimeoutException => ProblemType.OutcomeUnknown,
        _ => ProblemType.Internal,
    };
}
