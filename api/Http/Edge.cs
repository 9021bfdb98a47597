using BeautyGrains.Api.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BeautyGrains.Api.Http;

/// <summary>
/// What stands around every request: its correlation id, its span, the check of access, and an answer with a body whatever happens. It is one step
/// and not several, since each would be a state machine of its own in every request's path.
/// </summary>
internal sealed class Edge(Gate gate, Faults faults, IServiceProvider services)
{
    private readonly SharedServices _services = new(services);

    /// <summary>Comes after routing, so that it knows the endpoint.</summary>
    public Task Pass(HttpContext http, RequestDelegate next)
    {
        Correlation.Attach(http);
        return RequestSpan.Of(http) is { } span ? Named(span, http, next) : Guarded(http, next);
    }

    private async Task Named(System.Diagnostics.Activity span, HttpContext http, RequestDelegate next)
    {
        try
        {
            await Guarded(http, next);
        }
        finally
        {
            RequestSpan.Name(span, http);
        }
    }

    private async Task Guarded(HttpContext http, RequestDelegate next)
    {
        try
        {
            if (await Refusal(http) is { } problem) await problem.ExecuteAsync(http);
            else await next(http);
            if (BareStatus(http.Response) is { } type) await Problems.Of(type).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception trouble) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers[Correlation.Header] = Correlation.Of(http);
            await faults.ProblemOf(trouble, Correlation.Of(http)).ExecuteAsync(http);
        }
    }

    private ValueTask<IResult?> Refusal(HttpContext http)
    {
        // Routing's own endpoints (405, 415) have no pattern and answer for themselves.
        if (http.GetEndpoint() is not RouteEndpoint endpoint) return default;
        var right = endpoint.Metadata.GetMetadata<Right>();
        // All services of an operation live as long as the host, so it needs no scope of its own; pages may.
        if (right is { IsPage: false }) http.Features.Set<IServiceProvidersFeature>(_services);
        return gate.Check(http, endpoint, right);
    }

    // Routing answers 404, 405 and 415 without a body.
    private static ProblemType? BareStatus(HttpResponse response) =>
        response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || response.ContentType is not null ? null : response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemType.NotFound,
            StatusCodes.Status405MethodNotAllowed => ProblemType.MethodNotAllowed,
            StatusCodes.Status415UnsupportedMediaType => ProblemType.UnsupportedMediaType,
            _ => null,
        };

    /// <summary>The host's own services, shared by all requests.</summary>
    private sealed class SharedServices(IServiceProvider services) : IServiceProvidersFeature
    {
        public IServiceProvider RequestServices
        {
            get => services;
            set => throw new NotSupportedException("All requests share the host's services.");
        }
    }
}
