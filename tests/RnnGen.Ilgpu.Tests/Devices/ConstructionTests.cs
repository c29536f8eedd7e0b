namespace RnnGen.Ilgpu.Tests;

/// <summary>What a constructor has taken of a device is given back where it fails, and only then.</summary>
public sealed class ConstructionTests
{
    private readonly List<string> _disposed = [];

    [Fact]
    public void Of_WhatSucceeds_DisposesOfNothing()
    {
        string made = Construction.Of(() =>
        {
            Enter("a");
            return "made";
        });
        Assert.Equal("made", made);
        Assert.Empty(_disposed);
    }

    [Fact]
    public void Of_WhatFails_DisposesOfTheLastFirst()
    {
        Assert.Throws<NotSupportedException>(() => Fail("a", "b", "c"));
        Assert.Equal(["c", "b", "a"], _disposed);
    }

    /// <summary>Why nothing could be made is what is thrown, and one error keeps nothing else.</summary>
    [Fact]
    public void Of_WhatFails_WhereSomethingCannotBeDisposedOf_DisposesOfTheOthers()
    {
        Assert.Throws<NotSupportedException>(() => Fail("a", "!b", "c"));
        Assert.Equal(["c", "!b", "a"], _disposed);
    }

    [Fact]
    public void Of_InsideOfAnother_IsDisposedOfWithIt()
    {
        Assert.Throws<NotSupportedException>(() => Construction.Of(() =>
        {
            Enter("a");
            Construction.Of(() =>
            {
                Enter("b");
                return 0;
            });
            Enter("c");
            return Throw();
        }));
        Assert.Equal(["c", "b", "a"], _disposed);
    }

    [Fact]
    public void Of_InsideOfAnother_WhereItFailsAlone_LeavesTheOther()
    {
        Construction.Of(() =>
        {
            Enter("a");
            Assert.Throws<NotSupportedException>(() => Fail("b"));
            Enter("c");
            return 0;
        });
        Assert.Equal(["b"], _disposed);
    }

    [Fact]
    public void Enter_OnAnotherThread_IsNoPartOfIt()
    {
        Enter("before");
        Assert.Throws<NotSupportedException>(() => Construction.Of(() =>
        {
            var other = new Thread(() => Enter("other"));
            other.Start();
            other.Join();
            return Throw();
        }));
        Enter("behind");
        Assert.Empty(_disposed);
    }

    [Fact]
    public void Disposal_OfSeveral_AsksAllAndThrowsTheFirstError()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => Disposal.Of(Make("a"), Make("!b"), null, Make("!c"), Make("d")));
        Assert.Equal("!b", e.Message);
        Assert.Equal(["a", "!b", "!c", "d"], _disposed);
    }

    [Fact]
    public void Disposal_AfterWhatFails_AsksAllAndThrowsThat()
    {
        Assert.Throws<NotSupportedException>(() => Disposal.After(static () => Throw(), Make("!a"), Make("b")));
        Assert.Equal(["!a", "b"], _disposed);
        Assert.Throws<InvalidOperationException>(() => Disposal.After(static () => { }, Make("!c"), Make("d")));
        Assert.Equal(["!a", "b", "!c", "d"], _disposed);
    }

    private static int Throw() => throw new NotSupportedException();

    private int Fail(params string[] names) => Construction.Of(() =>
    {
        foreach (string name in names)
            Enter(name);
        return Throw();
    });

    private void Enter(string name) => Construction.Enter(Make(name));

    private Piece Make(string name) => new(name, _disposed);

    /// <summary>Says that it was disposed of, and throws then where its name begins with an exclamation mark.</summary>
    private sealed class Piece(string name, List<string> disposed) : IDisposable
    {
        public void Dispose()
        {
            disposed.Add(name);
            if (name.StartsWith('!'))
                throw new InvalidOperationException(name);
        }
    }
}
