using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BeautyGrains.Api.OpenApi;

/// <summary>What the OpenAPI document says beyond what the endpoints say of themselves.</summary>
internal static class ApiDocument
{
    private const string Scheme = "key";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AddProblems);
        options.AddSchemaTransformer(DescribeNumbers);
        options.AddSchemaTransformer(NameNeeded);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "BeautyGrains",
            Version = "v1",
            // Markdown, in both languages.
            Description = """
                Real-time inventory for beauty chains. Every call but the open ones needs `Authorization: Bearer KEY`. Problems are RFC 9457; [/problems](/problems) lists their types.

                美业连锁的实时库存。除公开地址外，每次调用都需要 `Authorization: Bearer KEY`。被拒绝或失败的请求按 RFC 9457 答复，类型见 [/problems](/problems)。
                """,
        };
        // Where it is served from is where it was read.
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key made by POST /v1/keys, or the administrator's." };
        return Task.CompletedTask;
    }

    private static async Task AddProblems(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var right = context.Description.ActionDescriptor.EndpointMetadata.OfType<Right>().FirstOrDefault();
        if (right is null or { Who: Who.Anyone }) return;
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Description = right.Who == Who.Administrator ? "Administrators only." : right.Who == Who.Everyone ? null
            : $"For {string.Join(", ", Enum.GetValues<PersonRole>().Where(role => (right.Who & Rights.Of(role)) != 0).Select(Words<PersonRole>.Of))}{((right.Who & Who.Terminal) != 0 ? ", terminals" : "")} and administrators.";
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel);
        context.Document?.AddComponent("Problem", problem);
        operation.Responses ??= [];
        foreach (var (status, text) in ((string, string)[])[("400", "A field breaks a rule of form"), ("401", "No valid key"), ("403", "The key does not allow this"), ("default", "Another problem; see /problems")])
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, OpenApiMediaType> { [Problems.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", context.Document) } },
            });
    }

    private static Task DescribeNumbers(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        if (context.JsonTypeInfo.Type == typeof(Num))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
            schema.Description = "A decimal as number or string.";
        }
        else if (context.JsonTypeInfo.Type == typeof(decimal) || context.JsonTypeInfo.Type == typeof(decimal?))
        {
            schema.Type = JsonSchemaType.Number;
            schema.Format = null;
        }
        else if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is { IsEnum: true } words)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(words).Select(name => System.Text.Json.Nodes.JsonValue.Create(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name))!)];
        }
        return Task.CompletedTask;
    }

    // Absent and null mean the same, so a field must be there only where it cannot be null; in bodies only where it is marked.
    private static Task NameNeeded(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = context.JsonTypeInfo.Type;
        if (schema.Properties is not { Count: > 0 } || type.Assembly.GetName().Name?.StartsWith("BeautyGrains", StringComparison.Ordinal) != true) return Task.CompletedTask;
        var isBody = type.Name.EndsWith("Body", StringComparison.Ordinal);
        schema.Required = context.JsonTypeInfo.Properties
            .Where(property => isBody ? type.GetProperty(Pascal(property.Name))?.IsDefined(typeof(NeededAttribute), false) == true : !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null)
            .Select(property => property.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
