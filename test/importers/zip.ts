import { crc32 } from 'node:zlib'

/** Creates a zip archive of uncompressed files. */
export function zipOf(files: Record<string, string | Buffer>): Buffer {
  const localFiles: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, source] of Object.entries(files)) {
    const content = Buffer.from(source)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc32(content), 0)
    sizes.writeUInt32LE(content.length, 4)
    sizes.writeUInt32LE(content.length, 8)
    const nameLength = Buffer.from([name.length, 0, 0, 0])
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]), sizes, nameLength])
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), content])
    const offsetField = Buffer.alloc(4)
    offsetField.writeUInt32LE(offset)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 0]),
        common,
        Buffer.alloc(10),
        offsetField,
        Buffer.from(name),
      ]),
    )
    localFiles.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...localFiles, entries, Buffer.from('PK\u0005\u0006'), end])
}
