return await BeautyGrains.Bench.Compare.CommandLine.Execute(args);
