using RnnGen.Crash;

// One argument: the folder of the checkpoints. Tests kill this process, or take the disk away from it.
try
{
    using var run = new CrashRun(args[0]);
    Console.WriteLine($"from step {run.Trainer.StepCount}");
    Console.WriteLine(run.Finish());
    return 0;
}
catch (IOException e)
{
    Console.WriteLine($"{e.GetType().Name}: {e.Message}");
    return 3;
}
