using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Upkeep that waits for one of the writing threads and is done on its connection.</summary>
internal sealed class SqliteWork(Func<Connection, int> work) : QueuedWrite
{
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _result;

    public override int Weight => 1;

    public Task<int> Answer => _answer.Task;

    public void Run(Connection connection) => _result = work(connection);

    public override void Complete(JournalException? batchFailure)
    {
        if (batchFailure is null) _answer.SetResult(_result);
        else _answer.SetException(batchFailure);
    }
}
