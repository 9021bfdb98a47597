using BeautyGrains.Documents.Postgres;
using BeautyGrains.Documents.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Documents;

/// <summary>Puts the documents' bytes among a host's services. Opened when first asked for, closed with the host, which registers the TimeProvider.</summary>
public static class DocumentServices
{
    /// <summary>Keeps them in a file.</summary>
    /// <param name="path">Where it is, or will be.</param>
    public static IServiceCollection AddSqliteDocuments(this IServiceCollection services, string path) =>
        services.AddSingleton<DocumentStore>(host => new SqliteDocumentStore(new(path, host.GetRequiredService<TimeProvider>())));

    /// <summary>Keeps them in a database.</summary>
    /// <param name="connectionString">In Npgsql's words.</param>
    public static IServiceCollection AddPostgresDocuments(this IServiceCollection services, string connectionString) =>
        services.AddSingleton<DocumentStore>(host => new PostgresDocumentStore(new(connectionString, host.GetRequiredService<TimeProvider>())));
}
