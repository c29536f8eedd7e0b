namespace RnnGen.Compiler.Model;

/// <summary>Point-wise activations; the members equal those of <c>RnnGen.Activation</c> by name and value.</summary>
internal enum Activation
{
    Identity,
    Tanh,
    Sigmoid,
    Relu,
    LeakyRelu,
    Elu,
    Selu,
    Softplus,
    Softsign,
    HardSigmoid,
    HardTanh,
    Gelu,
    Softmax,
}
