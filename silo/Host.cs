using System.Net;
using System.Runtime;
using BeautyGrains.Api;
using BeautyGrains.Silo.Engines;
using BeautyGrains.Silo.Settings;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace BeautyGrains.Silo;

/// <summary>The composition root: puts journal, engine, grains, read models and HTTP together.</summary>
public static class BeautyHost
{
    /// <summary>The largest request body but for imports and documents, in bytes.</summary>
    public const long MaxBody = 1024 * 1024;

    /// <summary>
    /// Builds a server. It holds its data folder from here on until it is disposed.
    /// </summary>
    /// <param name="args">Settings as <c>--urls</c>, <c>--data</c>, <c>--config</c> and <c>--Section:Key value</c>.</param>
    /// <param name="configure">Last word on the services, such as another clock.</param>
    /// <exception cref="SettingsException">Settings have faults; all are named.</exception>
    /// <exception cref="FolderHeldException">Another process holds the data folder.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        // A full collection then goes on beside the work: one that stops all of it held everybody up for 70 ms when 50,000 holds had ended at once.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        var faults = new List<string>();
        var (configuration, dataFolder) = SettingsSources.Read(args, faults);
        var settings = HostSettings.Read(configuration, dataFolder, faults);
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "beautygrains" });
        builder.Configuration.AddConfiguration(configuration);
        ConfigureLogging(builder, faults);
        ConfigureKestrel(builder, settings);
        builder.Services.AddBeautyHost(settings, builder.Configuration);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            if (faults.Count == 0) _ = app.Services.GetRequiredService<DataFolder>();
            Validate(app, faults);
            app.UseEngine();
            app.MapBeautyApi();
            app.MapEngine();
            return app;
        }
        catch
        {
            // Nothing runs yet, so this does not wait for anybody.
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Where a started server listens; the first address.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.First();

    private static void ConfigureLogging(WebApplicationBuilder builder, List<string> faults)
    {
        // While its log is on, hosting makes a span and a scope of the log for every request, whether anybody listens or not. Who wants its lines names the category.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Nor are scopes shown: kept, the one of a connection would travel along with every call that its requests make.
        builder.Services.Configure<LoggerFilterOptions>(static filter => filter.CaptureScopes = false);
        // It would throw at a level that does not exist, before the faults are told.
        if (faults.Count == 0) builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("BeautyGrains", LogLevel.Information);
        // A failed start ends in one sentence on standard error; the framework would put its stack trace before it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // Results of the verbs go to standard output; what is logged stays out of them.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void ConfigureKestrel(WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain + TimeSpan.FromSeconds(30));
    }

    private static void Validate(WebApplication app, List<string> faults)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException invalid)
        {
            faults.AddRange(invalid.Failures);
        }
        catch (AggregateException several)
        {
            faults.AddRange(several.Flatten().InnerExceptions.SelectMany(one => one is OptionsValidationException invalid ? invalid.Failures : [one.Message]));
        }
        if (faults.Count > 0) throw new SettingsException(faults);
    }
}
