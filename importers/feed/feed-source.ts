/** From where rows come, and who brings them in. */
export interface FeedSource {
  datasetId: string
  /** For the history: who takes the rows in. */
  by: string
  listsAllMentions: boolean
}
