using BeautyGrains.Api.Access;

namespace BeautyGrains.Silo.Settings;

/// <summary>Where metrics and traces go besides <c>/metrics</c>.</summary>
/// <param name="OtlpEndpoint">Collector (<c>Telemetry:OtlpEndpoint</c>); null leaves it to OpenTelemetry's own variables.</param>
/// <param name="OverHttp">http/protobuf rather than gRPC (<c>Telemetry:OtlpProtocol</c>); null as for the endpoint.</param>
/// <param name="TracePercent">How many of a hundred traces begun here are kept (<c>Telemetry:TracePercent</c>); whoever calls with a trace has decided already.</param>
/// <param name="IsOn">Whether anything is exported: an endpoint is set here or by the standard OTEL_EXPORTER_OTLP_ENDPOINT.</param>
public sealed record TelemetrySettings(Uri? OtlpEndpoint, bool? OverHttp, int TracePercent, bool IsOn)
{
    private static readonly string[] s_standard = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    internal static TelemetrySettings Read(SettingsReader reader, List<string> faults)
    {
        var endpoint = Endpoint(reader.Text("Telemetry:OtlpEndpoint"), faults);
        var protocol = reader.OneOf("Telemetry:OtlpProtocol", "", "grpc", "http/protobuf");
        var percent = reader.WholeNumber("Telemetry:TracePercent", 100, 0, 100);
        var bad = new List<string>();
        TrustedNetworks.Parse(reader.Text("Telemetry:MetricsOpenTo"), bad);
        foreach (var given in bad) faults.Add($"Telemetry:MetricsOpenTo has '{given}' but must be addresses or networks such as 10.0.0.0/8, separated by ';'.");
        var standard = s_standard.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
        return new(endpoint, protocol.Length == 0 ? null : protocol != "grpc", percent, endpoint is not null || standard);
    }

    private static Uri? Endpoint(string? text, List<string> faults)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0) return endpoint;
        faults.Add("Telemetry:OtlpEndpoint must be an address such as http://127.0.0.1:4317, without user or password (those go into OTEL_EXPORTER_OTLP_HEADERS).");
        return null;
    }
}
