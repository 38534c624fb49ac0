import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A process that runs a TypeScript file and answers messages one at a time. */
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
 * @param file the TypeScript file to run
 */
export function startChild(file: URL): Child {
  const child = fork(file, { execArgv: ['--import', 'tsx'] })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as unknown[]
    if (message === undefined) throw new Error(`The process of ${file.pathname} ended before it answered.`)
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
