/** The data of a result as JSON text, in the place of its objects. */
export class JsonText {
  /** Makes it assignable to the data of a result. */
  readonly [property: string]: unknown
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The objects. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}
