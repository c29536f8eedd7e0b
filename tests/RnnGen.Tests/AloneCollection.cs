namespace RnnGen.Tests;

/// <summary>Tests that count the process's allocations run beside no others.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
