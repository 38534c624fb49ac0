/** SQL statements and the name of what they create. */
export type Step = [name: string, statement: string]
