namespace BeautyGrains.Bench.Scale;

/// <summary>Journals that take long to fill are kept beside each other and found again by name.</summary>
internal static class Data
{
    /// <summary>Fills the place's journal unless a run before has done so to the end.</summary>
    public static async Task Make(Place place, string name, Func<IJournal, Task> fill)
    {
        var mark = Path.Combine(place.Folder, "filled");
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == name) return;
        // A run that was broken off leaves half a journal.
        if (Directory.Exists(place.Folder)) Directory.Delete(place.Folder, recursive: true);
        Directory.CreateDirectory(place.Folder);
        var journal = House.OpenJournal(place);
        try
        {
            await fill(journal);
        }
        finally
        {
            if (journal is IAsyncDisposable closing) await closing.DisposeAsync();
        }

        await File.WriteAllTextAsync(mark, name);
    }

    /// <summary>How large the journal's files are; 0 in a database.</summary>
    public static long Bytes(Place place) =>
        Directory.Exists(place.Folder) ? new DirectoryInfo(place.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
}
