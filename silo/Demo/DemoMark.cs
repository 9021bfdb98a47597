using System.Globalization;
using System.Text.Json;
using BeautyGrains.Silo.Cli;

namespace BeautyGrains.Silo.Demo;

/// <summary>Notes in a data folder which sample chain it holds, so that loading it again tomorrow gives the same one.</summary>
/// <param name="Traced">The journey of the traced lot is told; its ids would be forgotten some day, and it would be told twice.</param>
internal sealed record DemoMark(ulong Seed, DateOnly Day, bool Traced = false)
{
    /// <summary>Notes that the journey is told.</summary>
    public void Told(string folder) => File.WriteAllBytes(Path.Combine(folder, "demo.json"), JsonSerializer.SerializeToUtf8Bytes(this with { Traced = true }));

    /// <summary>The folder's mark; made when it has none.</summary>
    /// <exception cref="WrongUseException">The folder holds the chain of another seed.</exception>
    public static DemoMark Of(string folder, ulong? seed, TimeProvider clock)
    {
        var file = Path.Combine(folder, "demo.json");
        if (File.Exists(file))
        {
            var known = JsonSerializer.Deserialize<DemoMark>(File.ReadAllBytes(file)) ?? throw new WrongUseException($"{file} is not readable.");
            if (seed is { } other && other != known.Seed)
                throw new WrongUseException(string.Create(CultureInfo.InvariantCulture, $"{folder} holds the sample chain of seed {known.Seed}; take another folder with --data."));
            return known;
        }
        var mark = new DemoMark(seed ?? 1, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(mark));
        return mark;
    }
}
