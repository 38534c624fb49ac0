// Builds what browsers load, the islands of the explorer and its styles, into dist/assets, with the digests of their
// contents in the names. Plain JavaScript, because it runs before anything is compiled.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist', 'assets')

const manifestFile = join(folder, 'manifest.json')

/** @param {object} manifest */
function isWritten(manifest) {
  return existsSync(manifestFile) && readFileSync(manifestFile, 'utf8') === JSON.stringify(manifest)
}

/**
 * Builds the folder and its manifest.
 * @param {Pick<typeof import('esbuild-wasm'), 'build'>} [bundler] the faster `esbuild` where it is installed: it writes
 * the same files
 * @returns {Promise<{ name: string, bytes: number, gzipBytes: number }[]>} the files
 */
export async function buildAssets(bundler) {
  // The compiler of TypeScript has no bundler; this one is optional too, and runs nothing when it is installed.
  const { build } = bundler ?? (await import('esbuild-wasm'))
  const { outputFiles, metafile } = await build({
    entryPoints: { explorer: join(root, 'explorer/islands/main.ts'), styles: join(root, 'explorer/styles/main.css') },
    outdir: folder,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
  })
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }))
  const nameOf = (/** @type {string} */ entry) =>
    basename(Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry)?.[0] ?? '')
  const manifest = {
    script: nameOf('explorer/islands/main.ts'),
    styles: nameOf('explorer/styles/main.css'),
    files: files.map(({ name }) => name),
  }
  // Another process may be serving them.
  if (!isWritten(manifest)) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const { name, contents } of files) writeFileSync(join(folder, name), contents)
    writeFileSync(manifestFile, JSON.stringify(manifest))
  }
  return files.map(({ name, contents }) => ({
    name,
    bytes: contents.length,
    gzipBytes: gzipSync(contents, { level: 9 }).length,
  }))
}

/**
 * Prints the sizes of the files.
 * @param {{ name: string, bytes: number, gzipBytes: number }[]} files
 */
export function printSizes(files) {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`
  for (const { name, bytes, gzipBytes } of files) {
    process.stderr.write(`  assets/${name}  ${kilobytes(bytes)}, gzip ${kilobytes(gzipBytes)}\n`)
  }
}
