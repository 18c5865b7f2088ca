import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Acteur, metadataOf, read, shippedModels } from '@avenant/domain'
import { monenfant2023, psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { eventIdOf, openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Avenant, openAvenant, withAvenant } from '.'
import type { AvenantOptions } from './options'

let folder = ''
const opened: Avenant[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-opening-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(avenant => avenant.close()))
  rmSync(folder, { recursive: true })
})

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const file = (name = 'journal'): string => `sqlite:${join(folder, `${name}.db`)}`
const open = async (options: Partial<AvenantOptions> = {}): Promise<Avenant> => {
  const avenant = right(await openAvenant({ store: 'memory:', hands: 'told', ...options })())
  opened.push(avenant)
  return avenant
}
const give = async (avenant: Avenant, commands: typeof psu2017 | typeof psu2017Habilitations) => {
  for (const { command, commandId } of commands) right(await avenant.execute(command, { commandId })())
}
const signed = { conventionId: psu2017Id, on: '2017-08-31' }
const terminated = {
  type: 'TerminateConvention',
  conventionId: psu2017Id,
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data: { on: '2018-07-01', manquement: 'Codes prêtés' }
}
const acting = {
  personneId: 'p-1960-2',
  etablissementId: '201500086',
  role: 'activite',
  at: '2018-03-01T09:00:00Z'
}

test('commands of either aggregate reach their dossiers, and each is in the answers that come after', async () => {
  const avenant = await open({ reactions: false })
  await give(avenant, psu2017)
  expect(right(await avenant.annexes(signed)()).situation.status).toBe('en-vigueur')
  // Of nothing that was recorded since was anything known then.
  expect(right(await avenant.mayAct(acting)()).answer).toBe('inconnu')
  const { at: _, ...use } = acting
  const asked = { ...use, on: '2018-03-01' }
  expect(right(await avenant.mayAct({ ...asked, role: 'import' })()).answer).toBe('non')
  expect(right(await avenant.mayAct({ ...asked, role: 'donnees-financieres' })())).toMatchObject({
    answer: 'inconnu',
    inconnus: ['role']
  })
  await give(avenant, psu2017Habilitations)
  expect(
    right(await avenant.history({ dossier: 'habilitation-h-1960-1', order: 'recording' })()).acts.slice(0, 2)
  ).toHaveLength(2)
  expect(right(await avenant.register({ on: '2017-08-31' })()).conventions).toHaveLength(1)
  expect(right(await avenant.access(signed)()).cells.length).toBeGreaterThan(0)
  const [before, after] = [{ on: '2017-08-31' }, { on: '2017-09-01' }]
  const differences = right(await avenant.differences({ conventionId: psu2017Id, before, after })())
  expect(differences.differences.length).toBeGreaterThan(0)
  const deadlines = right(await avenant.deadlines({ from: '2017-01-01', to: '2020-12-31' })())
  expect(deadlines.deadlines.length).toBeGreaterThan(0)
})

test('G23 under one id a command has one answer; without one it is another command each time', async () => {
  const avenant = await open()
  const [draft] = psu2017
  const first = right(await avenant.execute(draft?.command, { commandId: 'brouillon' })())
  const again = right(await avenant.execute(draft?.command, { commandId: 'brouillon' })())
  expect([first.repeated, again.repeated, again.revision]).toEqual([false, true, first.revision])
  const other = right(await avenant.execute(draft?.command)())
  expect([other.repeated, other.events]).toEqual([false, []])
})

test('G15 what is wrong with a command or a question is told with every path', async () => {
  const avenant = await open()
  const paths = (fault: unknown) =>
    (fault as { readonly faults: ReadonlyArray<{ readonly path: string }> }).faults.map(({ path }) => path)
  const command = await avenant.execute({
    type: 'SignConvention',
    acteur: { kind: 'x' },
    data: { signedOn: 'hier' }
  })()
  expect(command).toMatchObject({ left: { _tag: 'InvalidCommand' } })
  expect(paths(E.isLeft(command) && command.left)).toEqual(
    expect.arrayContaining(['acteur.kind', 'data.signedOn'])
  )
  expect(await avenant.execute(null)()).toMatchObject({ left: { _tag: 'InvalidCommand' } })
  const question = await avenant.annexes({ conventionId: 'a b', on: '2017-02-31', knownAt: 'hier' })()
  expect(paths(E.isLeft(question) && question.left)).toEqual(['conventionId', 'on', 'knownAt'])
  expect(await avenant.ask({ ask: 'solde' })()).toMatchObject({ left: { _tag: 'InvalidQuestion' } })
  expect(await avenant.ask(undefined)()).toMatchObject({ left: { _tag: 'InvalidQuestion' } })
  for (const dossier of ['habilitations/h-1960-1', 'h-1960-1', 'habilitation-', 'avenant-psu-1'])
    for (const asked of [avenant.history({ dossier, order: 'effect' }), avenant.plane({ dossier })])
      expect(await asked()).toMatchObject({
        left: {
          _tag: 'InvalidQuestion',
          faults: [
            {
              path: 'dossier',
              message: 'attendu : convention-<conventionId> ou habilitation-<habilitationId>'
            }
          ]
        }
      })
})

test('a refusal has its article, a command without a hand none, and neither leaves a trace', async () => {
  const avenant = await open()
  await give(avenant, psu2017)
  const before = right(await avenant.store.head()())
  const refused = await avenant.execute({ ...terminated, data: { ...terminated.data, on: '2016-01-01' } })()
  expect(refused).toMatchObject({ left: { _tag: 'Refused', refusals: [{ article: expect.anything() }] } })
  if (E.isRight(refused) || refused.left._tag !== 'Refused') throw new Error('expected refusals')
  const { message, refusals } = refused.left
  expect(message).toBe(
    `commande TerminateConvention refusée : ${refusals.map(({ sentence }) => sentence).join(' ; ')}`
  )
  const nobody = right(await openAvenant({ store: 'memory:' })())
  expect(await nobody.execute(psu2017[0]?.command)()).toMatchObject({ left: { _tag: 'HandRefused' } })
  expect(right(await nobody.store.head()())).toBeNull()
  await nobody.close()
  expect(right(await avenant.store.head()())).toBe(before)
})

test("streams of a service's own are nothing to it; in a dossier's, a type that it does not know stops its answers", async () => {
  const avenant = await open()
  await give(avenant, psu2017)
  const note = {
    id: eventIdOf('note', 0),
    type: 'NoteDeService',
    schema: 1,
    data: {},
    metadata: noteMetadata
  }
  const own = right(await avenant.store.append('note-1', [note], 'any')())
  expect(right(await avenant.annexes(signed, { atLeast: own.position })()).situation.status).toBe(
    'en-vigueur'
  )
  const astray = right(await avenant.store.append(`convention-${psu2017Id}`, [note], 'any')())
  expect(await avenant.annexes(signed, { atLeast: astray.position })()).toMatchObject({
    left: {
      _tag: 'IndexStopped',
      message: expect.stringContaining(`flux convention-${psu2017Id}, révision 6`)
    }
  })
})

const noteMetadata = metadataOf(read(Acteur, { kind: 'systeme', id: 'service' }), 'note')

test('an event that cannot be read: nothing is answered on a part of the journal', async () => {
  const avenant = await open({ store: file(), reactions: false })
  await give(avenant, psu2017)
  const damaged = {
    id: eventIdOf('x', 0),
    type: 'ConventionSigned',
    schema: 1,
    data: { says: 1 },
    metadata: noteMetadata
  }
  const { position } = right(await avenant.store.append(`convention-${psu2017Id}`, [damaged], 'any')())
  expect(await avenant.annexes(signed, { atLeast: position })()).toMatchObject({
    left: { _tag: 'IndexStopped' }
  })
  expect(await avenant.annexes(signed)()).toMatchObject({ left: { _tag: 'IndexStopped' } })
  expect(await avenant.health()).toMatchObject({
    status: 'failed',
    index: { fault: { _tag: 'ProjectionFault' } }
  })
  expect(await openAvenant({ store: file() })()).toMatchObject({ left: { _tag: 'IndexStopped' } })
})

test('read-only it answers, writes no byte, and runs no reaction', async () => {
  await withAvenant({ store: file(), hands: 'told', reactions: false }, avenant => async () => {
    await give(avenant, psu2017)
    return E.right(undefined)
  })()
  const before = readFileSync(join(folder, 'journal.db'))
  const avenant = await open({ store: file(), readOnly: true })
  expect(right(await avenant.annexes(signed)()).situation.status).toBe('en-vigueur')
  expect(await avenant.execute(terminated)()).toMatchObject({ left: { _tag: 'ReadOnlyStore' } })
  expect(await avenant.health()).toMatchObject({ status: 'ok', reactions: { where: 'off' } })
  expect(existsSync(join(folder, 'journal.db.models'))).toBe(false)
  expect(readFileSync(join(folder, 'journal.db')).equals(before)).toBe(true)
})

test('what cannot be opened is told, and leaves nothing open', async () => {
  expect(await openAvenant({ store: 'ailleurs:' })()).toMatchObject({ left: { _tag: 'CannotOpen' } })
  const missing = await openAvenant({ store: file('absent'), create: false })()
  expect(missing).toMatchObject({ left: { _tag: 'CannotOpen' } })
  const twice = await openAvenant({ store: file(), models: [...shippedModels, ...shippedModels] })()
  expect(twice).toMatchObject({
    left: { _tag: 'Defect', message: expect.stringContaining('modèle répété : psu version 1') }
  })
})

test('closed, it says so; closed again, it does nothing', async () => {
  const avenant = await open({ store: file() })
  const giving = avenant.execute(psu2017[0]?.command)()
  await new Promise(setImmediate)
  await Promise.all([avenant.close(), avenant.close()])
  expect(await giving).toMatchObject({ _tag: 'Right' })
  expect(await avenant.annexes(signed)()).toMatchObject({ left: { _tag: 'Closed' } })
  expect(await avenant.execute(psu2017[0]?.command)()).toMatchObject({ left: { _tag: 'ExecutorClosed' } })
  // Nothing holds the file any more: another program may have it for itself.
  const store = right(await openEventStore(file())())
  await store.close()
})

test('P22 of two programs on one journal one runs the reactions, and the other as soon as it is gone', async () => {
  const programs = [await open({ store: file() }), await open({ store: file() })] as const
  const where = async () => Promise.all(programs.map(async ({ health }) => (await health()).reactions.where))
  await until(async () => (await where()).includes('here'))
  expect((await where()).sort()).toEqual(['elsewhere', 'here'])
  const [first] = programs
  const [gone, other] = (await first.health()).reactions.where === 'here' ? programs : [programs[1], first]
  await give(gone, psu2017)
  await give(gone, psu2017Habilitations)
  await give(gone, monenfant2023.slice(0, 1))
  await gone.close()
  await until(async () => (await other.health()).reactions.where === 'here')
  const { position } = right(await other.execute(terminated)())
  expect(position).not.toBeNull()
  const endings = async () =>
    right(await other.history({ dossier: 'habilitation-h-1960-1', order: 'recording' })()).acts.filter(
      ({ type }) => type === 'ConventionEndTold'
    )
  await until(async () => (await endings()).length > 0)
  expect(await endings()).toHaveLength(1)
})

test('a program sees at once what another did, where it says up to where', async () => {
  const [writer, reader] = [await open({ store: file() }), await open({ store: file() })]
  await give(writer, psu2017)
  const { position } = right(await writer.execute(terminated)())
  const on = { conventionId: psu2017Id, on: '2018-07-02' }
  const annexes = right(await reader.annexes(on, position === null ? {} : { atLeast: position })())
  expect(annexes.situation.status).toBe('terminee')
})

test('what is not reached in time is told, and may be asked again', async () => {
  const avenant = await open({ patience: 1 })
  await give(avenant, psu2017.slice(0, 1))
  const { position } = right(await avenant.execute(psu2017[1]?.command)())
  const beyond = String(Number(position) + 1000)
  expect(await avenant.annexes(signed, { atLeast: beyond as never })()).toMatchObject({
    left: { _tag: 'TimedOut', retryable: true }
  })
})

test('it has at most sixty public names', () => {
  const index = readFileSync(join(__dirname, 'index.ts'), 'utf8')
  const names = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
    (list ?? '').split(',').filter(name => name.trim() !== '')
  )
  expect(names.length).toBeGreaterThan(20)
  expect(names.length).toBeLessThanOrEqual(60)
})

/** The test's own time limit is the end of its patience. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20))
}

test('G16 a request stays the last of its dossier while the reactions run, and a termination is told to it', async () => {
  const avenant = await open()
  await give(avenant, psu2017)
  const [request] = psu2017Habilitations
  const { revision } = right(await avenant.execute(request?.command)())
  const dossier = 'habilitation-h-1960-1'
  right(await avenant.execute(terminated)())
  const types = async () =>
    right(await avenant.history({ dossier, order: 'recording' })()).acts.map(({ type }) => type)
  await until(async () => (await types()).length > 1)
  expect([revision, await types()]).toEqual([0, ['HabilitationRequested', 'ConventionEndTold']])
})
