using BeautyGrains.Contracts;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests;

/// <summary>
/// Runs a script again and again, and lets the process die after every single write of it: after the first, the second, and so on,
/// until a run comes to its end. Each time another process starts on what was written. Where processes take long to start, some writes are
/// passed over (<see cref="HouseEngine.CrashEvery"/>).
/// </summary>
public static class Crash
{
    /// <param name="prepare">Before anything can go wrong.</param>
    /// <param name="script">What dies somewhere. Troubles of its calls are expected.</param>
    /// <param name="check">On what was written, in a new process; told how many writes the script got done. No process was driven yet.</param>
    /// <returns>How many writes the script makes, and so how many crashes there were where none is passed over.</returns>
    public static async Task<int> AfterEveryWrite(Func<House, Task> prepare, Func<House, Task> script, Func<House, int, Task> check)
    {
        for (var writes = 0; ; writes += HouseEngine.CrashEvery)
        {
            writes.ShouldBeLessThan(500);
            var faults = new DeathAfter(writes);
            var disk = new MemoryDisk();
            var journal = new MemoryJournal(new() { Disk = disk, Faults = faults });
            await using (var house = await House.Open(journal))
            {
                await prepare(house);
                faults.Arm();
                await Script(house, script);
            }
            journal.Crash();

            await using var survivor = new MemoryJournal(new() { Disk = disk });
            await using var next = await House.Open(survivor);
            try
            {
                await check(next, writes);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"After {writes} writes: {failure.Message}", failure);
            }
            if (!faults.IsDead) return faults.Written;
        }
    }

    private static async Task Script(House house, Func<House, Task> script)
    {
        try
        {
            await script(house);
        }
        catch (Exception trouble) when (trouble is OutcomeUnknownException or NotWrittenException)
        {
            // What its callers saw of the death.
        }
    }

    private sealed class DeathAfter(int writes) : MemoryJournalFaults
    {
        private readonly Lock _gate = new();
        private bool _armed;
        private int _left = writes;

        public bool IsDead { get; private set; }

        public int Written { get; private set; }

        public void Arm()
        {
            lock (_gate) _armed = true;
        }

        public override AppendFate FateOf(StreamKey stream, ReadOnlyMemory<NewEvent> events)
        {
            lock (_gate)
            {
                if (!_armed) return AppendFate.Written;
                if (_left-- > 0)
                {
                    Written++;
                    return AppendFate.Written;
                }
                IsDead = true;
                return AppendFate.LostUnknown;
            }
        }
    }
}
