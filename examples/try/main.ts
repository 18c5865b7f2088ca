/** `npm run -s try -- FILE…`: see `try.ts`. */
import { run } from '../program/program'
import { tryScenarios } from './try'

run(() => tryScenarios(process.argv.slice(2)))
