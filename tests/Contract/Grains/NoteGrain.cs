using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>What a grain keeps.</summary>
[GenerateSerializer]
[Alias("contract.Note")]
public sealed class Note
{
    [Id(0)]
    public string Text { get; set; } = "new";

    [Id(1)]
    public decimal Number { get; set; }

    [Id(2)]
    public List<string> Tags { get; set; } = [];
}

/// <summary>A note as its grain sees it.</summary>
/// <param name="AtStart">The text that the grain's OnActivateAsync met.</param>
/// <param name="Activation">Grows with each activation of the key.</param>
[GenerateSerializer, Immutable]
[Alias("contract.NoteView")]
public sealed record NoteView(string Text, decimal Number, int Tags, bool IsKept, string? Etag, string AtStart, int Activation);

/// <summary>Keeps a note.</summary>
[Alias("contract.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("View")]
    Task<NoteView> View();

    /// <summary>Changes the note without keeping it.</summary>
    [Alias("Assign")]
    Task Assign(string text);

    /// <summary>Changes the note and keeps it.</summary>
    [Alias("Write")]
    Task<NoteView> Write(string text, decimal number, int tags);

    /// <summary>Asks for a write, changes the note, and asks again, all in one turn.</summary>
    [Alias("WriteTwice")]
    Task<NoteView> WriteTwice(string first, string second);

    [Alias("Read")]
    Task<NoteView> Read();

    [Alias("Clear")]
    Task<NoteView> Clear();

    /// <summary>Keeps another state under another name.</summary>
    [Alias("WriteOther")]
    Task WriteOther(int count);

    [Alias("Other")]
    Task<int> Other();

    [Alias("End")]
    Task End();
}

public sealed class NoteGrain(
    [PersistentState("note", "Default")] IPersistentState<Note> note,
    [PersistentState("count")] IPersistentState<int> count) : Grain, INoteGrain
{
    private string _atStart = "";
    private int _activation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atStart = note.State.Text;
        var board = Board.Of($"note {this.GetPrimaryKeyString()}");
        board.Say("activated");
        _activation = board.Count("activated");
        return Task.CompletedTask;
    }

    public Task<NoteView> View() => Task.FromResult(
        new NoteView(note.State.Text, note.State.Number, note.State.Tags.Count, note.RecordExists, note.Etag, _atStart, _activation));

    public Task Assign(string text)
    {
        note.State.Text = text;
        return Task.CompletedTask;
    }

    public async Task<NoteView> Write(string text, decimal number, int tags)
    {
        note.State = new() { Text = text, Number = number, Tags = [.. Enumerable.Range(0, tags).Select(tag => $"tag {tag}")] };
        await note.WriteStateAsync();
        return await View();
    }

    public async Task<NoteView> WriteTwice(string first, string second)
    {
        note.State.Text = first;
        var once = note.WriteStateAsync();
        note.State.Text = second;
        var twice = note.WriteStateAsync();
        await once;
        await twice;
        return await View();
    }

    public async Task<NoteView> Read()
    {
        await note.ReadStateAsync();
        return await View();
    }

    public async Task<NoteView> Clear()
    {
        await note.ClearStateAsync();
        return await View();
    }

    public async Task WriteOther(int number)
    {
        count.State = number;
        await count.WriteStateAsync();
    }

    public Task<int> Other() => Task.FromResult(count.State);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

/// <summary>Holds one state twice, as two activations of one grain would.</summary>
[Alias("contract.ITwofoldGrain")]
public interface ITwofoldGrain : IGrainWithStringKey
{
    /// <summary>Writes the first, then the second, which does not know of it.</summary>
    /// <returns>True when the second write met the conflict and the grain caught that.</returns>
    [Alias("WriteBoth")]
    Task<bool> WriteBoth(string text, bool catches);

    /// <summary>Removes by the first, then writes by the second, which does not know of it.</summary>
    [Alias("ClearAndWrite")]
    Task<bool> ClearAndWrite();

    /// <summary>What an activation that has just begun to live would read, and the number of this one.</summary>
    [Alias("View")]
    Task<NoteView> View();
}

public sealed class TwofoldGrain(
    [PersistentState("note", "Default")] IPersistentState<Note> first,
    [PersistentState("note", "Default")] IPersistentState<Note> second) : Grain, ITwofoldGrain
{
    private int _activation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var board = Board.Of($"twofold {this.GetPrimaryKeyString()}");
        board.Say("activated");
        _activation = board.Count("activated");
        return Task.CompletedTask;
    }

    public async Task<bool> WriteBoth(string text, bool catches)
    {
        first.State.Text = text;
        await first.WriteStateAsync();
        second.State.Text = "overtaken";
        try
        {
            await second.WriteStateAsync();
            return false;
        }
        catch (InconsistentStateException) when (catches)
        {
            return true;
        }
    }

    public async Task<bool> ClearAndWrite()
    {
        first.State.Text = "goes";
        await first.WriteStateAsync();
        await second.ReadStateAsync();
        await first.ClearStateAsync();
        try
        {
            await second.WriteStateAsync();
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }

    public Task<NoteView> View() => Task.FromResult(new NoteView(
        first.State.Text, first.State.Number, first.State.Tags.Count, first.RecordExists, first.Etag, "", _activation));
}

/// <summary>Calls a grain that ends by a conflict, and does not catch it.</summary>
[Alias("contract.IPassingGrain")]
public interface IPassingGrain : IGrainWithStringKey
{
    [Alias("Pass")]
    Task<bool> Pass(string twofold);

    /// <summary>Adds one and tells how many that makes.</summary>
    [Alias("Add")]
    Task<int> Add();
}

public sealed class PassingGrain : Grain, IPassingGrain
{
    private int _count;

    public Task<bool> Pass(string twofold) => GrainFactory.GetGrain<ITwofoldGrain>(twofold).WriteBoth("passing", catches: false);

    public Task<int> Add() => Task.FromResult(++_count);
}
