import {
  amend,
  attribute,
  delist,
  given,
  list,
  partie,
  psuSigned,
  signal
} from '../../test/convention-commands'
import { type Refused, refusedAnnexes } from '../../test/refused-annexes'
import { refusedChanges } from '../../test/refused-changes'
import { type ConventionRefusal, conventionRefusalSentence } from './refusals'

/** Every code of the union: a new one does not compile without its case. */
const cases: Readonly<Record<ConventionRefusal['code'], Refused>> = { ...refusedAnnexes, ...refusedChanges }

test.each(Object.entries(cases))(
  'G12 %s is told with its article, its place and a sentence',
  (code, expected) => {
    const refusal = given(...expected.given)
      .when(expected.when)
      .refusals.find(candidate => candidate.code === code)
    if (refusal === undefined) throw new Error(`no ${code}`)
    expect(refusal.path).toBe(expected.path)
    expect(refusal.article?.article ?? null).toBe(expected.article)
    expect(refusal.computation).toBe(expected.computation ?? null)
    expect(conventionRefusalSentence(refusal)).toBe(expected.sentence)
  }
)

test('G12 a path leads to what it speaks of, in the command', () => {
  const at = (value: unknown, path: string) =>
    path
      .replace(/\[(\d+)\]/g, '.$1')
      .split('.')
      .reduce<unknown>(
        (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
        value
      )
  const spoken = Object.values(cases).filter(({ path }) => path !== '' && !/fiche$|period$/.test(path))
  expect(spoken.length).toBeGreaterThan(20)
  for (const { path, when } of spoken) expect([path, at(when, path)]).not.toEqual([path, undefined])
})

test('G12 a command with several faults gives all of them', () => {
  const { refusals } = given(...psuSigned).when(
    signal('m-1', '2018-03-01', [
      attribute('p-9', 'directeur', 'e-9'),
      list('e-3', { numeroSias: '201500001', nature: 'garde-a-domicile', financeParLaCaf: false }),
      delist('e-8'),
      amend(partie('mairie', 'p-9'))
    ])
  )
  expect(refusals.map(({ code, path }) => [code, path])).toEqual([
    ['unknown-role', 'data.changes[0].role'],
    ['unknown-personne', 'data.changes[0].personneId'],
    ['unknown-etablissement', 'data.changes[0].etablissementId'],
    ['etablissement-out-of-scope', 'data.changes[1].etablissement.nature'],
    ['etablissement-not-financed', 'data.changes[1].etablissement.financeParLaCaf'],
    ['unknown-etablissement', 'data.changes[2].etablissementId'],
    ['unknown-partie', 'data.changes[3].partie.id'],
    // Looked at once the whole list is made.
    ['sias-already-listed', 'data.changes[1].etablissement.numeroSias']
  ])
})
