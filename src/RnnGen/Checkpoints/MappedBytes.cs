using System.IO.MemoryMappedFiles;

namespace RnnGen;

/// <summary>A file in the process's addresses: the system reads the pages that are asked for.</summary>
internal sealed unsafe class MappedBytes : FileBytes
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private volatile bool _disposed;

    /// <summary>Maps a file that is not empty.</summary>
    public MappedBytes(FileStream stream)
    {
        Length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public override long Length { get; }

    public override ReadOnlyMemory<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return length == 0 ? default(ReadOnlyMemory<byte>) : new MappedMemory(this, start, length).Memory;
    }

    /// <summary>Where a part lies.</summary>
    /// <exception cref="ObjectDisposedException">It lies nowhere any more.</exception>
    public byte* At(long start)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SafetensorsFile));
        return _start + start;
    }

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
