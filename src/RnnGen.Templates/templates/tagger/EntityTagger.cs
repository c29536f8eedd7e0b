using RnnGen;

/// <summary>Words in, a tag for each word out; the CRF judges the tags of a sentence together.</summary>
[RnnModel]
[Embedding(200, 24, PaddingIndex = 0)]
[Lstm(24, Bidirectional = true, InputDropout = 0.2)]
[Dense(5)]
[Crf(Scheme = TagScheme.Bio)]
public sealed partial class EntityTagger;
