using System.Collections.Frozen;
using System.Reflection;

namespace BeautyGrains.Api.Http;

/// <summary>The query parameters that an operation knows: the texts among its handler's parameters that are no part of the path.</summary>
internal sealed record QueryNames(FrozenSet<string> Known)
{
    /// <summary>Lets an endpoint know its own query parameters, so that a misspelt filter is refused and not passed over.</summary>
    public static void Attach(EndpointBuilder endpoint)
    {
        var path = ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var handler = endpoint.Metadata.OfType<MethodInfo>().Single();
        var names = handler.GetParameters().Where(parameter => parameter.ParameterType == typeof(string)).Select(parameter => parameter.Name!).Where(name => !path.Contains(name));
        endpoint.Metadata.Add(new QueryNames(names.ToFrozenSet(StringComparer.Ordinal)));
    }

    /// <summary>The problem of parameters that are unknown or given twice, or null.</summary>
    public IResult? Refuses(HttpRequest request)
    {
        if (!request.QueryString.HasValue) return null;
        var check = new Check();
        foreach (var (name, values) in request.Query)
        {
            if (!Known.Contains(name)) check.Add(Shown(name), "unknown-parameter");
            else if (values.Count > 1) check.Add(name, "given-twice");
        }
        return check.Failed ? Problems.Of(check) : null;
    }

    // The name comes from outside, so what is told back of it is bounded.
    private static string Shown(string name) => name.Length <= Limits.MaxIdLength ? name : name[..Limits.MaxIdLength];
}
