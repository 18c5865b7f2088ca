/** What `bin/avenant.cjs` runs. */
import { run } from '../program'
import { commandLine } from './main'

run(tell => commandLine(process.argv.slice(2), tell))
