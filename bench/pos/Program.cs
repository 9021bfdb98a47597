return await BeautyGrains.Bench.Pos.CommandLine.Execute(args);
