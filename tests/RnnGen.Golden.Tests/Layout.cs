namespace RnnGen.Golden.Tests;

/// <summary>Files are time-major, the product is batch-major.</summary>
internal static class Layout
{
    /// <summary>[A, B, W] to [B, A, W].</summary>
    public static T[] Swap<T>(T[] values, int a, int b)
    {
        int width = a * b == 0 ? 0 : values.Length / (a * b);
        var result = new T[values.Length];
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
                Array.Copy(values, ((i * b) + j) * width, result, ((j * a) + i) * width, width);
        }

        return result;
    }
}
