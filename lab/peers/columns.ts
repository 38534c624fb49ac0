/** The condition of default lists. */
export const IS_DEFAULT =
  "e.realis = 'ACTUAL' and e.polarity = 'POSITIVE' and e.certainty <> 'RETRACTED' and e.evidence <> 'CODED'"

/** The columns of events under the names of their fields; those of the time and the location begin with its name. */
export const EVENT_COLUMNS = `e.id, e.kind, e.title, e.summary, e.realis, e.polarity, e.certainty,
  e.mention_count as "mentionCount", e.publisher_count as "publisherCount", e.dataset_id as "datasetId", e.version,
  e.created_at as "createdAt", e.updated_at as "updatedAt", e.edtf, e.earliest, e.latest,
  e.time_precision as "timePrecision", e.time_basis as "timeBasis", e.time_text as "timeText",
  e.place_id as "placeId", e.location_precision as "locationPrecision", e.latitude, e.longitude,
  e.radius_km as "radiusKm", e.location_text as "locationText"`

/** Articles with the headline of their latest version. */
export const ARTICLES = `select a.id, a.url, a.published_on as "publishedOn", a.publisher_id as "publisherId", v.headline
  from articles a left join lateral (
    select headline from article_versions where article_id = a.id order by version desc limit 1
  ) v on true`
