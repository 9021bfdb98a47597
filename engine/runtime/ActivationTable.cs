using System.Collections.Concurrent;

namespace BeautyGrains.Engine;

/// <summary>The activations of one grain class, each from its first call until after its OnDeactivateAsync: one of each key, or several where the class is a stateless worker.</summary>
/// <param name="mostWorkers">Of one key, at most; 0 where there is one activation of each key.</param>
internal sealed class ActivationTable(int mostWorkers)
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Workers> _workers = new(StringComparer.Ordinal);

    internal int Count => mostWorkers == 0 ? _activations.Count : _workers.Sum(pair => pair.Value.All.Length);

    /// <summary>The activation that a call goes to, made if need be. It may end before it takes the call: then it is to be forgotten, and another asked for.</summary>
    internal Activation For(Call call)
    {
        if (mostWorkers > 0)
            return WorkerFor(call);
        return _activations.TryGetValue(call.Key, out var activation)
            ? activation
            : _activations.GetOrAdd(call.Key, static (key, at) => new(at.Engine, at.Target, key), call);
    }

    /// <summary>The one activation of a key, or null; workers have none.</summary>
    internal Activation? Find(string key) => _activations.GetValueOrDefault(key);

    internal void Forget(Activation activation)
    {
        if (mostWorkers == 0)
            _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));
        else if (_workers.TryGetValue(activation.Key, out var workers) && workers.Forget(activation))
            _workers.TryRemove(KeyValuePair.Create(activation.Key, workers));
    }

    /// <summary>Those that are wanted, by key, and of one key by age: in the same order in every run, which the tables themselves have not.</summary>
    internal List<Activation> InOrder(Func<Activation, bool> isWanted)
    {
        if (mostWorkers > 0)
            return [.. _workers.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.All).Where(isWanted)];
        var found = new List<Activation>();
        foreach (var pair in _activations)
        {
            if (isWanted(pair.Value))
                found.Add(pair.Value);
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return found;
    }

    private Activation WorkerFor(Call call)
    {
        while (true)
        {
            var workers = _workers.GetOrAdd(call.Key, static (_, most) => new(most), mostWorkers);
            if (workers.For(call) is { } worker)
                return worker;
            _workers.TryRemove(KeyValuePair.Create(call.Key, workers));
        }
    }
}
