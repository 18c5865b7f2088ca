import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leaseTests } from '../../test/leases'
import { right } from '../contract/harness'
import { memoryLeases } from './leases'
import { type SqliteModels, sqliteModels } from './sqlite-models'

describe('in memory', () => {
  leaseTests(async () => {
    const leases = memoryLeases()
    return [leases, leases]
  })
})

describe('in a file', () => {
  let folder = ''
  let opened: ReadonlyArray<SqliteModels> = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  })
  afterEach(async () => {
    await Promise.all(opened.map(models => models.close()))
    rmSync(folder, { recursive: true })
  })
  leaseTests(async () => {
    const open = async () => right(await sqliteModels({ file: join(folder, 'models.db') })())
    const [here, there] = [await open(), await open()]
    opened = [here, there]
    return [here.leases, there.leases]
  })
})
