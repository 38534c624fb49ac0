/** An import stopped between two batches because its signal was aborted. What it had committed is kept. */
export class InterruptedError extends Error {
  /** The rows of the file that were read and stored. */
  readonly rowsRead: number

  constructor(rowsRead: number) {
    super(`Interrupted after ${rowsRead} rows`)
    this.rowsRead = rowsRead
  }
}
