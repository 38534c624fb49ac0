import { expect, test } from 'vitest'
import { buildAssets } from '../../scripts/build-assets.mjs'

/** What a first visit may load besides the page, compressed. */
const MAX_SCRIPT_BYTES = 20 * 1024
const MAX_STYLE_BYTES = 10 * 1024

test('what browsers load is small, and all of it is named by its contents', async () => {
  const files = await buildAssets()
  const sizeOf = (ending: string) =>
    files.filter(({ name }) => name.endsWith(ending)).reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
  expect(sizeOf('.js')).toBeLessThan(MAX_SCRIPT_BYTES)
  expect(sizeOf('.css')).toBeLessThan(MAX_STYLE_BYTES)
  for (const { name } of files) expect(name).toMatch(/^[\w-]+-[A-Z0-9]{8}\.(?:js|css)$/)
})
