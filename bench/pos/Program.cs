using System.CommandLine;
return new RootCommand("POS load").Parse(args).Invoke();
