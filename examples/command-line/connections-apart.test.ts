/** A journal whose connections have a store of their own, on the command line: with it, or not at all. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { avenant } from './child'

let folder = ''
const at = (name: string): string => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-apart-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const connection = {
  type: 'RecordConnection',
  habilitationId: 'h-1960-1',
  acteur: { kind: 'systeme', id: 'portail' },
  data: { at: '2017-04-10T08:00:00Z', outcome: 'reussie' }
}
const commands = (...more: ReadonlyArray<unknown>): string => {
  const told = [...psu2017, ...psu2017Habilitations].map(({ command }) => command)
  writeFileSync(
    at('commandes.ndjson'),
    [...told, ...more].map(one => JSON.stringify({ command: one })).join('\n')
  )
  return at('commandes.ndjson')
}
const journal = () => ['--store', at('avenant.db')]
const both = () => [...journal(), '--connections', at('connections.db')]
const mayAct = '--personne p-1960-2 --etablissement 201500086 --role activite --on 2017-05-01'.split(' ')
const isRefused = {
  code: 2,
  text: '',
  faults: [expect.stringMatching(/connexions de ce journal.*--connections/)]
}

test('a connection goes to its own store, and every answer about an access asks for it', async () => {
  expect(await avenant('execute', ...both(), commands(connection))).toMatchObject({ code: 0, faults: [] })
  const { text } = await avenant('export', ...journal())
  expect(text).toContain('ConnectionsKeptApart')
  expect(text).not.toContain('ConnectionRecorded')
  expect((await avenant('export', '--store', at('connections.db'))).text).toContain('ConnectionRecorded')

  expect(await avenant('may-act', ...both(), ...mayAct)).toMatchObject({ code: 0 })
  writeFileSync(at('journal.ndjson'), text)
  const ofOne = ['--habilitation', 'h-1960-1', '--on', '2017-05-01']
  const ofConvention = ['--convention', 'psu-1960-2017']
  for (const source of [journal(), ['--journal', at('journal.ndjson')]])
    for (const asked of [
      ['may-act', ...mayAct],
      ['connections', ...ofOne],
      ['letter', ...ofOne],
      ['access', ...ofConvention, '--on', '2017-05-01'],
      ['dossier', ...ofConvention]
    ]) {
      const [name = '', ...options] = asked
      expect([asked, await avenant(name, ...source, ...options)]).toEqual([
        asked,
        expect.objectContaining(isRefused)
      ])
    }
  // What hangs on no use is told as before.
  for (const asked of [
    ['annexes', ...ofConvention, '--on', '2017-05-01'],
    ['history', ...ofConvention]
  ]) {
    const [name = '', ...options] = asked
    expect(await avenant(name, ...journal(), ...options)).toMatchObject({ code: 0, faults: [] })
  }
  expect(await avenant('serve', ...journal(), '--port', '0')).toMatchObject({
    faults: [expect.stringContaining('gardées à part')]
  })
  expect(await avenant('serve', '--journal', at('journal.ndjson'), '--port', '0')).toMatchObject({
    faults: [expect.stringContaining('gardées à part')]
  })
})

test('commands are not given to a journal without its connections, and a journal that holds some keeps them', async () => {
  expect(await avenant('execute', ...both(), commands())).toMatchObject({ code: 0 })
  const before = await avenant('export', ...journal())
  expect(await avenant('execute', ...journal(), commands(connection))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining('gardées à part')]
  })
  expect(await avenant('export', ...journal())).toEqual(before)

  const other = ['--store', at('autre.db')]
  expect(await avenant('execute', ...other, commands(connection))).toMatchObject({ code: 0 })
  for (const asked of [
    ['execute', commands(connection)],
    ['may-act', ...mayAct]
  ]) {
    const [name = '', ...options] = asked
    const { code, faults } = await avenant(name, ...other, '--connections', at('connections.db'), ...options)
    expect([code, faults]).toEqual([3, [expect.stringContaining('elles y restent')]])
  }
  // Its own address is where they are.
  const same = await avenant('may-act', ...other, '--connections', at('autre.db'), ...mayAct)
  expect(same).toEqual(await avenant('may-act', ...other, ...mayAct))
  expect(same).toMatchObject({ code: 0, faults: [] })
})
