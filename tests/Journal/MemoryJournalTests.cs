using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Journal.Tests;

public sealed class MemoryJournalTests : ReadContract
{
    private readonly MemoryDisk _disk = new();

    // All is read from what would lie on its disk.
    protected override bool HandsOn => false;

    protected override IVerifiableJournal OpenJournal(int capacity) => new MemoryJournal(new() { Disk = _disk, Capacity = capacity });
}
