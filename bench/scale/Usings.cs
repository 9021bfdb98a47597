global using System.Collections.Immutable;
global using BeautyGrains.Contracts;
global using BeautyGrains.Grains;
global using BeautyGrains.Journal;
