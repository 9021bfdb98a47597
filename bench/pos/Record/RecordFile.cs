using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Bench.Pos.Record;

/// <summary>One line of a record file: a run's head, a baseline, a command before it is sent, an answer before it is used, or something seen.</summary>
public sealed record RecordLine
{
    public string? Run { get; init; }
    public long Number { get; init; }
    public Ask? Ask { get; init; }
    public int Status { get; init; }
    public bool Ambiguous { get; init; }
    public JsonElement? Answer { get; init; }
    public string? Store { get; init; }
    public string? Sku { get; init; }
    public Baseline? Baseline { get; init; }
    public Difference? Seen { get; init; }
}

/// <summary>Writes a record, one JSON line each, flushed to the operating system before the call returns.</summary>
public sealed class RecordFile : IDisposable
{
    private static readonly JsonSerializerOptions Form = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly FileStream _file;
    private readonly Lock _turn = new();

    /// <summary>Appends to the file, which is made if it is not there. A last line that was cut off is taken away.</summary>
    public RecordFile(string path)
    {
        _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var end = _file.Length;
        while (end > 0 && ByteAt(end - 1) != '\n') end--;
        _file.SetLength(end);
        _file.Seek(end, SeekOrigin.Begin);
    }

    /// <summary>Writes a line.</summary>
    public void Write(RecordLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Form), (byte)'\n'];
        lock (_turn)
        {
            _file.Write(bytes);
            _file.Flush();
        }
    }

    /// <summary>Reads a record as its runs, each with its own numbers. A last line that was cut off is left out.</summary>
    /// <exception cref="JsonException">Another line is not of a record.</exception>
    public static IEnumerable<IReadOnlyList<RecordLine>> Read(string path)
    {
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var run = new List<RecordLine>();
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var read = JsonSerializer.Deserialize<RecordLine>(line, Form)!;
            if (read.Run is not null && run.Count > 0)
            {
                yield return run;
                run = [];
            }

            run.Add(read);
        }

        if (run.Count > 0) yield return run;
    }

    private int ByteAt(long position)
    {
        _file.Seek(position, SeekOrigin.Begin);
        return _file.ReadByte();
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
