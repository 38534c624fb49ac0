import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'

interface LockedPackage {
  dev?: boolean
  optional?: boolean
  bin?: Record<string, string>
}

/**
 * Copies the sources of the project and the installed packages that are not development dependencies, so that a test
 * sees what `npm ci --omit=dev` installs without a network. The copy must be outside of the project: Node.js and tsc
 * search all parent folders for packages.
 * @param folder an empty folder
 * @throws {Error} if a package of package-lock.json is not installed
 */
export function installProduction(folder: string): void {
  copySources(folder)
  installPackages(folder)
}

function copySources(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  for (const file of listed.split('\0')) {
    const source = join(projectRoot, file)
    if (file === '' || !existsSync(source)) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(source, join(folder, file))
  }
}

/**
 * Installs the packages of the project into a folder, without a network: those of `npm ci --omit=dev`.
 * @throws {Error} if a package of package-lock.json is not installed
 */
export function installPackages(folder: string): void {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  for (const [path, { dev, optional, bin }] of Object.entries(lock.packages)) {
    if (path === '' || dev) continue
    if (!existsSync(join(projectRoot, path))) {
      // Optional packages are for other platforms.
      if (optional) continue
      throw new Error(`${path} is in package-lock.json but is not installed. Run npm ci.`)
    }
    linkPackage(join(projectRoot, path), join(folder, path))
    linkCommands(join(folder, path), bin)
  }
}

/** Omits nested packages: they have entries of their own in package-lock.json. */
function linkPackage(source: string, target: string): void {
  linkFolder(source, target, (name) => name !== 'node_modules')
}

function linkFolder(source: string, target: string, isIncluded: (name: string) => boolean = () => true): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (!isIncluded(entry.name)) continue
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory()) linkFolder(from, to)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else linkFile(from, to)
  }
}

/** Uses hard links because Node.js and tsc follow symbolic links and would find the development packages. */
function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // The temporary folder may be on another file system, which hard links cannot reach.
    copyFileSync(from, to)
  }
}

function linkCommands(packageFolder: string, bin: Record<string, string> = {}): void {
  const modules = packageFolder.slice(0, packageFolder.lastIndexOf('node_modules') + 'node_modules'.length)
  for (const [name, file] of Object.entries(bin)) {
    mkdirSync(join(modules, '.bin'), { recursive: true })
    symlinkSync(relative(join(modules, '.bin'), join(packageFolder, file)), join(modules, '.bin', name))
  }
}
