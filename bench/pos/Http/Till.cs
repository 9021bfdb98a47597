using System.Diagnostics;
using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>The server did not answer within the patience of a terminal.</summary>
public sealed class ServerGoneException(string message) : Exception(message);

/// <summary>How a terminal sends a command.</summary>
public enum Manner
{
    /// <summary>Once.</summary>
    Plain,
    /// <summary>Hangs up before the answer can arrive, then sends the same again.</summary>
    HangUp,
    /// <summary>Two or three times at once.</summary>
    Duplicated,
    /// <summary>Again after the answer.</summary>
    Repeated,
}

/// <summary>Sends commands until their outcome is known, and takes down every outcome in the book before anybody acts on it.</summary>
/// <param name="patience">How long one command is sent again while nothing is known.</param>
public sealed class Till(Wire wire, Book book, TimeSpan patience)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Sends a command in this manner; its outcome is known on return.</summary>
    /// <exception cref="ServerGoneException">Nothing was known in time; the command stays unknown in the book.</exception>
    public async Task<Command> Do(Ask ask, Manner manner, Dice dice, CancellationToken stop)
    {
        var command = book.Open(ask);
        // An item that one sending was refused may be held by the next, when stock has come free between them.
        if (ask.Kind == CommandKind.Batch && manner != Manner.Plain) command.Ambiguous = true;
        switch (manner)
        {
            case Manner.Duplicated:
                await Duplicate(command, dice.Between(2, 3), stop);
                break;
            case Manner.HangUp:
                await HangUp(command, TimeSpan.FromMicroseconds(dice.Between(100, 4000)), stop);
                break;
        }

        if (command.IsUnknown) await SendUntilKnown(command, stop);
        if (manner == Manner.Repeated && command.IsAcknowledged) await Repeat(command, stop);
        return command;
    }

    /// <summary>Sends a command until its outcome is known.</summary>
    /// <exception cref="ServerGoneException">Nothing was known in time.</exception>
    public async Task SendUntilKnown(Command command, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var reply = await Attempt(command, null, stop);
            if (!command.IsOpenAfter(reply))
            {
                Settle(command, reply);
                return;
            }

            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new ServerGoneException($"{command.Ask.Method} {command.Ask.Path}: {reply.Trouble ?? $"still {reply.Status}"} after {patience.TotalSeconds:0} s");
            var wait = reply.RetryAfter ?? TimeSpan.FromMilliseconds(20 << Math.Min(attempt, 6));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, stop);
        }
    }

    private async Task<Reply> Attempt(Command command, TimeSpan? hangUpAfter, CancellationToken stop)
    {
        var ask = command.Ask;
        var reply = await wire.Send(ask.Kind.ToString(), new(ask.Method), ask.Path, ask.Body, hangUpAfter, stop);
        if (command.IsOpenAfter(reply) && !reply.IsDefinitelyNotDone) command.Ambiguous = true;
        if (reply.Status is >= 500 and not 503) book.Saw(new(ask.Path, $"{ask.Method} got {reply.Status} {reply.ProblemType}"));
        if (reply.Status is 429 or 503 && reply.RetryAfter is null) book.Saw(new(ask.Path, $"{reply.Status} came without Retry-After"));
        return reply;
    }

    private async Task HangUp(Command command, TimeSpan after, CancellationToken stop)
    {
        var reply = await Attempt(command, after, stop);
        if (!command.IsOpenAfter(reply)) Settle(command, reply);
    }

    private async Task Duplicate(Command command, int times, CancellationToken stop)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => Attempt(command, null, stop)));
        var done = replies.Where(reply => reply.IsAcknowledged && !command.IsOpenAfter(reply)).ToList();
        if (done.Count > 0)
        {
            Settle(command, done[0]);
            foreach (var other in done.Skip(1)) Compare(command, done[0], other, "sent at once");
            if (done.Count(reply => reply.Status == 201) > 1) book.Saw(new(command.Ask.Path, $"{times} at once were created more than once"));
        }
        else if (replies.All(reply => reply.IsRefused))
        {
            Settle(command, replies[0]);
        }
    }

    private async Task Repeat(Command command, CancellationToken stop)
    {
        var first = new Reply(command.Status, command.Answer, null, null);
        var again = await Attempt(command, null, stop);
        if (command.IsOpenAfter(again)) return;
        if (again.Status != 200) book.Saw(new(command.Ask.Path, $"acknowledged with {first.Status}, the repeat got {again.Status} {again.ProblemType}"));
        else Compare(command, first, again, "repeated");
    }

    private void Compare(Command command, Reply one, Reply other, string how)
    {
        var (expected, found) = (Essence.Of(command.Ask.Kind, one.Body), Essence.Of(command.Ask.Kind, other.Body));
        if (expected != found) book.Saw(new(command.Ask.Path, $"{how}, {command.Ask.Kind} was answered with {expected} and with {found}"));
    }

    private void Settle(Command command, Reply reply)
    {
        if (!reply.IsAcknowledged && !Refusals.MayHappen(command.Ask.Kind, reply))
            book.Saw(new(command.Ask.Path, $"{command.Ask.Kind} was refused with {reply.Status} {reply.Body}"));
        book.Settle(command, reply.Status, reply.Body);
    }
}
