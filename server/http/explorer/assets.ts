import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'
import { faviconSvg } from '../../../explorer/favicon.tsx'
import { pageOf, type Page } from '../page.ts'

/** The folder of what browsers load; `scripts/build-assets.mjs` makes it. */
const ASSETS_FOLDER = join(projectRoot, 'dist', 'assets')

const ASSETS_PATH = '/assets/'

const FAVICON_PATH = '/favicon.svg'

interface Manifest {
  /** The file names of the entry points. */
  styles: string
  script: string
  files: readonly string[]
}

let manifest: Manifest | undefined

function readManifest(): Manifest {
  return (manifest ??= JSON.parse(readFileSync(join(ASSETS_FOLDER, 'manifest.json'), 'utf8')) as Manifest)
}

/** The addresses of what pages load. */
export function assetPaths(): { styles: string; script: string } {
  const { styles, script } = readManifest()
  return { styles: `${ASSETS_PATH}${styles}`, script: `${ASSETS_PATH}${script}` }
}

interface Asset {
  contentType: string
  cacheControl: string
  page: () => Promise<Page>
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

const pages = new Map<string, Promise<Page>>()

/** Returns what is served at a path; undefined if there is no such file. Each is compressed at its first request. */
export function findAsset(path: string): Asset | undefined {
  if (path === FAVICON_PATH) return assetOf('image/svg+xml', 'public, max-age=86400', path, faviconSvg)
  const name = path.slice(ASSETS_PATH.length)
  if (!path.startsWith(ASSETS_PATH) || !readManifest().files.includes(name)) return undefined
  const contentType = CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  // Another content has another name.
  return assetOf(contentType, 'public, max-age=31536000, immutable', path, () =>
    readFileSync(join(ASSETS_FOLDER, name), 'utf8'),
  )
}

function assetOf(contentType: string, cacheControl: string, path: string, read: () => string): Asset {
  const page = () => {
    const known = pages.get(path)
    if (known) return known
    const made = pageOf(read())
    pages.set(path, made)
    return made
  }
  return { contentType, cacheControl, page }
}
