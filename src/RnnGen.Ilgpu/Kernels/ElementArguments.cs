namespace RnnGen.Ilgpu.Kernels;

/// <summary>A head with its loss of each output.</summary>
internal struct ElementArguments<T, TLoss>
    where T : unmanaged
    where TLoss : unmanaged, IElementLoss
{
    public LossArguments<T> Head;
    public TLoss Loss;
}
