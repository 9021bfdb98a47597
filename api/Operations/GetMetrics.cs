using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Operations.Prometheus;

namespace BeautyGrains.Api.Operations;

/// <summary>All metrics as Prometheus reads them.</summary>
internal static class GetMetrics
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/metrics", (MetricReader reader) => Results.Content(reader.Read(), PrometheusPage.ContentType))
        .Operation("GetMetrics").WithMetadata(OpenToNetworks.Instance).Describe("operations", "Metrics in Prometheus's text form").Produces(StatusCodes.Status200OK, contentType: "text/plain");
}
