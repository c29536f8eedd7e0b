namespace RnnGen;

/// <summary>A file that has been read.</summary>
internal sealed class ArrayBytes(byte[] bytes) : FileBytes
{
    public override long Length => bytes.Length;

    public override ReadOnlyMemory<byte> Slice(long start, int length) => new(bytes, checked((int)start), length);
}
