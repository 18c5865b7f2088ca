import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { epochOf, instant, instantOfEpoch } from '@avenant/domain'
import {
  monenfant2023,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  psu2017Id
} from '@avenant/domain/fixtures'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { histories } from '../../projections/test/histories'
import { type Access, type Avenant, type Deadlines, openAvenant, type WhatIf, withAvenant } from '.'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const opened: Avenant[] = []
afterEach(() => Promise.all(opened.splice(0).map(avenant => avenant.close())))

/** Each recording has an instant of its own, so that what was known before it can be asked. */
const open = async (): Promise<Avenant> => {
  let now = epochOf(instant('2025-03-03T08:00:00Z'))
  const clock = () => {
    now += 1000
    return instantOfEpoch(now)
  }
  const avenant = right(await openAvenant({ store: 'memory:', hands: 'told', reactions: false, clock })())
  opened.push(avenant)
  return avenant
}
type Given = { readonly command: unknown; readonly commandId: string }
const give = async (avenant: Avenant, commands: ReadonlyArray<Given>) => {
  for (const { command, commandId } of commands) right(await avenant.execute(command, { commandId })())
}
const terminated = {
  type: 'TerminateConvention',
  conventionId: psu2017Id,
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data: { on: '2018-07-01', manquement: 'Codes prêtés' }
}

/** What may be known of a dossier on a day. */
const known = async (avenant: Avenant, conventionId: string, on: string) => ({
  access: right(await avenant.access({ conventionId, on })()),
  deadlines: right(await avenant.deadlines({ from: on, to: fiveYearsAfter(on), on, conventionId })()),
  head: right(await avenant.store.head()())
})
type Known = Awaited<ReturnType<typeof known>>

const fiveYearsAfter = (on: string): string =>
  new Date(Date.parse(on) + 1826 * 86_400_000).toISOString().slice(0, 10)

const cellsOf = ({ cells }: Access) =>
  new Map(
    cells.map(({ personneId, etablissementId, role, answer }) => [
      [personneId, etablissementId, role].join(' '),
      answer
    ])
  )
const changedCells = (before: Access, after: Access) => {
  const [was, is] = [cellsOf(before), cellsOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key =>
    (was.get(key) ?? 'non') === (is.get(key) ?? 'non')
      ? []
      : [[key, was.get(key) ?? null, is.get(key) ?? null]]
  )
}
const dueOf = ({ deadlines }: Deadlines) =>
  new Map(
    deadlines.map(({ dossier, kind, subject, occurrence, due }) => [
      [dossier, kind, subject, occurrence].join(' '),
      due
    ])
  )
const changedDues = (before: Deadlines, after: Deadlines) => {
  const [was, is] = [dueOf(before), dueOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key =>
    was.get(key) === is.get(key) ? [] : [[key, was.get(key) ?? null, is.get(key) ?? null]]
  )
}

/** All that it says came true, but for the instant of the recording. */
const expectTrue = async (avenant: Avenant, said: WhatIf, before: Known, at: string) => {
  const { conventionId, on } = said
  const after = await known(avenant, conventionId, on)
  const came = right(
    await avenant.differences({ conventionId, before: { on, knownAt: at }, after: { on } })()
  )
  const told = ({ differences }: Pick<WhatIf['differences'], 'differences'>) =>
    differences.map(({ key, before, after, sentence, cause, detail }) => ({
      key,
      before,
      after,
      sentence,
      type: cause.type,
      revision: cause.revision,
      article: cause.article,
      detail: detail.map(({ sentence }) => sentence)
    }))
  expect(told(said.differences)).toEqual(told(came))
  expect(
    said.access.map(({ personneId, etablissementId, role, before, after }) => [
      [personneId, etablissementId, role].join(' '),
      before,
      after
    ])
  ).toEqual(changedCells(before.access, after.access))
  expect(changedDues(before.deadlines, after.deadlines)).toEqual(
    said.deadlines.flatMap(({ before, after }) => {
      const one = after ?? before
      return one === null || before?.due === after?.due
        ? []
        : [
            [
              [one.dossier, one.kind, one.subject, one.occurrence].join(' '),
              before?.due ?? null,
              after?.due ?? null
            ]
          ]
    })
  )
}

/** Tries a command, sees that nothing came of it, gives it, and sees that what was said did. */
const tryThenGive = async (
  avenant: Avenant,
  conventionId: string,
  { command, commandId }: Given,
  on: string
) => {
  const before = await known(avenant, conventionId, on)
  const history = right(
    await avenant.history({ dossier: `convention-${conventionId}`, order: 'recording' })()
  )
  const tried = await avenant.whatIf(command, { on })()
  expect((await known(avenant, conventionId, on)).head).toBe(before.head)
  const done = await avenant.execute(command, { commandId })()
  if (E.isLeft(done)) {
    expect(tried).toEqual(done)
    return 'refused'
  }
  const said = right(tried)
  expect(said.events.map(({ type, data }) => ({ type, data }))).toEqual(done.right.events)
  await expectTrue(avenant, said, before, history.acts.at(-1)?.recorded.recordedAt ?? '1990-01-01T00:00:00Z')
  return 'given'
}

test('each command of the fixtures does what was said that it would', async () => {
  const avenant = await open()
  for (const given of [...psu2017, ...psu2017Habilitations])
    expect(await tryThenGive(avenant, psu2017Id, given, '2017-08-31')).toBe('given')
  for (const given of monenfant2023) await tryThenGive(avenant, 'mef-219200789-2023', given, '2024-01-15')
})

test('so do modifications, ends and corrections of either convention; what would be refused is refused alike', async () => {
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.constantFrom('2017-06-01', '2018-03-01', '2024-05-15'),
      async ({ id, fixture, scheduled }, on) => {
        const avenant = await open()
        await give(avenant, fixture)
        for (const [n, { command }] of scheduled.slice(fixture.length, fixture.length + 8).entries()) {
          const given = { command: { ...command, conventionId: id }, commandId: `essai-${n}` }
          const outcome = await tryThenGive(avenant, id, given, on)
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        }
        await avenant.close()
      }
    ),
    { numRuns: 12 }
  )
  expect([...outcomes.keys()].sort()).toEqual(['given', 'refused'])
})

test('P22 the end of a convention closes the accesses under it, and its deadlines go', async () => {
  const avenant = await open()
  await give(avenant, [...psu2017, ...psu2017Habilitations, ...psu2017Connections])
  const said = right(await avenant.whatIf(terminated, { on: '2018-07-01' })())
  expect(said.access.length).toBeGreaterThan(0)
  for (const { before, after, reasons } of said.access)
    expect([before, after, reasons[0]]).toMatchObject(['oui', 'non', { condition: 'convention' }])
  expect(said.deadlines.some(({ after }) => after === null)).toBe(true)
  expect(said.differences.differences[0]?.sentence).toMatch(/ne sont plus en vigueur/)
})

test('without a day it is today in the zone of the convention; a wrong one is told, as is what is no command', async () => {
  const avenant = await open()
  await give(avenant, psu2017)
  expect(right(await avenant.whatIf(terminated)()).on).toBe('2025-03-03')
  expect(await avenant.whatIf(terminated, { on: 'demain' })()).toMatchObject({
    left: { _tag: 'InvalidQuestion', faults: [{ path: 'on' }] }
  })
  expect(await avenant.whatIf({ type: 'x' })()).toMatchObject({ left: { _tag: 'InvalidCommand' } })
  expect(await avenant.whatIf({ ...terminated, conventionId: 'inconnue' })()).toMatchObject({
    left: { _tag: 'Refused' }
  })
})

test('G21 the hand is that of the one who tries', async () => {
  const avenant = right(await openAvenant({ store: 'memory:', reactions: false })())
  opened.push(avenant)
  expect(await avenant.whatIf(psu2017[0]?.command)()).toMatchObject({ left: { _tag: 'HandRefused' } })
  const hand = { kind: 'caf', caf: 'hauts-de-seine' } as never
  expect(right(await avenant.whatIf(psu2017[0]?.command, { hand, on: '2017-08-31' })()).events).toHaveLength(
    1
  )
})

test('a journal that is opened to be read only can be tried on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-what-if-'))
  const store = `sqlite:${join(folder, 'journal.db')}`
  try {
    await withAvenant({ store, hands: 'told', reactions: false }, avenant => async () => {
      await give(avenant, psu2017)
      return E.right(undefined)
    })()
    const before = readFileSync(join(folder, 'journal.db'))
    const said = await withAvenant({ store, hands: 'told', readOnly: true }, avenant =>
      avenant.whatIf(terminated, { on: '2018-07-01' })
    )()
    expect(right(said).events).toMatchObject([{ type: 'ConventionTerminated' }])
    expect(readFileSync(join(folder, 'journal.db')).equals(before)).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
