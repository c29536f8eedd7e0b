using System.Security.Cryptography;
using System.Text;

namespace Samples;

/// <summary>
/// A split that needs no random numbers and no list: a text is in the test set where its hash says so, whatever the
/// order of the data and whatever is added to it.
/// </summary>
internal static class HashSplit
{
    private const int Parts = 5;

    /// <summary>Whether the SHA-256 of the text, as one number, is a multiple of five: one text in five.</summary>
    public static bool IsTest(string text)
    {
        // 256 leaves 1 when it is divided by 5, so the number leaves what the sum of its bytes leaves.
        int sum = 0;
        foreach (byte digit in SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            sum += digit;
        return sum % Parts == 0;
    }
}
