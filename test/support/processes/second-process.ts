import { lockFolder } from '../../../database/connection/folder-lock.ts'

/** A process that wants the lock of a folder: see `startChild`. */
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
  // An event loop that does not turn again.
  if (message === 'hang') for (;;);
  void answer(message).then((text) => process.send!(text))
})
