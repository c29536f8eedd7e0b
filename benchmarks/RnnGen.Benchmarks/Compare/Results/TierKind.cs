namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>What is measured on each tier.</summary>
internal enum TierKind
{
    /// <summary>A product alone.</summary>
    Product,

    /// <summary>A training step.</summary>
    Training,

    /// <summary>A cell's maths behind the product.</summary>
    Pointwise,
}
