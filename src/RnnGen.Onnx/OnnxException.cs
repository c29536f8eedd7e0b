namespace RnnGen.Onnx;

/// <summary>
/// A model that cannot be written as ONNX, or an ONNX file that is damaged or holds what cannot be taken over: the
/// message says what and why.
/// </summary>
public sealed class OnnxException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">What caused it, or null.</param>
    public OnnxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
