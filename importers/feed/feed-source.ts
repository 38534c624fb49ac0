/** The dataset that rows belong to, and the author of the revisions that they cause. */
export interface FeedSource {
  datasetId: string
  /** The author of the revisions, such as `import gdelt`. */
  by: string
  /** See `Importer.listsAllMentions`. */
  listsAllMentions: boolean
}
