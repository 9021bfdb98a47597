global using System.Collections.Immutable;
global using BeautyGrains.Contracts;
global using Orleans;
global using Orleans.Concurrency;
