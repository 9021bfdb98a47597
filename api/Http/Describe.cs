namespace BeautyGrains.Api.Http;

/// <summary>What an endpoint says of itself in the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Area (file of docs/api) and one sentence.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string area, string summary) =>
        endpoint.WithTags(area).WithSummary(summary);

    /// <summary>A body that must be there.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : class => endpoint.Accepts<T>("application/json");

    /// <summary>A body that may be left out.</summary>
    public static RouteHandlerBuilder MayTake<T>(this RouteHandlerBuilder endpoint)
        where T : class => endpoint.Accepts<T>(isOptional: true, "application/json");

    /// <summary>200.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint) => endpoint.Produces<T>(StatusCodes.Status200OK);

    /// <summary>201.</summary>
    public static RouteHandlerBuilder Creates<T>(this RouteHandlerBuilder endpoint) => endpoint.Produces<T>(StatusCodes.Status201Created);

    /// <summary>201 when new, 200 when repeated.</summary>
    public static RouteHandlerBuilder Puts<T>(this RouteHandlerBuilder endpoint) => endpoint.Creates<T>().Gives<T>();

    /// <summary>204.</summary>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status204NoContent);
}
