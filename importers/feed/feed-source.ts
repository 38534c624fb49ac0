import type { DATASET_METHODS } from '../../database/tables/enums.ts'

/** The dataset that rows belong to, and the author of the revisions that they cause. */
export interface FeedSource {
  datasetId: string
  /** The method of the dataset. */
  method: (typeof DATASET_METHODS)[number]
  /** The author of the revisions, such as `import gdelt`. */
  by: string
  /** The reason of the revisions: the release and the file. */
  reason: string
  /** See `Importer.listsAllMentions`. */
  listsAllMentions: boolean
}
