using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>What was asked, ready to be sent.</summary>
internal sealed record CallAsk(string Path, string Query, JsonNode? Body, IReadOnlyDictionary<string, string> Headers, bool Json, bool Chinese, bool All, int Limit, string? Out);

/// <summary>The options and arguments of one call.</summary>
internal sealed class CallOptions
{
    private const int DefaultLimit = 100;

    private readonly Call _call;
    private readonly List<(string Name, Argument<string> Argument)> _path = [];
    private readonly List<(string Name, Option<string?> Option)> _filters = [];
    private readonly List<(Field Field, Option Option)> _fields = [];
    private readonly Argument<string> _file = new("FILE") { Description = CallWords.Options["FILE"].ToString() };
    private readonly Option<string?> _currency = Text("currency");
    private readonly Option<string?> _approver = Text("approver-key-file");
    private readonly Option<string?> _version = Text("if-version");
    private readonly Option<string?> _lang = Text("lang");
    private readonly Option<string?> _limit = Text("limit");
    private readonly Option<string?> _out = Text("out");
    private readonly Option<bool> _all = new("--all") { Description = CallWords.Options["all"].ToString() };
    private readonly Option<bool> _json = new("--json") { Description = CallWords.Options["json"].ToString() };

    public CallOptions(Call call, Command verb)
    {
        _call = call;
        foreach (var name in CallNames.Parameters(call.Path))
        {
            var argument = new Argument<string>(name.ToUpperInvariant()) { Description = CallWords.Arguments[name].ToString() };
            _path.Add((name, argument));
            verb.Add(argument);
        }
        if (call.File) verb.Add(_file);
        foreach (var name in call.Filters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "limit") continue;
            var option = Text(name);
            _filters.Add((name, option));
            verb.Add(option);
        }
        if (call.Filters.Split(' ').Contains("limit"))
        {
            verb.Add(_limit);
            verb.Add(_all);
        }
        foreach (var field in call.Fields)
        {
            Option option = field.Kind switch
            {
                FieldKind.Flag => new Option<bool>("--" + field.Option) { Description = CallWords.Options[field.Option].ToString() },
                FieldKind.Many => new Option<string[]>("--" + field.Option) { Description = CallWords.Options[field.Option].ToString(), Required = field.Required, Arity = ArgumentArity.OneOrMore },
                _ => new Option<string?>("--" + field.Option) { Description = CallWords.Options[field.Option].ToString(), Required = field.Required },
            };
            _fields.Add((field, option));
            verb.Add(option);
        }
        if (call.Fields.Any(field => field.Kind == FieldKind.Money)) verb.Add(_currency);
        if (call.Approver) verb.Add(_approver);
        if (call.Guarded) verb.Add(_version);
        if (call.Saves) verb.Add(_out);
        else verb.Add(_json);
        verb.Add(_lang);
    }

    public CallAsk Read(ParseResult parsed)
    {
        var path = _call.Path;
        foreach (var (name, argument) in _path) path = path.Replace($"{{{name}}}", Segment(parsed.GetRequiredValue(argument)), StringComparison.Ordinal);
        var filters = _filters.Where(one => parsed.GetValue(one.Option) is not null).Select(one => $"{CallNames.Wire(one.Name)}={Uri.EscapeDataString(parsed.GetValue(one.Option)!)}").ToList();
    if (_call.Always.Length > 0) filters.Add(_call.Always);
        var chinese = Language(parsed.GetValue(_lang));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Language"] = chinese ? "zh-CN" : "en" };
        if (parsed.GetValue(_approver) is { } approver) headers["Approver-Authorization"] = "Bearer " + Session.KeyOf(approver);
        if (parsed.GetValue(_version) is { } version) headers["If-Match"] = $"\"v{(int)Number("if-version", version)}\"";
        var limit = parsed.GetValue(_limit) is { } asked ? Number("limit", asked) : DefaultLimit;
        if (limit is < 1 or > 1_000_000 || limit != decimal.Truncate(limit)) throw new WrongUseException("--limit must be a whole number from 1 to 1000000.");
        return new(path, filters.Count == 0 ? "" : "?" + string.Join('&', filters), Body(parsed), headers, parsed.GetValue(_json), chinese, parsed.GetValue(_all), (int)limit, parsed.GetValue(_out));
    }

    // Where two dots or nothing stood, the path would be another one.
    private static string Segment(string given) =>
        given is "" or "." or ".." ? throw new WrongUseException($"'{given}' names nothing.") : Uri.EscapeDataString(given);

    private JsonNode? Body(ParseResult parsed)
    {
        if (_call.File) return FromFile(parsed.GetRequiredValue(_file));
        if (_fields.Count == 0) return null;
        var body = new JsonObject();
        foreach (var (field, option) in _fields)
            if (Value(parsed, field, option) is { } value) body[field.Target] = value;
        foreach (var either in _call.Fields.GroupBy(field => field.Target, StringComparer.Ordinal))
            if (either.Count() > 1 && body[either.Key] is null) throw new WrongUseException($"One of these is needed: {string.Join(", ", either.Select(field => "--" + field.Option))}.");
        return body.Count == 0 ? null : body;
    }

    private JsonNode? Value(ParseResult parsed, Field field, Option option)
    {
        if (field.Kind == FieldKind.Flag) return parsed.GetValue((Option<bool>)option) ? true : field.Required ? false : null;
        if (field.Kind == FieldKind.Many) return parsed.GetValue((Option<string[]>)option) is { Length: > 0 } many ? new JsonArray([.. many.Select(one => JsonValue.Create(one))]) : null;
        if (parsed.GetValue((Option<string?>)option) is not { } text) return null;
        return field.Kind switch
        {
            FieldKind.Number => Number(field.Option, text),
            FieldKind.Money => Money(field.Option, text, parsed.GetValue(_currency) ?? "CNY"),
            FieldKind.HoursFromNow => HoursFromNow(field.Option, text),
            _ => text,
        };
    }

    private static JsonObject Money(string option, string text, string currency) => new()
    {
        ["amount"] = Currencies.MinorUnits(text, currency, exact: true, out var fault) ?? throw new WrongUseException($"--{option}: {fault}"),
        ["currency"] = currency,
    };

    private static string HoursFromNow(string option, string text) =>
        Number(option, text) is > 0 and <= 10_000 and var hours
            ? TimeProvider.System.GetUtcNow().AddHours((double)hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : throw new WrongUseException($"--{option} must be above 0 and at most 10000.");

    private static decimal Number(string option, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : throw new WrongUseException($"--{option} '{text}' is not a number.");

    private static bool Language(string? given)
    {
        if (given is not (null or "en" or "zh")) throw new WrongUseException("--lang is en or zh.");
        return (given ?? Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }

    private static JsonNode FromFile(string path)
    {
        if (path != "-" && !File.Exists(path)) throw new WrongUseException($"{Path.GetFullPath(path)} does not exist.");
        try
        {
            var text = path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);
            return JsonNode.Parse(text) as JsonObject ?? throw new WrongUseException($"{path} holds no JSON object.");
        }
        catch (JsonException faulty)
        {
            throw new WrongUseException($"{path} is not JSON: {faulty.Message}");
        }
    }

    private static Option<string?> Text(string name) => new("--" + name) { Description = CallWords.Options[name].ToString() };
}
