namespace RnnGen.Compiler.Model;

/// <summary>What a pool takes over the valid steps.</summary>
internal enum PoolKind
{
    Mean,
    Max,
}
