declare module 'edtf' {
  /** A parsed text: the first and the last millisecond that it covers, in UTC. */
  interface Edtf {
    type: 'Date' | 'Year' | 'Decade' | 'Century' | 'Season' | 'Interval' | 'List' | 'Set'
    /** -Infinity for an open start, null for an unknown one. */
    min: number | null
    /** Infinity for an open end, null for an unknown one. */
    max: number | null
    values: unknown[]
  }
  /** @throws {Error} if the text is not EDTF of the level */
  export default function edtf(text: string, options?: { level?: 0 | 1 | 2 }): Edtf
}
