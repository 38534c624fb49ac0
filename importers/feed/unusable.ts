/** Why a row cannot be used; it is set aside. */
export class Unusable extends Error {
  /** The name of the column that is at fault. */
  readonly column: string

  constructor(column: string, message: string) {
    super(message)
    this.column = column
  }
}
