/** The columns of UCDP GED that are used (UCDP GED Codebook 23.1). Their order differs between releases. */
export const USED_COLUMNS = [
  ...'id code_status year type_of_violence conflict_name dyad_name'.split(' '),
  ...'side_a_new_id side_a side_b_new_id side_b'.split(' '),
  ...'source_article source_office source_original'.split(' '),
  ...'where_prec where_coordinates where_description adm_1 adm_2 latitude longitude'.split(' '),
  ...'country country_id iso3 event_clarity date_prec date_start date_end'.split(' '),
  ...'deaths_a deaths_b deaths_civilians deaths_unknown best high low'.split(' '),
]

/** Columns that repeat other columns or that Dateline does not need. The README of this folder has the reasons. */
export const IGNORED_COLUMNS = [
  ...'relid active_year conflict_dset_id conflict_new_id dyad_dset_id dyad_new_id side_a_dset_id side_b_dset_id'.split(
    ' ',
  ),
  ...'number_of_sources source_date source_headline geom_wkt priogrid_gid region gwnoa gwnob start_year end_year'.split(
    ' ',
  ),
]

/** The columns that identify a file of UCDP GED: without them a row cannot become an event. */
export const REQUIRED_COLUMNS = [
  'id',
  'type_of_violence',
  'side_a',
  'side_b',
  'country',
  'date_prec',
  'date_start',
  'date_end',
  'best',
  'high',
  'low',
]
