/**
 * `npm run office -- --store sqlite:caf.db [--conventions 500] [--until 2026-11-30]`: a journal to look at, of as many
 * made-up conventions as an agent keeps, or as a whole département has.
 */
import { parseArgs } from 'node:util'
import { DateCivile } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { writeOffice } from './office-store'

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    conventions: { type: 'string', default: '500' },
    until: { type: 'string', default: '2026-11-30' }
  }
})
const { store } = values
if (store === undefined) {
  console.error('--store is missing: sqlite:caf.db, or the address of another empty store')
  process.exit(2)
}

writeOffice(store, Number(values.conventions), read(DateCivile, values.until)).then(
  events => console.log(`${store}: ${events} events`),
  error => {
    console.error(error)
    process.exitCode = 1
  }
)
