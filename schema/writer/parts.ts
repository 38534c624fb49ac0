import { TooLongError, type Run, type Written } from './run.ts'

/** Joins the fields of an object, or the items of a list: at once, unless some of them are promises. */
export class Parts {
  readonly #run: Run
  #text: string
  /** The texts and promises before the text; undefined while there is no promise. */
  #before: Promise<string>[] | undefined

  /** @param open what precedes the parts */
  constructor(run: Run, open: string) {
    this.#run = run
    this.#text = open
  }

  /** @param key what precedes the part */
  add(key: string, part: Written): void {
    if (typeof part === 'string') this.#text += key + part
    else {
      ;(this.#before ??= []).push(Promise.resolve(this.#text + key), part)
      this.#text = ''
    }
    if (this.#text.length > this.#run.maxLength) this.#forget()
  }

  /** Keeps no more of an answer that is too long; what is not written yet ends as usual. */
  #forget(): void {
    ;(this.#before ??= []).push(Promise.reject(new TooLongError()))
    this.#text = ''
  }

  /** @param close what follows the parts */
  end(close: string): Written {
    const text = this.#text + close
    if (this.#before === undefined) return text
    return Promise.all([...this.#before, Promise.resolve(text)]).then((parts) => {
      const length = parts.reduce((sum, part) => sum + part.length, 0)
      if (length > this.#run.maxLength) throw new TooLongError()
      return parts.join('')
    })
  }

  /** Ends with an error, after the promises that wait, so that no rejection is left alone. */
  fail(error: unknown): Promise<never> {
    const rethrow = () => {
      throw error
    }
    if (this.#before === undefined) return rethrow()
    return Promise.all(this.#before).then(rethrow, rethrow)
  }
}
