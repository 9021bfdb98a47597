namespace BeautyGrains.Engine;

/// <summary>The activations of one stateless worker grain. They stand in no table that others see, and each takes what comes to it alone.</summary>
internal sealed class Workers(int most)
{
    private readonly List<Activation> _workers = [];
    private bool _isClosed;

    internal Activation[] All
    {
        get
        {
            lock (_workers)
            {
                return [.. _workers];
            }
        }
    }

    /// <summary>The worker for a call: the oldest that is idle, else a new one while there may be more, else the one with the fewest calls waiting.</summary>
    /// <returns>Null when this set has been forgotten, so that another has to be asked for.</returns>
    internal Activation? For(Call call)
    {
        lock (_workers)
        {
            if (_isClosed)
                return null;
            Activation? quietest = null;
            var fewest = int.MaxValue;
            foreach (var worker in _workers)
            {
                var load = worker.Load;
                if (load == 0)
                    return worker;
                if (load >= fewest)
                    continue;
                fewest = load;
                quietest = worker;
            }

            if (quietest is not null && _workers.Count >= most)
                return quietest;
            var made = new Activation(call.Engine, call.Target, call.Key);
            _workers.Add(made);
            return made;
        }
    }

    /// <returns>True when no worker is left: nobody may be added any more.</returns>
    internal bool Forget(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
            return _isClosed |= _workers.Count == 0;
        }
    }
}
