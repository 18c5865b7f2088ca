/** `npm run -s model -- check FILE…`: see `check.ts`. */
import { run } from '../program/program'
import { modelProgram } from './check'

run(() => modelProgram(process.argv.slice(2)))
