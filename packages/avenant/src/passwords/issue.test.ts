import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monenfant, passwordFaults, psu } from '@avenant/domain'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { agentCaf, openPortal, type Portal, right } from '../../test/passwords'

const first = {
  habilitationId: 'h-1960-1',
  occasion: 'premiere-connexion',
  acteur: agentCaf
} as const

const opened: Portal[] = []
const portalOf = async (...asked: Parameters<typeof openPortal>): Promise<Portal> => {
  const portal = await openPortal(...asked)
  opened.push(portal)
  return portal
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ avenant }) => avenant.close()))
})

const faultsOf = (policy: typeof psu, password: string) => {
  if (policy.habilitation?.passwords == null) throw new Error('no policy')
  return passwordFaults(policy.habilitation.passwords)(password)
}

test('A4 P9 a password is drawn under the model, given once to the service with whose it is, and recorded as sent', async () => {
  const { avenant, sent, passwordEvents } = await portalOf()
  const done = right(await avenant.passwords.issue(first)())
  expect(done).toMatchObject({ repeated: false, events: [{ type: 'PasswordSent' }] })
  expect(sent).toHaveLength(1)
  const [{ password, to } = { password: '', to: null }] = sent
  expect(faultsOf(psu, password)).toEqual([])
  expect(password).toHaveLength(8)
  expect(to).toEqual({
    habilitationId: 'h-1960-1',
    conventionId: 'psu-1960-2017',
    personneId: 'p-1960-2',
    personne: expect.objectContaining({ mail: expect.stringMatching(/@example\.fr$/) }),
    occasion: 'premiere-connexion',
    on: '2018-06-01'
  })
  const said = [
    {
      type: 'PasswordSent',
      data: expect.objectContaining({ says: { on: '2018-06-01', occasion: first.occasion } })
    }
  ]
  expect(await passwordEvents()).toEqual(said)
  expect(JSON.stringify([done, await passwordEvents()])).not.toContain(password)
  const use = { personneId: 'p-1960-2', etablissementId: '201500086', role: 'activite', on: '2018-06-01' }
  expect(JSON.stringify(right(await avenant.mayAct(use)()))).toContain(
    'à changer avant toute autre opération'
  )
})

test('A5 P9 it goes to the address that the annexe gives that day: a new one once the annexe has it, and not before', async () => {
  const portal = await portalOf()
  const { avenant, sent } = portal
  const [mail, convention] = ['claire.dupre@example.fr', { conventionId: 'psu-1960-2017', acteur: agentCaf }]
  const addressOf = async (now: string): Promise<string | null | undefined> => {
    portal.at(now)
    right(await avenant.passwords.issue({ ...first, occasion: 'oubli' })())
    return sent.at(-1)?.to.personne.mail
  }
  const before = await addressOf('2018-06-01T10:00:00Z')
  const personne = { nom: 'DUPRÉ', prenom: 'Claire', fonction: null, mail, telephone: null }
  const changes = [{ kind: 'identify-personne', personneId: 'p-1960-2', personne }]
  const signal = { modificationId: 'm-nom', changes, signalledOn: '2018-06-02', channel: 'courrier' }
  portal.at('2018-06-02T10:00:00Z')
  right(await avenant.execute({ type: 'SignalModification', ...convention, data: signal })())
  expect([before, await addressOf('2018-06-03T10:00:00Z')]).toEqual([before, before])
  expect(before).not.toBe(mail)
  const revised = { modificationId: 'm-nom', establishedOn: '2018-06-10' }
  portal.at('2018-06-10T10:00:00Z')
  right(await avenant.execute({ type: 'ReviseAnnexe', ...convention, data: revised })())
  expect(await addressOf('2018-06-11T10:00:00Z')).toBe(mail)
})

test('M9 at an activation a password goes to each person of the request, of eight characters, to be changed', async () => {
  const { avenant, sent, passwordEvents } = await portalOf({ load: 'mef' })
  for (const habilitationId of ['h-mef-1', 'h-mef-2'])
    right(await avenant.passwords.issue({ ...first, habilitationId })())
  expect(sent.map(({ to: { personneId } }) => personneId)).toEqual(['p-mef-2', 'p-mef-3'])
  for (const { password, to } of sent) {
    expect(faultsOf(monenfant, password)).toEqual([])
    expect(password).toHaveLength(8)
    expect(await passwordEvents(to.habilitationId)).toHaveLength(1)
  }
})

test('G3 the day of a sending is that of the model: 23:30Z on 30 June is 1 July in Paris', async () => {
  const { avenant, sent, at } = await portalOf()
  at('2018-06-30T22:30:00Z')
  right(await avenant.passwords.issue(first)())
  expect(sent.map(({ to: { on } }) => on)).toEqual(['2018-07-01'])
})

test('A4 P9 nothing is drawn nor sent for what would be refused, and it is told with its article', async () => {
  const { avenant, sent, at, passwordEvents } = await portalOf()
  const issue = async (more: object) => await avenant.passwords.issue({ ...first, ...more })()
  expect(await issue({ habilitationId: 'h-inconnue' })).toMatchObject({
    left: { _tag: 'Refused', refusals: [{ code: 'not-requested' }] }
  })
  expect(await issue({ habilitationId: 'Mairie de Sceaux', occasion: 'caprice' })).toMatchObject({
    left: { _tag: 'InvalidCommand', faults: [{ path: 'data.occasion' }, { path: 'habilitationId' }] }
  })
  expect(await issue({ acteur: { kind: 'partenaire', id: 'partenaire-1960' } })).toMatchObject({
    left: { _tag: 'Refused', refusals: [{ code: 'acteur-not-allowed' }] }
  })
  expect(await avenant.passwords.issue(first, { hand: null })()).toMatchObject({
    left: { _tag: 'HandRefused' }
  })
  expect(await avenant.passwords.issue(first, { expectedRevision: 0 })()).toMatchObject({
    left: { _tag: 'Conflict' }
  })
  const ended = { type: 'CloseAccess', habilitationId: 'h-1960-1', acteur: agentCaf }
  right(await avenant.execute({ ...ended, data: { on: '2018-06-01' } })())
  expect(await issue({})).toMatchObject({
    left: { refusals: [{ code: 'access-closed', article: { source: 'PSU', article: '2.3' } }] }
  })
  at('2017-02-28T10:00:00Z')
  expect(await issue({ habilitationId: 'h-1960-2' })).toMatchObject({ left: { _tag: 'Refused' } })
  expect(sent).toEqual([])
  expect(await passwordEvents()).toEqual([])
})

test('A4 a journal that is only read sends no password, nor does a program that has nothing to send it with, nor one that is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-passwords-'))
  const store = `sqlite:${join(folder, 'journal.db')}`
  await (await portalOf({ store })).avenant.close()
  const reading = await portalOf({ store, load: 'nothing', readOnly: true })
  expect(await reading.avenant.passwords.issue(first)()).toMatchObject({ left: { _tag: 'ReadOnlyStore' } })
  expect(reading.sent).toEqual([])
  await reading.avenant.close()
  expect(await reading.avenant.passwords.issue(first)()).toMatchObject({ left: { _tag: 'Closed' } })
  rmSync(folder, { recursive: true })
})

test('A4 what the service throws is not repeated: nothing is recorded, and another password is sent when it is asked again', async () => {
  const portal = await portalOf()
  const { avenant, sent, passwordEvents } = portal
  const throwing: ReadonlyArray<(password: string) => unknown> = [
    password => new Error(`550 ${password} rejected`),
    password => password,
    password => ({ cause: { body: Buffer.from(password).toString('base64') }, password }),
    password => Object.assign(new Error('refused'), { name: password, code: password, stack: password }),
    () => undefined
  ]
  const told: string[] = []
  for (const thrown of throwing) {
    portal.onSend = password => {
      throw thrown(password)
    }
    const failed = await avenant.passwords.issue(first, { commandId: 'activation' })()
    expect(failed).toMatchObject({
      left: { _tag: 'PasswordFunctionFailed', function: 'send', habilitationId: 'h-1960-1', retryable: true }
    })
    told.push(JSON.stringify(failed), E.isLeft(failed) ? failed.left.message : '')
  }
  expect(await passwordEvents()).toEqual([])
  portal.onSend = () => undefined
  right(await avenant.passwords.issue(first, { commandId: 'activation' })())
  expect(sent).toHaveLength(6)
  expect(new Set(sent.map(({ password }) => password)).size).toBe(6)
  for (const { password } of sent)
    for (const form of [password, Buffer.from(password).toString('base64')])
      expect(told.filter(text => text.includes(form))).toEqual([])
  expect(await passwordEvents()).toHaveLength(1)
})

test('A4 G23 under one command id a password is sent once, however late and as often as it is asked', async () => {
  const { avenant, sent, at, passwordEvents } = await portalOf()
  const issue = (more: object = {}, commandId = 'activation') =>
    avenant.passwords.issue({ ...first, ...more }, { commandId })()
  const answers = await Promise.all([issue(), issue(), issue()])
  expect(answers.map(answer => right(answer).repeated)).toEqual([false, true, true])
  at('2018-06-03T10:00:00Z')
  expect(right(await issue())).toMatchObject({ repeated: true, revision: right(await issue()).revision })
  // Another command under its id, or the id of another command, sends nothing either.
  expect(await issue({ occasion: 'oubli' })).toMatchObject({ left: { _tag: 'CommandIdReused' } })
  const { commandId } = await deliveryOf(avenant)
  expect(await issue({}, commandId)).toMatchObject({ left: { _tag: 'CommandIdReused' } })
  expect(sent).toHaveLength(1)
  expect(await passwordEvents()).toHaveLength(1)
})

const deliveryOf = async ({ store }: Portal['avenant']) => {
  for await (const page of store.read('habilitation-h-1960-1')) {
    const found = right(page).find(({ type }) => type === 'HabilitationDelivered')
    if (found !== undefined) return found.metadata
  }
  throw new Error('not delivered')
}

test('A4 two at once for one habilitation go out one after the other; for two, none waits for the other', async () => {
  const portal = await portalOf()
  const { avenant, sent } = portal
  let going = 0
  let most = 0
  const gates: Array<() => void> = []
  portal.onSend = () => {
    going += 1
    most = Math.max(most, going)
    return new Promise<void>(resolve => {
      gates.push(() => {
        going -= 1
        resolve()
      })
    })
  }
  const others = ['oubli', 'perte-ou-vol'] as const
  const asked = others.map(occasion => avenant.passwords.issue({ ...first, occasion })())
  const beside = avenant.passwords.issue({ ...first, habilitationId: 'h-1960-2' })()
  while (gates.length < 2) await new Promise(resolve => setImmediate(resolve))
  expect(sent.map(({ to: { habilitationId, occasion } }) => [habilitationId, occasion]).sort()).toEqual([
    ['h-1960-1', 'oubli'],
    ['h-1960-2', 'premiere-connexion']
  ])
  for (const open of gates.splice(0)) open()
  while (gates.length < 1) await new Promise(resolve => setImmediate(resolve))
  for (const open of gates.splice(0)) open()
  for (const done of await Promise.all([...asked, beside])) right(done)
  expect(most).toBe(2)
})

test('A4 G13 a second one of one day, before it is changed, goes out and adds nothing; once changed, it is recorded', async () => {
  const { avenant, sent, passwordEvents } = await portalOf()
  const forgotten = { ...first, occasion: 'oubli' } as const
  right(await avenant.passwords.issue(forgotten)())
  expect(right(await avenant.passwords.issue(forgotten)())).toMatchObject({ events: [], repeated: false })
  const changed = {
    type: 'ChangePassword',
    habilitationId: 'h-1960-1',
    acteur: { kind: 'systeme', id: 'portail' }
  }
  right(await avenant.execute({ ...changed, data: { on: '2018-06-01' } })())
  right(await avenant.passwords.issue(forgotten)())
  expect(sent).toHaveLength(3)
  expect((await passwordEvents()).map(event => (event as { type: string }).type)).toEqual([
    'PasswordSent',
    'PasswordChanged',
    'PasswordSent'
  ])
})

test('A4 a sending that cannot be recorded is told so, with the command that records it: then it is, and nothing goes out again', async () => {
  const portal = await portalOf()
  const { avenant, sent, at, passwordEvents } = portal
  portal.onSend = () => at('2040-01-01T00:00:00Z')
  const failed = await avenant.passwords.issue(first, { commandId: 'activation' })()
  if (E.isRight(failed) || failed.left._tag !== 'PasswordUnrecorded') throw new Error(JSON.stringify(failed))
  const { command, commandId, cause, message } = failed.left
  expect([cause._tag, commandId]).toEqual(['ClockRefused', 'activation'])
  expect(message).toMatch(
    /^un mot de passe est envoyé pour l'habilitation h-1960-1, et son envoi n'est pas enregistré : /
  )
  expect(await passwordEvents()).toEqual([])
  at('2018-06-02T10:00:00Z')
  expect(right(await avenant.execute(command, { commandId })()).repeated).toBe(false)
  expect(right(await avenant.passwords.issue(first, { commandId })()).repeated).toBe(true)
  expect(sent).toHaveLength(1)
  expect(JSON.stringify([failed, await passwordEvents()])).not.toContain(sent[0]?.password)
  expect(await passwordEvents()).toHaveLength(1)
})

test('A4 an access that is closed while its password goes out: it is to be revoked', async () => {
  const portal = await portalOf()
  const { avenant } = portal
  portal.onSend = async () => {
    const ended = { type: 'CloseAccess', habilitationId: 'h-1960-1', acteur: agentCaf }
    right(await avenant.execute({ ...ended, data: { on: '2018-06-01' } })())
  }
  expect(await avenant.passwords.issue(first)()).toMatchObject({
    left: {
      _tag: 'PasswordUnrecorded',
      cause: { _tag: 'Refused', refusals: [{ code: 'access-closed' }] },
      retryable: false,
      message: expect.stringContaining('révoquez ce mot de passe')
    }
  })
})

test('A4 a program that ended between the sending and its recording is asked again: another goes out, and one is recorded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-passwords-'))
  const store = `sqlite:${join(folder, 'journal.db')}`
  const ending = await portalOf({ store })
  let goOn: () => void = () => undefined
  const isSent = new Promise<void>(resolve => {
    ending.onSend = () => {
      resolve()
      return new Promise<void>(resolved => {
        goOn = resolved
      })
    }
  })
  const cut = ending.avenant.passwords.issue(first, { commandId: 'activation' })()
  await isSent
  const next = await portalOf({ store, load: 'nothing' })
  expect(right(await next.avenant.passwords.issue(first, { commandId: 'activation' })()).repeated).toBe(false)
  // It was slow and not at its end: it finds what is recorded.
  goOn()
  expect(right(await cut).repeated).toBe(true)
  expect([ending.sent.length, next.sent.length]).toEqual([1, 1])
  expect(await next.passwordEvents()).toHaveLength(1)
  await Promise.all([ending.avenant.close(), next.avenant.close()])
  rmSync(folder, { recursive: true })
})

test('A4 whatever is asked in whatever order, as many passwords go out as are answered, and none is in an answer or an event', async () => {
  const occasions = ['premiere-connexion', 'oubli', 'perte-ou-vol', 'renouvellement'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          habilitationId: fc.constantFrom('h-1960-1', 'h-1960-2', 'h-0'),
          occasion: fc.constantFrom(...occasions),
          commandId: fc.constantFrom('a', 'b', 'c'),
          fails: fc.boolean()
        }),
        { maxLength: 8 }
      ),
      async asked => {
        const portal = await openPortal()
        const answers: string[] = []
        let repeated = 0
        let refused = 0
        for (const { habilitationId, occasion, commandId, fails } of asked) {
          portal.onSend = password => {
            if (fails) throw new Error(password)
          }
          const answer = await portal.avenant.passwords.issue(
            { ...first, habilitationId, occasion },
            { commandId }
          )()
          answers.push(JSON.stringify(answer))
          if (E.isRight(answer) && answer.right.repeated) repeated += 1
          if (E.isLeft(answer) && answer.left._tag !== 'PasswordFunctionFailed') refused += 1
        }
        expect(portal.sent).toHaveLength(asked.length - repeated - refused)
        answers.push(
          JSON.stringify([await portal.passwordEvents('h-1960-1'), await portal.passwordEvents('h-1960-2')])
        )
        for (const { password } of portal.sent) expect(answers.join()).not.toContain(password)
        await portal.avenant.close()
      }
    ),
    { numRuns: 20 }
  )
})
