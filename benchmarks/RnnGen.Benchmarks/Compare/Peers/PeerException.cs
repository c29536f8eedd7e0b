namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>A program that is not there, cannot be built or has failed; the message is the plain reason.</summary>
internal sealed class PeerException(string message) : Exception(message);
