using System.Text.Json;
using RnnGen.Testing;

// Things that need a process of their own: the conformance tests start this one and read what it prints.
switch (args)
{
    case ["kernels", string path]:
        KernelRun.Run(JsonSerializer.Deserialize<Declaration[]>(File.ReadAllText(path))!);
        return 0;
    case ["allocations"]:
        Console.WriteLine(JsonSerializer.Serialize(AllocationRun.Measure()));
        return 0;
    default:
        Console.Error.WriteLine("usage: RnnGen.Testing kernels <declarations.json> | allocations");
        return 2;
}
