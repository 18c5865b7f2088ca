import * as fc from 'fast-check'
import { agentCaf, openPortal, type Portal, right } from '../../test/passwords'

const addresses: Readonly<Record<string, string>> = {
  'ouvert@example.fr': 'h-1960-1',
  'bloque@example.fr': 'h-1960-2',
  'autre@example.fr': 'h-jamais-demandee'
}
const systeme = { kind: 'systeme', id: 'portail' } as const

/** What is left to do is done once the opening is closed. */
const closed = ({ avenant }: Portal) => avenant.close()

test('A5 P16 M11 a forgotten password is replaced by another one, sent to the address of the journal, to be changed', async () => {
  const portal = await openPortal({ habilitationOf: async typed => addresses[typed] })
  const { avenant, sent, passwordEvents } = portal
  avenant.passwords.forgotten('ouvert@example.fr')
  avenant.passwords.forgotten('ouvert@example.fr', 'perte-ou-vol')
  while (sent.length < 2) await new Promise(resolve => setImmediate(resolve))
  const events = async () =>
    (await passwordEvents()) as ReadonlyArray<{ readonly data: { readonly says: unknown } }>
  while ((await events()).length < 2) await new Promise(resolve => setImmediate(resolve))
  expect((await events()).map(({ data: { says } }) => says)).toEqual([
    { on: '2018-06-01', occasion: 'oubli' },
    { on: '2018-06-01', occasion: 'perte-ou-vol' }
  ])
  expect(sent.map(({ to: { habilitationId, personne } }) => [habilitationId, personne.mail])).toEqual([
    ['h-1960-1', expect.stringMatching(/@example\.fr$/)],
    ['h-1960-1', expect.stringMatching(/@example\.fr$/)]
  ])
  expect(sent.map(({ to }) => to.personne.mail)).not.toContain('ouvert@example.fr')
  await closed(portal)
})

test('A5 P15 a forgotten password lifts no block, and of a closed access it sends none', async () => {
  const portal = await openPortal({ habilitationOf: typed => addresses[typed] })
  const { avenant, sent, faults } = portal
  const on = '2018-06-01'
  const block = { from: on, cause: 'incident', motif: 'Codes perdus' }
  right(
    await avenant.execute({
      type: 'BlockAccess',
      habilitationId: 'h-1960-2',
      acteur: agentCaf,
      data: block
    })()
  )
  const ended = { type: 'CloseAccess', habilitationId: 'h-1960-1', acteur: agentCaf }
  right(await avenant.execute({ ...ended, data: { on } })())
  avenant.passwords.forgotten('bloque@example.fr')
  avenant.passwords.forgotten('ouvert@example.fr')
  while (sent.length + faults.length < 2) await new Promise(resolve => setImmediate(resolve))
  expect(sent.map(({ to: { habilitationId } }) => habilitationId)).toEqual(['h-1960-2'])
  expect(faults).toMatchObject([{ _tag: 'Refused', refusals: [{ code: 'access-closed' }] }])
  const changed = { type: 'ChangePassword', habilitationId: 'h-1960-2', acteur: systeme, data: { on } }
  right(await avenant.execute(changed)())
  const use = { personneId: 'p-1960-3', etablissementId: '201500086', role: 'activite', on }
  expect(right(await avenant.mayAct(use)())).toMatchObject({ answer: 'non' })
  await closed(portal)
})

test('A5 whatever is typed, the answer is the same and comes before anything is looked for', async () => {
  const looked: string[] = []
  const never = new Promise<string>(() => undefined)
  const habilitationOf = (typed: string) => {
    looked.push(typed)
    if (typed === 'jamais') return never
    if (typed === 'fautif') throw new Error(typed)
    return addresses[typed]
  }
  const portal = await openPortal({ habilitationOf })
  const typed = ['ouvert@example.fr', 'bloque@example.fr', 'autre@example.fr', 'x', '', 'fautif', 'jamais']
  const answers = typed.map(one => portal.avenant.passwords.forgotten(one))
  expect(looked).toEqual([])
  expect(new Set(answers)).toEqual(new Set([undefined]))
  // Nor once the promises that were there are kept.
  await Promise.resolve().then(() => undefined)
  expect(looked).toEqual([])
  while (looked.length < typed.length) await new Promise(resolve => setImmediate(resolve))
  expect(looked).toEqual(typed)
})

test('A5 A1 what was typed is told to nobody: not as the id of an habilitation, not by what the service throws', async () => {
  const typing = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9-]{6,64}$/), fc.emailAddress())
  await fc.assert(
    fc.asyncProperty(typing, fc.constantFrom('same', 'throws', 'rejects', 'none'), async (typed, how) => {
      const portal = await openPortal({
        load: 'nothing',
        habilitationOf: given => {
          if (how === 'throws') throw new Error(given)
          if (how === 'rejects') return Promise.reject({ given, name: given })
          return how === 'none' ? null : given
        }
      })
      expect(portal.avenant.passwords.forgotten(typed)).toBeUndefined()
      await closed(portal)
      const isKnown = how === 'same' || how === 'none'
      expect(portal.faults.map(({ _tag }) => _tag)).toEqual(isKnown ? [] : ['PasswordFunctionFailed'])
      expect(portal.faults.map(({ message }) => message)).toEqual(
        isKnown
          ? []
          : [
              "un mot de passe oublié n'est pas remplacé : la fonction « habilitationOf » du service a échoué ; voyez ce qu'elle en dit"
            ]
      )
      expect(Object.values(portal.faults[0] ?? {})).not.toContain(typed)
      expect(portal.sent).toEqual([])
    }),
    { numRuns: 100 }
  )
})

test('A5 what fails behind is told to the hook, and nowhere else; closing waits for what was asked before', async () => {
  const portal = await openPortal({ habilitationOf: typed => addresses[typed] })
  portal.onSend = password => {
    throw new Error(password)
  }
  portal.avenant.passwords.forgotten('ouvert@example.fr')
  await closed(portal)
  expect(portal.faults).toMatchObject([{ _tag: 'PasswordFunctionFailed', habilitationId: 'h-1960-1' }])
  expect(JSON.stringify(portal.faults)).not.toContain(portal.sent[0]?.password)
  expect(portal.avenant.passwords.forgotten('ouvert@example.fr')).toBeUndefined()
  await new Promise(resolve => setImmediate(resolve))
  expect(portal.faults).toMatchObject([{}, { _tag: 'Closed' }])
  expect(portal.sent).toHaveLength(1)
  const without = await openPortal({ load: 'nothing' })
  expect(without.avenant.passwords.forgotten('ouvert@example.fr')).toBeUndefined()
  await closed(without)
  expect(without.faults).toMatchObject([{ _tag: 'PasswordsNotSet' }])
})

test('A5 a hook that throws changes nothing', async () => {
  const portal = await openPortal({
    load: 'nothing',
    onInterrupted: () => {
      throw new Error('hook')
    },
    habilitationOf: () => {
      throw new Error('annuaire')
    }
  })
  portal.avenant.passwords.forgotten('x')
  await closed(portal)
})
