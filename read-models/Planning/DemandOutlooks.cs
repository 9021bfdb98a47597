using System.Collections.Immutable;
using BeautyGrains.Forecasting;
using BeautyGrains.ReadModels.Demand;
using MathNet.Numerics.Distributions;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>What will be asked for of a SKU in a store, in the base unit.</summary>
/// <param name="Method">Of forecasting, by its name.</param>
/// <param name="KnownDays">Days of the past that it rests on.</param>
/// <param name="Intermittent">See <see cref="DemandSeries.IsIntermittent"/>.</param>
/// <param name="Means">Units expected per day, from today on.</param>
/// <param name="LeadTime">Of the lead time's days together.</param>
/// <param name="From">The first day of <paramref name="Means"/>, in the store.</param>
public sealed record SkuForecast(string Method, int KnownDays, bool Intermittent, ImmutableArray<double> Means, LeadTimeDemand LeadTime, DateOnly From, AsOf AsOf)
{
    /// <summary>Units expected per day, on average over the horizon.</summary>
    public double PerDay => Means.Average();
}

/// <summary>Forecasts from what the demand's read model has.</summary>
public sealed class DemandOutlooks(IDemandHistory history)
{
    /// <summary>Days of the past that are looked at.</summary>
    public const int PastDays = 730;

    /// <summary>The longest lead time and horizon.</summary>
    public const int MostDays = 180;

    /// <summary>Demand goes by the week.</summary>
    private const int Season = 7;

    private const int ElsewhereDays = 84;

    /// <summary>Forecasts; null where the SKU never was in the store, or no whole day of it is known.</summary>
    /// <param name="horizon">Days ahead, 1 to <see cref="MostDays"/>.</param>
    /// <param name="leadTimeDays">1 to <see cref="MostDays"/>.</param>
    public async Task<SkuForecast?> Of(string store, string sku, int horizon, int leadTimeDays, DateTimeOffset now, CancellationToken cancel)
    {
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-PastDays);
        if (await history.Of(store, sku, from, now, cancel) is not { Days.IsEmpty: false } past) return null;
        var series = new DemandSeries($"{store}/{sku}", CensoredDemand.Told([.. past.Days.Select(Of)]));
        var usual = series.IsNew ? await history.ElsewherePerDay(store, sku, ElsewhereDays, now, cancel) : double.NaN;
        if (series.Known == 0 && double.IsNaN(usual)) return null;
        var forecast = Forecaster.Forecast(series, new(horizon, Season), leadTimeDays, usual);
        return new(forecast.Method, series.Known, series.IsIntermittent, forecast.Means, forecast.LeadTime, past.Days[^1].Day.AddDays(1), past.AsOf);
    }

    // A day on which the SKU was there and then was not tells what was asked for at least, however late in the day that was: bursts empty shelves in the evening too.
    private static SoldInPeriod Of(DemandDay day)
    {
        var sold = (double)Math.Max(0, day.Sold + day.Used);
        return new(sold, day.HoursOut > 0 && sold > 0 ? PeriodKnown.AtLeast : day.Known ? PeriodKnown.All : PeriodKnown.Nothing);
    }

    /// <summary>How many standard deviations above the mean of a normal distribution are not exceeded with that probability.</summary>
    public static double NormalDeviate(double probability) => Normal.InvCDF(0, 1, probability);
}
