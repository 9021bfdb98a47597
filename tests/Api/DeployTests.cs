using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using BeautyGrains.Silo;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Api.Tests;

/// <summary>The files of deploy/ name what there is: metrics of a live page, settings of the host, ports of each other.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class DeployTests(SharedServer shared)
{
    private static readonly string s_root = Root();

    // Words of PromQL that are no metrics.
    private static readonly HashSet<string> s_words = ["by", "without", "on", "ignoring", "and", "or", "unless", "offset", "bool", "le", "up"];

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_of_the_alert_rules_is_on_a_live_page()
    {
        await shared.Server.Admin.NewStock("deploy", 1);
        var names = MetricPageTests.Check(await shared.Server.Admin.Http.GetStringAsync("/metrics"));
        var asked = Dashboard().Concat(Rules()).ToList();
        asked.Count.ShouldBeGreaterThan(30);
        foreach (var expression in asked)
        {
            var metrics = Metrics(expression).ToList();
            foreach (var metric in metrics) (names.Contains(metric) || names.Contains(Suffix().Replace(metric, ""))).ShouldBeTrue($"{metric} in {expression}");
            (metrics.Count > 0 || expression.StartsWith("up{", StringComparison.Ordinal)).ShouldBeTrue(expression);
        }
    }

    [Fact]
    public async Task Every_metric_of_the_house_is_explained_and_nothing_else_is()
    {
        await shared.Server.Admin.NewStock("explained", 1);
        var page = "";
        // The first sweep over alerts comes some seconds after the start.
        await Waiting.Until(async () => (page = await shared.Server.Admin.Http.GetStringAsync("/metrics")).Contains("beauty_alerts_open{", StringComparison.Ordinal), "the number of open alerts");
        var told = MetricPageTests.Check(page).Where(name => name.StartsWith("beauty_", StringComparison.Ordinal) && !name.StartsWith("beauty_stream_", StringComparison.Ordinal));
        var explained = MetricRow().Matches(Text("docs/operations.md")).Select(row => row.Groups["name"].Value);
        explained.Order().ShouldBe(told.Order());
    }

    [Fact]
    public void Every_variable_is_a_setting_of_the_host()
    {
        var named = new[] { "deploy", ".dockerignore" }.SelectMany(Files).SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(10);
        // Values do not matter here: what is no setting is told by its name.
        FaultsOf([.. named, "Storage__Secret"]).ShouldBe(["Storage:Secret"]);
        named.ShouldContain("Cluster__AdvertisedAddress");
    }

    [Fact]
    public void The_dashboard_is_json_and_its_panels_do_not_overlap()
    {
        using var dashboard = JsonDocument.Parse(Text("deploy/grafana/beautygrains.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count().ShouldBe(panels.Count);
        panels.Select(panel => panel.GetProperty("gridPos").GetRawText()).Distinct().Count().ShouldBe(panels.Count);
    }

    [Fact]
    public void Ports_and_times_agree_with_each_other()
    {
        var pods = Text("deploy/kubernetes/deployment.yaml");
        var map = Text("deploy/kubernetes/configmap.yaml");
        var policy = Text("deploy/kubernetes/network-policy.yaml");
        foreach (var (port, setting) in new[] { ("11111", "SiloPort"), ("30000", "GatewayPort") })
        {
            map.ShouldContain($"Cluster__{setting}: \"{port}\"");
            pods.ShouldContain($"containerPort: {port}");
            policy.ShouldContain($"port: {port}");
        }
        var drain = int.Parse(Regex.Match(map, "DrainSeconds: \"(\\d+)\"").Groups[1].Value, null);
        var grace = int.Parse(Regex.Match(pods, "terminationGracePeriodSeconds: (\\d+)").Groups[1].Value, null);
        grace.ShouldBeGreaterThan(drain + 30);
        Text("deploy/Dockerfile").ShouldContain("silo/BeautyGrains.Silo.csproj");
        File.Exists(Path.Combine(s_root, "silo/BeautyGrains.Silo.csproj")).ShouldBeTrue();
    }

    [NeedsProgram("python3", "-c", "import yaml")]
    public void Every_yaml_file_parses()
    {
        var files = Files("deploy").Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal)).ToList();
        files.Count.ShouldBeGreaterThan(10);
        NeedsProgramAttribute.Failure("python3", ["-c", "import sys, yaml\nfor name in sys.argv[1:]:\n  docs = [d for d in yaml.safe_load_all(open(name, encoding='utf-8'))]\n  assert docs and all(isinstance(d, dict) for d in docs), name", .. files]).ShouldBeNull();
    }

    [NeedsProgram("systemd-analyze", "--version")]
    public void The_systemd_unit_is_understood() =>
        NeedsProgramAttribute.Failure("systemd-analyze", "verify", "--man=no", Path.Combine(s_root, "deploy/systemd/beautygrains.service")).ShouldBeNull();

    private static IEnumerable<string> Dashboard()
    {
        using var dashboard = JsonDocument.Parse(Text("deploy/grafana/beautygrains.json"));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    private static IEnumerable<string> Rules() => Expression().Matches(Text("deploy/prometheus/alerts.yml")).Select(match => match.Groups["text"].Value);

    /// <summary>Names in an expression that stand for no function, label or range.</summary>
    private static IEnumerable<string> Metrics(string expression)
    {
        var bare = Regex.Replace(expression, """\{[^}]*\}|\[[^\]]*\]|\b(by|without)\s*\([^)]*\)""", " ");
        return Regex.Matches(bare, @"\b[a-zA-Z_][a-zA-Z0-9_]*\b(?!\s*\()").Select(match => match.Value).Where(word => !s_words.Contains(word) && word is not ("sum" or "max"));
    }

    private static List<string> FaultsOf(IEnumerable<string> variables)
    {
        var folder = Directory.CreateTempSubdirectory("beauty-deploy-").FullName;
        try
        {
            var file = Path.Combine(folder, "settings.json");
            File.WriteAllText(file, JsonSerializer.Serialize(variables.Where(name => name is not ("Urls" or "Data")).ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), _ => "0")));
            var faults = Should.Throw<SettingsException>(() => BeautyHost.Build(["--data", folder, "--config", file])).Faults;
            return [.. faults.Where(fault => fault.Contains("is not a setting", StringComparison.Ordinal)).Select(fault => fault.Split(' ')[0])];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Files(string name)
    {
        var path = Path.Combine(s_root, name);
        return File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(s_root, name));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("BEAUTY__(?<name>[A-Za-z]+(__[A-Za-z]+)*)")]
    private static partial Regex Variable();

    [GeneratedRegex("^ +expr: (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\| `(?<name>beauty_[a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}

/// <summary>A test that calls a program; skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramAttribute : FactAttribute
{
    public NeedsProgramAttribute(string program, params string[] trial) => Skip = Failure(program, trial) is { } why ? $"{program} is needed: {why}" : null;

    /// <summary>What the program complained of, or null.</summary>
    public static string? Failure(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && errors.Result.Trim().Length == 0 ? null : $"{process.ExitCode}: {errors.Result.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
