using System.Runtime.InteropServices;

namespace RnnGen.Ilgpu;

/// <summary>
/// What a constructor takes of a device: where it fails nobody has the object that would give it back. Buffers and
/// marks enter themselves as they are made, those of objects inside of objects too.
/// </summary>
internal static class Construction
{
    [ThreadStatic]
    private static List<IDisposable>? s_made;

    /// <summary>Makes an object; where that fails, everything that was made for it is disposed of.</summary>
    public static TOwner Of<TOwner>(Func<TOwner> make)
    {
        List<IDisposable>? outer = s_made;
        List<IDisposable> made = s_made = [];
        try
        {
            TOwner owner = make();
            outer?.AddRange(made);
            return owner;
        }
        catch
        {
            // Why nothing could be made is what the caller hears of, not what the driver says of giving it back.
            made.Reverse();
            _ = Disposal.Try(CollectionsMarshal.AsSpan(made));
            throw;
        }
        finally
        {
            s_made = outer;
        }
    }

    /// <summary>Enters what is disposed of where the construction at hand fails; nothing where there is none.</summary>
    public static void Enter(IDisposable made) => s_made?.Add(made);
}
