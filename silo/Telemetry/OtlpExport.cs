using BeautyGrains.Api.Operations;
using BeautyGrains.Silo.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BeautyGrains.Silo.Telemetry;

/// <summary>
/// Sends metrics and traces to a collector, where one is named; otherwise nobody listens and nothing is made. Headers, intervals and resource
/// attributes come from OpenTelemetry's own variables.
/// </summary>
internal sealed class OtlpExport(TelemetrySettings settings) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsOn || Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED") is "true") return Task.CompletedTask;
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Name)
            .AddMeter([.. TelemetryNames.Meters])
            .AddOtlpExporter(exporter => Configure(exporter, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Name)
            .AddSource([.. TelemetryNames.Sources])
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TracePercent / 100.0)))
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>What has not been sent yet is sent; a collector that is away delays the stop by a few seconds at most.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(3_000);
        _metrics?.ForceFlush(3_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // Defaults, over which OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    private static void Name(ResourceBuilder resource) => resource.Clear()
        .AddService("beautygrains", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3), serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        if (settings.OverHttp is { } overHttp) exporter.Protocol = overHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (settings.OtlpEndpoint is not { } endpoint) return;
        // An endpoint that is set in code is taken as it is; over HTTP each signal has its own path below it.
        exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}") : endpoint;
    }
}
