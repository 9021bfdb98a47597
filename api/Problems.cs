using System.Globalization;
using System.Text.Json;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api;

/// <summary>A problem as RFC 9457 writes it, with what helps a terminal act.</summary>
/// <param name="Type">Address of the type's page, such as "/problems/insufficient-available".</param>
/// <param name="Retryable">True when the same request may succeed later.</param>
/// <param name="Errors">With validation: the rules broken, by field.</param>
/// <param name="Available">In the SKU's base unit; with budgets in minor units.</param>
/// <param name="Lines">Per refused line of a basket, transfer or batch.</param>
/// <param name="Rule">With supplier-not-qualified: the kind of qualification.</param>
/// <param name="Repin">With lot-blocked: where to POST to pin the reservation anew.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    bool Retryable,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null,
    string? Store = null,
    string? Sku = null,
    decimal? Available = null,
    string? Lot = null,
    string? State = null,
    IReadOnlyList<LineProblem>? Lines = null,
    string? Repin = null,
    string? CorrelationId = null,
    string? Rule = null);

/// <summary>The problem of one line.</summary>
/// <param name="Store">With batches.</param>
/// <param name="Id">With batches: the item's id.</param>
internal sealed record LineProblem(string Sku, Problem Problem, string? Store, string? Id)
{
    public static LineProblem Of(LineRefusal line, Language language, Place place) => new(
        line.Sku, Problems.Describe(line.Refusal, language, new(line.Store ?? place.Store, line.Sku, null)), line.Store, line.Id);
}

/// <summary>The one place that turns refusals into problems.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>The problem of a refusal, as the whole answer.</summary>
    public static IResult From(Refusal refusal, HttpContext http) => new ProblemReply(language => Describe(refusal, language, Place.Of(http)));

    /// <summary>The problem of a request with faulty fields.</summary>
    public static IResult Of(Check check)
    {
        var errors = check.Errors;
        return new ProblemReply(language => Describe(ProblemType.Validation, language) with { Errors = errors });
    }

    /// <summary>A problem that needs no more than its type.</summary>
    public static IResult Of(ProblemType type) => new ProblemReply(language => Describe(type, language));

    /// <summary>A problem that needs no more than its type.</summary>
    public static Problem Describe(ProblemType type, Language language)
    {
        var row = ProblemTable.Of(type);
        return new(row.Address, row.Title(language), row.Status, row.Detail(language), row.Retryable);
    }

    /// <summary>The problem of a refusal, for a part of an answer.</summary>
    public static Problem Describe(Refusal refusal, Language language, Place place)
    {
        var type = TypeOf(refusal);
        var problem = Describe(type, language);
        return problem with
        {
            Detail = Fill(ProblemTable.Of(TypeOf(refusal.Kind)).Detail(language), refusal),
            Errors = type is ProblemType.Validation or ProblemType.QuantityStep
                ? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? (type == ProblemType.QuantityStep ? "quantity" : "body")] = [refusal.Rule ?? "refused"] } : null,
            Store = refusal.Store ?? place.Store,
            Sku = refusal.Sku ?? place.Sku,
            Available = refusal.Available,
            Lot = refusal.Lot,
            State = refusal.State,
            Rule = type is ProblemType.SupplierNotQualified or ProblemType.FieldsMissing ? refusal.Rule : null,
            Lines = refusal.Lines.IsDefaultOrEmpty ? null
                : [.. refusal.Lines.Select(line => LineProblem.Of(line, language, place))],
            Repin = type == ProblemType.LotBlocked && place is { Store: not null, Sku: not null, Reservation: not null }
                ? $"/v1/stores/{place.Store}/skus/{place.Sku}/reservations/{place.Reservation}/repin" : null,
        };
    }

    /// <summary>Every kind of refusal has its problem type, under the same name.</summary>
    public static ProblemType TypeOf(RefusalKind kind) => Enum.Parse<ProblemType>(kind.ToString());

    /// <summary>Lines that are all short of stock have the type of one reservation that is, so that a terminal has one case to know.</summary>
    private static ProblemType TypeOf(Refusal refusal) =>
        refusal.Kind == RefusalKind.LinesRefused && !refusal.Lines.IsDefaultOrEmpty
            && refusal.Lines.All(line => line.Refusal.Kind == RefusalKind.InsufficientAvailable)
            ? ProblemType.InsufficientAvailable : TypeOf(refusal.Kind);

    private static string Fill(string detail, Refusal refusal) => detail
        .Replace("{available}", refusal.Available is { } available ? PlainDecimalConverter.Plain(available).ToString(CultureInfo.InvariantCulture) : "?", StringComparison.Ordinal)
        .Replace("{state}", refusal.State ?? "?", StringComparison.Ordinal)
        .Replace("{rule}", refusal.Rule ?? "?", StringComparison.Ordinal)
        .Replace("{lot}", refusal.Lot ?? "?", StringComparison.Ordinal);

    private sealed class ProblemReply(Func<Language, Problem> describe) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var language = Languages.Of(httpContext);
            var problem = describe(language) with { CorrelationId = Correlation.Of(httpContext) };
            var body = JsonSerializer.SerializeToUtf8Bytes(problem, Wire.Json.Problem);
            var response = httpContext.Response;
            response.StatusCode = problem.Status;
            response.ContentType = ContentType;
            response.ContentLength = body.Length;
            response.Headers.ContentLanguage = Languages.Tag(language);
            response.Headers.Vary = "Accept-Language";
            if (problem.Retryable) response.Headers.RetryAfter = "1";
            if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer realm=\"BeautyGrains\"";
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}

/// <summary>Where a request acts, for the extras of a problem.</summary>
internal readonly record struct Place(string? Store, string? Sku, string? Reservation)
{
    public static Place Of(HttpContext http)
    {
        var route = http.Request.RouteValues;
        var isReservation = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Contains("/reservations/{id}", StringComparison.Ordinal) == true;
        return new(route["store"] as string, route["sku"] as string, isReservation ? route["id"] as string : null);
    }
}
