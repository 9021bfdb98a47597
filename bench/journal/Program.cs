return await BeautyGrains.Bench.Journal.CommandLine.Execute(args);
