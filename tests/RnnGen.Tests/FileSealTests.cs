using System.Security.Cryptography;
using System.Text;

namespace RnnGen.Tests;

/// <summary>A sealed file that was altered or cut in any place is refused, with a reason.</summary>
public sealed class FileSealTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rnngen-");

    private string File => Path.Combine(_folder.FullName, "m.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Hash_IsThatOfTheFileWithZerosInItsPlace()
    {
        byte[] bytes = Sealed();
        string stated = SafetensorsFile.Read(File).Metadata["rnngen.sha256"];
        int at = Encoding.ASCII.GetString(bytes).IndexOf(stated, StringComparison.Ordinal);
        bytes.AsSpan(at, 64).Fill((byte)'0');
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), stated, ignoreCase: true);
    }

    [Fact]
    public void AnyByte_Changed_IsRefused()
    {
        byte[] bytes = Sealed();
        int data = bytes.Length - 20; // five floats
        byte[] others = [1, 2, 4, 8, 16, 32, 64, 128, 0xFF, .. "\"\\{}[],: \t0189AFaf\0"u8];
        for (int i = 0; i < bytes.Length; i++)
        {
            byte right = bytes[i];
            for (int k = 0; k < others.Length; k++)
            {
                bytes[i] = k < 9 ? (byte)(right ^ others[k]) : others[k];
                if (bytes[i] == right)
                    continue;
                Exception? error = Record.Exception(() => Parse("f", bytes));
                Assert.True(error is CheckpointException, $"byte {i} = {bytes[i]}: {error?.ToString() ?? "accepted"}");
                if (i >= data)
                    Assert.Contains("was altered", error!.Message, StringComparison.Ordinal);
            }

            bytes[i] = right;
        }

        Parse("f", bytes);
    }

    [Fact]
    public void AnyLength_Cut_IsRefused()
    {
        byte[] bytes = Sealed();
        for (int length = 0; length < bytes.Length; length++)
        {
            CheckpointException error =
                Assert.Throws<CheckpointException>(() => Parse("f", bytes[..length]));
            Assert.Contains("truncated?", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<CheckpointException>(() => Parse("f", [.. bytes, 0]));
    }

    [Fact]
    public void Message_StatesBothHashes()
    {
        byte[] bytes = Sealed();
        string stated = SafetensorsFile.Read(File).Metadata["rnngen.sha256"];
        bytes[^1] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        var error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(File));
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Contains("was altered: its SHA-256 is ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"the file says {stated}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LaterVersion_IsRefused()
    {
        var metadata = new Dictionary<string, string> { ["rnngen.version"] = "2" };
        FileSeal.Verify("f", new ArrayBytes([]), new Dictionary<string, string>(), null);
        var unsealed = Assert.Throws<CheckpointException>(() => FileSeal.Verify("f", new ArrayBytes([]), metadata, null));
        Assert.Contains("no 'rnngen.sha256'", unsealed.Message, StringComparison.Ordinal);
        byte[] header = SafetensorsHeader.Print([], new Dictionary<string, string>(FileSeal.Prepare(metadata))
        {
            ["rnngen.version"] = "2",
        });
        FileSeal.Close(header, []);
        var later = Assert.Throws<CheckpointException>(() => Parse("f", header));
        Assert.Contains("version 2; this RnnGen reads version 1", later.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelFile_Extras_AreKeptAndNotReportedAsUnused()
    {
        var model = new RnnModel<float>(new RnnOptions());
        model.Notes["a"] = "b";
        SafetensorsTensor moments = SafetensorsTensor.From<double>("rnngen.adam.m", [2], [1, 2]);
        var extra = new Dictionary<string, string> { ["rnngen.trainer.epoch"] = "7" };
        ModelFile.Write(File, model, [moments], extra);
        Assert.Throws<ArgumentException>(() => ModelFile.Write(
            File, model, null, new Dictionary<string, string> { ["rnngen.note.a"] = "7" }));

        SafetensorsFile file = ModelFile.Read(File);
        Assert.Equal([1, 2], file.Find("rnngen.adam.m")!.ToArray<double>());
        Assert.Equal("7", file.Metadata["rnngen.trainer.epoch"]);
        var other = new RnnModel<float>(new RnnOptions(), seed: 9);
        float[] before = other.Parameters.Flat.ToArray();
        StagedModel<float> staged = ModelFile.Stage(file, other);
        Assert.Equal(before, other.Parameters.Flat.ToArray());
        Assert.Empty(other.Notes);
        LoadReport report = staged.Apply();
        Assert.Empty(report.Unused);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        Assert.Equal("b", other.Notes["a"]);
        float[] x = Draw.Values<float>(9, 2);
        float[] expected = new float[15], actual = new float[15];
        model.Predict(x, expected);
        other.Predict(x, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Leftovers_OfThatFileOnly_AreRemoved()
    {
        string hex = "0123456789abcdef0123456789abcdef";
        string[] leftovers = [$"m.safetensors.{hex}.tmp", $"m.safetensors.{Guid.NewGuid():N}.tmp"];
        string[] others =
            ["m.safetensors", $"n.safetensors.{hex}.tmp", "m.safetensors.tmp", $"m.safetensors.{hex}0.tmp",
                $"m.safetensors.{hex[1..]}Z.tmp", $"m.safetensors.x.{hex}.tmp"];
        foreach (string name in leftovers.Concat(others))
            System.IO.File.WriteAllText(Path.Combine(_folder.FullName, name), "");
        Assert.Equal(2, DurableFile.RemoveLeftovers(File));
        Assert.Equal(
            others.Order(StringComparer.Ordinal),
            _folder.GetFiles().Select(static f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, DurableFile.RemoveLeftovers(Path.Combine(_folder.FullName, "absent", "m")));
    }

    private static SafetensorsFile Parse(string name, byte[] bytes)
        => SafetensorsReader.Parse(name, new ArrayBytes(bytes));

    private byte[] Sealed()
    {
        var metadata = new Dictionary<string, string>
        {
            ["model"] = "M",
            ["rnngen.note.x"] = $"\"rnngen.sha256\":\"{new string('0', 64)}\"",
        };
        SafetensorsFile.Write(
            File,
            [
                SafetensorsTensor.From<float>("w", [2, 2], [1, -2, 3, 4]),
                SafetensorsTensor.From<float>("rnngen.sha256", [1], [1]),
            ],
            metadata,
            seal: true);
        return System.IO.File.ReadAllBytes(File);
    }
}
