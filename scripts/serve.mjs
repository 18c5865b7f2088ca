/** Shows the journal that `npm start` leaves, or another one: `npm run -s serve -- --store other.db`. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const given = process.argv.slice(2)
const isNamed = given.some(argument => /^--(?:store|journal)(?:=|$)/.test(argument))
if (!isNamed && !given.includes('--help') && !existsSync('avenant.db')) {
  console.error("il n'y a pas encore de journal ici : npm start joue les deux conventions dans avenant.db")
  process.exit(3)
}
process.argv.splice(2, given.length, 'serve', ...(isNamed ? [] : ['--store', 'avenant.db']), ...given)
createRequire(import.meta.url)('../packages/avenant/bin/avenant.cjs')
