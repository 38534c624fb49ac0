import type { z } from 'zod'
import type { Execute } from '../execute.ts'

/** What a language model can call: a few operations with few arguments, and a short answer. */
export interface Tool {
  name: string
  /** For people. */
  title: string
  /** For the model: what it answers, and when to call it. */
  description: string
  input: z.ZodObject
  /** Whether it changes nothing. */
  isReadOnly: boolean
  /** Its documents by the names under which they are persisted. */
  documents: Readonly<Record<string, string>>
  /**
   * Answers a call.
   * @param input valid by `input`
   * @throws {GraphQLError} the error of an operation
   */
  run: (input: unknown, execute: Execute) => Promise<ToolAnswer>
}

interface ToolAnswer {
  /** Becomes JSON, without nulls and empty lists. */
  value: object
  /** Whether the call failed. Default: false */
  isError?: boolean
}

interface Declaration<Input extends z.ZodObject> extends Omit<Tool, 'input' | 'run' | 'isReadOnly'> {
  input: Input
  isReadOnly?: boolean
  run: (input: z.infer<Input>, execute: Execute) => Promise<ToolAnswer>
}

/** Declares a tool; by default one that changes nothing. */
export function declareTool<Input extends z.ZodObject>({
  isReadOnly = true,
  run,
  ...others
}: Declaration<Input>): Tool {
  return { ...others, isReadOnly, run: (input, execute) => run(input as z.infer<Input>, execute) }
}
