using System.Text;

namespace BeautyGrains.Rules.Tests;

/// <summary>
/// Golden files hold one sample of every event name ever written. They are never changed: a new version of an event is a new name and a new file.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly string[] s_files = [.. Directory.GetFiles(s_folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public static TheoryData<string> Files => [.. s_files];

    [Fact]
    public void Every_event_name_that_can_be_read_has_a_golden_file_and_the_other_way_round() =>
        s_files.ShouldBe(StockKind.Instance.Events.Names, ignoreOrder: true);

    [Fact]
    public void Every_event_type_has_a_sample() =>
        GoldenSamples.All.Select(sample => sample.GetType()).ShouldBe(StockKind.Instance.Events.Written.Select(written => written.Type), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_file_is_read_and_written_again_alike(string name)
    {
        var text = File.ReadAllText(Path.Combine(s_folder, name + ".json")).TrimEnd('\n');
        var happened = StockKind.Instance.Events.Read(name, Encoding.UTF8.GetBytes(text));
        var (now, payload) = StockKind.Instance.Events.Write(happened);
        if (now == name) Encoding.UTF8.GetString(payload).ShouldBe(text);
    }

    [Fact]
    public void Every_sample_is_written_as_its_golden_file_has_it()
    {
        foreach (var sample in GoldenSamples.All)
        {
            var (name, payload) = StockKind.Instance.Events.Write(sample);
            Encoding.UTF8.GetString(payload).ShouldBe(File.ReadAllText(Path.Combine(s_folder, name + ".json")).TrimEnd('\n'), name);
        }
    }

    [Fact]
    public void Every_event_type_is_in_the_codec_and_has_a_transition()
    {
        var types = typeof(StockEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(StockEvent).IsAssignableFrom(type)).ToList();
        StockKind.Instance.Events.Written.Select(written => written.Type).ShouldBe(types, ignoreOrder: true);
        foreach (var sample in GoldenSamples.All)
        {
            // A sample may name lots that are not there; only a missing transition is a finding.
            var said = Record.Exception(() => StockEvolve.Apply(Stock.Empty("S1/K1"), sample, new(1, default, "")))?.Message ?? "";
            said.ShouldNotContain("No transition");
        }
    }

    [Fact]
    public void An_unknown_event_stops_the_stream_loudly() =>
        Should.Throw<Journal.JournalCorruptException>(() => StockKind.Instance.Events.Read("stock-vanished.1", "{}"u8.ToArray()));
}
