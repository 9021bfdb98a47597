using BeautyGrains.Silo.Cli;

return await CommandLine.Run(args);
