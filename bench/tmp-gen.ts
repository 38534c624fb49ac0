import { generate } from './generate.ts'
import { openDatabase } from '../server/database.ts'
const [name, size] = process.argv.slice(2)
const log = { info: console.log, warn: console.log }
const open = await openDatabase({ url: `postgres://postgres@127.0.0.1:5544/${name}`, log: log as never })
await open.migrate()
try {
  console.table(await open.patiently((db) => generate(db, Number(size))))
} catch (e) {
  console.log(String((e as Error).message).slice(0, 1500), (e as Error).cause)
}
await open.close()
