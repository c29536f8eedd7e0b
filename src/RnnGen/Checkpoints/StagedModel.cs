namespace RnnGen;

/// <summary>
/// A file read for a model and checked to the last tensor; the model is unchanged until it is applied.
/// </summary>
internal sealed class StagedModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly T[] _values;
    private readonly StagedAssets _assets;
    private readonly LoadReport _report;

    internal StagedModel(Model<T> model, T[] values, StagedAssets assets, LoadReport report)
    {
        _model = model;
        _values = values;
        _assets = assets;
        _report = report;
    }

    /// <summary>Gives the model its parameters and assets; nothing here fails.</summary>
    public LoadReport Apply()
    {
        _model.Parameters.Replace(_values);
        _model.Assets = _assets.Assets;
        foreach ((string key, string value) in _assets.Notes)
            _model.Notes[key] = value;
        return _report;
    }
}
