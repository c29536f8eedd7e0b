using RnnGen;

namespace SnipsSlots;

/// <summary>The 39 slots of the published data set, and the tags that mark them word by word.</summary>
internal static class Slots
{
    private static readonly string[] s_names =
    [
        "album", "artist", "best_rating", "city", "condition_description", "condition_temperature", "country",
        "cuisine", "current_location", "entity_name", "facility", "genre", "geographic_poi", "location_name",
        "movie_name", "movie_type", "music_item", "object_location_type", "object_name", "object_part_of_series_type",
        "object_select", "object_type", "party_size_description", "party_size_number", "playlist", "playlist_owner",
        "poi", "rating_unit", "rating_value", "restaurant_name", "restaurant_type", "served_dish", "service", "sort",
        "spatial_relation", "state", "timeRange", "track", "year",
    ];

    /// <summary>"O" outside of slots; of each slot "B-" for its first word and "I-" for the others.</summary>
    public static Vocabulary Tags { get; } = Vocabulary.FromTokens(
        ["O", .. s_names.SelectMany(static name => new[] { $"B-{name}", $"I-{name}" })],
        padding: null,
        unknown: null);
}
