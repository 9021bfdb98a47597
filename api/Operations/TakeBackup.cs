using System.Globalization;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Operations;

/// <summary>Takes backups; the host provides it.</summary>
public interface IBackups
{
    /// <summary>A backup with everything that was acknowledged before the call; null while another one is being taken.</summary>
    /// <exception cref="BackupFailedException">It could not be taken; nothing is left of it.</exception>
    Task<IBackup?> Take(CancellationToken cancel);
}

/// <summary>A backup that lies ready until it is disposed of.</summary>
public interface IBackup : IAsyncDisposable
{
    /// <summary>Of what is in it, before it is packed.</summary>
    long Bytes { get; }

    /// <summary>Writes it as one archive.</summary>
    Task WriteTo(Stream target, CancellationToken cancel);
}

/// <summary>A backup could not be taken; the message is for the operator.</summary>
public sealed class BackupFailedException(string message, Exception inner) : Exception(message, inner);

/// <summary>Takes a backup and sends it. It is a POST because it is work; nothing that others see changes by it.</summary>
internal static class TakeBackup
{
    /// <summary>Bytes before packing, for whoever shows how far it is.</summary>
    public const string SizeHeader = "X-Backup-Bytes";

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/backups", Handle)
        .Operation("TakeBackup").Describe("operations", "Take a backup while serving and send it")
        .Produces(StatusCodes.Status200OK, contentType: "application/gzip");

    private static async Task<IResult> Handle(HttpContext http, IBackups backups)
    {
        try
        {
            return await backups.Take(http.RequestAborted) is { } backup ? new Archive(backup) : Problems.Of(ProblemType.Busy);
        }
        catch (BackupFailedException)
        {
            return Problems.Of(ProblemType.BackupFailed);
        }
    }

    private sealed class Archive(IBackup backup) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var gone = backup;
            var response = httpContext.Response;
            response.ContentType = "application/gzip";
            response.Headers.ContentDisposition = "attachment; filename=\"beautygrains.backup\"";
            response.Headers.CacheControl = "no-store";
            response.Headers[SizeHeader] = backup.Bytes.ToString(CultureInfo.InvariantCulture);
            await backup.WriteTo(response.Body, httpContext.RequestAborted);
        }
    }
}
