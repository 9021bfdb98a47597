namespace BeautyGrains.Forecasting.Methods;

/// <summary>A method with its parameters, fed one period after the other, that can say at any time what it expects of the next ones.</summary>
internal abstract class Smoother
{
    /// <summary>Takes the next period in.</summary>
    /// <param name="demand">NaN where it is not known; time passes all the same.</param>
    public abstract void Observe(double demand);

    /// <summary>The mean demand that it expects of one period to come.</summary>
    /// <param name="ahead">1 is the period after the last observed one.</param>
    public abstract double Ahead(int ahead);

    /// <summary>The same of all the next periods, from 1 ahead on.</summary>
    public virtual void Tell(Span<double> means)
    {
        for (var ahead = 1; ahead <= means.Length; ahead++) means[ahead - 1] = Ahead(ahead);
    }

    /// <summary>The mean demand that it expects of the next periods together.</summary>
    public virtual double Over(int periods)
    {
        var sum = 0.0;
        for (var ahead = 1; ahead <= periods; ahead++) sum += Ahead(ahead);
        return sum;
    }
}

/// <summary>A smoother that expects the same of every period.</summary>
internal abstract class LevelSmoother : Smoother
{
    /// <summary>What it expects of every period.</summary>
    protected double Level { get; set; }

    public sealed override double Ahead(int ahead) => Level;

    public sealed override void Tell(Span<double> means) => means.Fill(Level);

    public sealed override double Over(int periods) => periods * Level;
}
