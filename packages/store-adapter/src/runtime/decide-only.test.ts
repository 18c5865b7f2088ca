/** A command that is only decided: the same decision as when it is given, and nothing is appended. */
import {
  type AnyEvent,
  type ConventionCommand,
  conventionDecider,
  conventionEvents,
  type Hand,
  habilitationDecider,
  habilitationEvents,
  psu,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import {
  type AnyCommand,
  type Executor,
  executor,
  foldedBy,
  type Hands,
  journalCodec,
  memoryEventStore
} from '..'
import { eventsOf, right } from '../contract/harness'
import type { EventStore } from '../event-store'

const codec = journalCodec(conventionEvents)
const stream = `convention-${psu2017Id}`

const running = (store: EventStore, hands: Hands | 'told' = 'told', models = shippedModels) => ({
  conventions: executor({ store, codec, decider: conventionDecider(models), hands }),
  habilitations: executor({
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(models),
    premises: { convention: foldedBy(codec, conventionDecider(models)) },
    hands
  })
})

test('G7 each command of the fixtures is decided as it is then recorded, and the head is where it was', async () => {
  const store = memoryEventStore()
  const { conventions, habilitations } = running(store)
  const tryThenGive = async <Command extends AnyCommand, Event extends AnyEvent>(
    execute: Executor<unknown, Command, Event, unknown>,
    {
      stream,
      command,
      commandId
    }: { readonly stream: string; readonly command: Command; readonly commandId: string }
  ) => {
    const head = right(await store.head()())
    const decided = right(await execute.decide(stream, command, { commandId })())
    expect(right(await store.head()())).toBe(head)
    const done = right(await execute(stream, command, { commandId })())
    expect(decided.events.map(({ event }) => event)).toEqual(done.events)
    expect((decided.revision ?? -1) + decided.events.length).toBe(done.revision)
    const recorded = (await eventsOf(store.read(stream))).slice(-done.events.length)
    expect(recorded).toMatchObject(decided.events.map(({ toAppend }) => toAppend))
  }
  for (const given of psu2017) await tryThenGive(conventions, given)
  for (const given of psu2017Habilitations) await tryThenGive(habilitations, given)
})

const drafted = async () => {
  const store = memoryEventStore()
  const { conventions } = running(store)
  for (const { command, commandId } of psu2017.slice(0, 4))
    right(await conventions(stream, command, { commandId })())
  return store
}
// The fixture has one.
const signature = psu2017[4]?.command as ConventionCommand
const caf = { kind: 'caf', caf: 'hauts-de-seine' } as Hand
const elsewhere = { kind: 'partie', conventionId: 'mef-219200789-2023', partie: 'gestionnaire' } as Hand

test('G21 the hand, the model and the revision are asked as for a command that is given', async () => {
  const store = await drafted()
  const before = await eventsOf(store.readAll())
  const meta = { commandId: 'signature' }
  const { decide } = running(store, () => null).conventions
  expect(await decide(stream, signature, meta)()).toMatchObject({ left: { _tag: 'HandRefused' } })
  // Who gives it vouches for the hand, as for a command that is given.
  const partner = { ...signature, acteur: { kind: 'partenaire', id: 'p-1' } } as ConventionCommand
  expect(await decide(stream, partner, meta, elsewhere)()).toMatchObject({ left: { _tag: 'Refused' } })
  expect(right(await decide(stream, signature, meta, caf)()).events).toHaveLength(1)
  const edited = running(store, 'told', [{ ...psu, titre: 'Éditée en place' }]).conventions
  expect(await edited.decide(stream, signature, meta)()).toMatchObject({ left: { _tag: 'ModelEdited' } })
  const { conventions } = running(store)
  expect(await conventions.decide(stream, signature, { ...meta, expectedRevision: 0 })()).toMatchObject({
    left: { _tag: 'Conflict' }
  })
  expect(
    await conventions.decide('convention-autre', { ...signature, conventionId: psu2017Id } as never, meta)()
  ).toMatchObject({
    left: { _tag: 'WrongStream' }
  })
  expect(await eventsOf(store.readAll())).toEqual(before)
})

test('G13 what already holds would record nothing; so would a command that was given before, under its id', async () => {
  const store = await drafted()
  const { conventions } = running(store)
  const [draft] = psu2017
  if (draft === undefined) throw new Error('no draft')
  expect(right(await conventions.decide(stream, draft.command, { commandId: 'autre' })())).toMatchObject({
    events: []
  })
  expect(
    right(await conventions.decide(stream, draft.command, { commandId: draft.commandId })())
  ).toMatchObject({
    events: []
  })
})

test('it is refused once the executor is closed, and reads where nothing may be written', async () => {
  const store = await drafted()
  const readOnly: EventStore = {
    ...store,
    append: () => {
      throw new Error('appended')
    }
  }
  const { conventions } = running(readOnly)
  expect(
    right(await conventions.decide(stream, signature, { commandId: 'signature' })()).events
  ).toHaveLength(1)
  await conventions.close()
  expect(await conventions.decide(stream, signature, { commandId: 'signature' })()).toMatchObject({
    left: { _tag: 'ExecutorClosed' }
  })
})
