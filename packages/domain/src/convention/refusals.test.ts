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
import { sourcesOf } from '../../test/sources'

const cases: Readonly<Record<string, Refused>> = { ...refusedAnnexes, ...refusedChanges }

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
    expect(refusal.sentence).toBe(expected.sentence)
  }
)

test('G12 every refusal of a convention has its case', () => {
  const codes = sourcesOf('domain').flatMap(([file, text]) =>
    /src\/(convention|dossier|model)\//.test(file)
      ? [...text.matchAll(/\brefusal\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code)
      : []
  )
  expect(codes.length).toBeGreaterThan(40)
  // What needs the day of recording, the hand, two corrections, other rules, other caps, or a model that knows it has tests of its own.
  const others = [
    'already-partie',
    'beyond-dates',
    'caf-not-named',
    'conditions-missing',
    'corrected-twice',
    'effect-in-the-past',
    'effect-undated',
    'ends-before-notice',
    'extended-after-end',
    'not-listed',
    'not-longer',
    'not-own-hand',
    'not-partie',
    'not-yet-happened',
    'nothing-to-extend',
    'notice-not-by',
    'other-habilitation',
    'other-model',
    'other-zone',
    'partie-cannot-join',
    'partie-cannot-leave',
    'partie-not-provided',
    'partie-role',
    'parties-too-few',
    'parties-too-many',
    'password-foreign',
    'password-lacks',
    'password-too-short',
    'rang-full',
    'renewals-exhausted',
    'role-full-in-convention',
    'role-held',
    'role-uncovered-in-convention',
    'rules-drifted',
    'unknown-cause',
    'unknown-condition',
    'version-without'
  ]
  expect([...Object.keys(cases), ...others].sort()).toEqual(codes.sort())
})

test('G12 a path leads to what it speaks of, in the command', () => {
  const at = (value: unknown, path: string) =>
    path
      .replace(/\[(\d+)\]/g, '.$1')
      .split('.')
      .reduce<unknown>(
        (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
        value
      )
  const spoken = Object.values(cases).filter(
    ({ path }) => path !== '' && !/fiche$|period$|channel$/.test(path)
  )
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
    // What is spoken of and unknown, then each change by itself, then the annexe once the whole list is made.
    ['unknown-personne', 'data.changes[0].personneId'],
    ['unknown-etablissement', 'data.changes[2].etablissementId'],
    ['unknown-personne', 'data.changes[3].partie.representant.personneId'],
    ['unknown-role', 'data.changes[0].role'],
    ['etablissement-out-of-scope', 'data.changes[1].etablissement.nature'],
    ['etablissement-not-financed', 'data.changes[1].etablissement.financeParLaCaf'],
    ['unknown-partie', 'data.changes[3].partie.id'],
    ['unknown-etablissement', 'data.changes[0].etablissementId'],
    ['sias-already-listed', 'data.changes[1].etablissement.numeroSias']
  ])
})
