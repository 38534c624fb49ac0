import { lockFolder } from '../../../database/connection/folder-lock.ts'

/** A child process that locks a folder: see `startChild`. */
let release: (() => Promise<void>) | undefined

async function answer(message: unknown): Promise<string> {
  if (message === 'release') {
    await release?.()
    release = undefined
    return 'released'
  }
  try {
    release = await lockFolder(message as string)
    return 'won'
  } catch (error) {
    return (error as Error).message
  }
}

process.on('message', (message) => {
  // Blocks the event loop for ever.
  if (message === 'hang') for (;;);
  void answer(message).then((text) => process.send?.(text))
})
