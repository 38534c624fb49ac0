/** One statement, under the name of what it makes. */
export type Step = [name: string, statement: string]
