import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { compiledFile, QUICK_START } from './compiled.ts'

/** A process that runs a program of this folder and answers messages one at a time. */
export interface Child {
  /** Sends a message and returns the answer. */
  ask(message: unknown): Promise<unknown>
  /** Sends a message without waiting for an answer. */
  send(message: unknown): void
  /** Kills the process without any cleanup (SIGKILL) and waits for its end. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()

/**
 * Starts a process that answers messages over the IPC channel of Node.js.
 * @param program the name of a file of this folder
 */
export function startChild(program: 'importing' | 'second-process' | 'writer'): Child {
  const child = fork(compiledFile(`test/support/processes/${program}.ts`), { execArgv: QUICK_START })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as unknown[]
    if (message === undefined) throw new Error(`The process ${program} ended before it answered.`)
    return message
  }
  return {
    ask: (message) => {
      const answering = answer()
      child.send(message as string)
      return answering
    },
    send: (message) => void child.send(message as string),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Kills the processes that a test left running. */
export async function killChildren(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }),
  )
}
