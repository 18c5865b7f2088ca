import { defineModel, monenfant, psu, resolveModel, shippedModels } from '@avenant/domain'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { anyModel } from '../../../domain/test/any-model'
import { modelBySchema } from '../../../domain/test/models-by-schema'
import { modelSheet, probeModel } from '.'

const refused = (model: Parameters<typeof probeModel>[0]) =>
  probeModel(model).filter(({ why }) => why.length > 0)

test.each([psu, monenfant])('G11 the shipped model $id can be signed, changed, renewed and ended', model => {
  expect(refused(model)).toEqual([])
})

/** Raise it with PROBES to look further: `PROBES=10000 PROPERTY_SEED=1 npx jest probe.test`. */
const numRuns = Number(process.env.PROBES ?? 60)

/** More people than a probe invents: that is told, and the model may be right. */
const isCrowd = (why: ReadonlyArray<string>): boolean =>
  why.every(reason => reason.includes('plus de 300 personnes'))

test.each([
  ['written at random', anyModel],
  ['that varies a good one', modelBySchema]
])(
  'G11 a model %s is refused with a reason, or whatever it provides for can be done: it never throws',
  (_, models) => {
    let played = 0
    fc.assert(
      fc.property(models, written => {
        const model = resolveModel(written, shippedModels)
        if (E.isLeft(model)) return expect(model.left.map(({ message }) => message)).not.toContain('')
        played += 1
        const refused = probeModel(model.right).filter(({ why }) => why.length > 0 && !isCrowd(why))
        expect(refused).toEqual([])
      }),
      { numRuns }
    )
    expect(played).toBeGreaterThan(2)
  }
)

const small = (more: object) =>
  defineModel({
    id: 'petit',
    version: 1,
    titre: 'Petit',
    source: 'P',
    zone: 'Europe/Paris',
    parties: {
      article: '1',
      change: { instrument: 'avenant', article: '1' },
      roles: [{ id: 'caf', label: 'la Caf', acteur: 'agent-caf' }]
    },
    effect: { from: { from: 'last-signature' }, article: '2' },
    duration: { term: { count: 1, unit: 'year' }, article: '2' },
    ...more
  })

test('G11 a convention without optional blocks is played: no establishment, role or habilitation is invented', () => {
  expect(probeModel(small({})).map(({ path, why }) => [path, why])).toEqual([
    ['parties', []],
    ['parties.roles[0]', []],
    ['effect', []],
    ['personnes.change', []],
    ['parties.change', []],
    ['changes.kinds.model', []],
    ['personnes.change', []],
    ['duration', []],
    ['annexes', []]
  ])
})

const role = (id: string, more: object) => ({
  id,
  label: id,
  article: '3',
  change: { instrument: 'formulaire', article: '3' },
  ...more
})
const etablissements = {
  natures: [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' }
  ],
  article: '3',
  change: { instrument: 'avenant', article: '3' }
}

test('G11 what can be done in no way is told at its place, with the refusal', () => {
  // Each nature asks for an establishment of its own, and the third role admits one alone.
  const each = { minPerConvention: 1 }
  const crowded = small({
    etablissements,
    roles: [
      role('accueil', { ...each, natures: ['a'] }),
      role('repas', { ...each, natures: ['b'] }),
      role('animation', { min: 1, capPerConvention: 1 })
    ]
  })
  expect(refused(crowded)).toMatchObject([{ why: [expect.stringContaining('repas')] }])
  const crowd = small({ etablissements, roles: [role('accueil', {}), role('animation', { min: 5000 })] })
  expect(refused(crowd)).toMatchObject([{ path: 'roles[1].min' }])
})

test('G11 P7 a convention has as many establishments as its caps admit, and one more takes the place of another', () => {
  const crowded = small({ etablissements, roles: [role('animation', { min: 1, capPerConvention: 1 })] })
  const tried = probeModel(crowded)
  expect(tried.filter(({ why }) => why.length > 0)).toEqual([])
  expect(tried.map(({ what }) => what)).toContain(
    "un établissement « B » prend la place d'un autre, et change"
  )
  // Six persons, of whom an establishment takes two.
  expect(
    refused(small({ etablissements, roles: [role('accueil', { cap: 2, minPerConvention: 6 })] }))
  ).toEqual([])
})

test('G11 a deadline that is counted from an end which nobody knows has its day once an act has ended the convention', () => {
  const clés = (due: object) =>
    small({
      duration: { term: { count: 1, unit: 'year' }, renewal: { kind: 'tacit' }, article: '2' },
      termination: { article: '3' },
      deadlines: [{ id: 'cles', label: 'Clés', who: ['caf'], for: 'convention', due, article: '4' }]
    })
  expect(refused(clés({ from: 'end', bound: 'inclusive' }))).toEqual([])
  // A century after, which is further than a probe looks at first.
  expect(refused(clés({ from: 'effect', offset: { unit: 'year', count: 100, direction: 'after' } }))).toEqual(
    []
  )
})

test('G11 another version of the model is adopted by what the model asks, and the convention goes on under it', () => {
  const adoption = (model: object) =>
    probeModel(small({ changes: { kinds: { model } } })).find(({ path }) => path === 'changes.kinds.model')
      ?.why
  for (const instrument of ['avenant', 'formulaire', 'annexe-revisee'])
    expect([instrument, adoption({ instrument, article: '6' })]).toEqual([instrument, []])
  const highest = { ...psu, version: Number.MAX_SAFE_INTEGER }
  expect(refused(highest)).toEqual([])
})

test('G11 M19 a period that a convention declares is as long as a notice wants', () => {
  const delay = { from: 'receipt', offset: { unit: 'year', count: 9, direction: 'after' } }
  const notice = { delay, counts: 'receipt', ends: 'delay', article: '4' }
  const declared = { effect: { from: 'declared', article: '2' }, duration: { article: '2' } }
  expect(refused(small({ ...declared, notice }))).toEqual([])
})

test('G11 the sheet says parties, effect, duration, roles with their caps, changes, each with its article', () => {
  const lines = modelSheet(psu).flatMap(({ lines }) => lines)
  expect(lines).toEqual(
    expect.arrayContaining([
      'le gestionnaire, personne morale, signe (PSU, Entre)',
      'effet : à la période écrite dans la convention (PSU, article 5)',
      "Fournisseur de données d'activité, au plus 2 personnes par établissement, doit être tenu (PSU, article 2.1)",
      "qui tient le rôle « Approbateur » : une nouvelle version de l'annexe (PSU, article 2.3)",
      expect.stringContaining('Justificatifs : chaque année N, le gestionnaire, ')
    ])
  )
  const seats = { natures: ['b'], capPerConvention: 2, capByRang: { titulaire: 1, suppleant: null } }
  const sheet = modelSheet(small({ etablissements, roles: [role('animation', seats)] }))
  expect(sheet.find(({ heading }) => heading === 'Rôles')?.lines).toEqual([
    'animation, au plus 1 titulaire par établissement, au plus 2 personnes dans la convention, seulement : B (P, article 3)'
  ])
  expect(modelSheet(small({})).map(({ lines }) => lines.length)).not.toContain(0)
})

test('G11 M19 the sheet says once from what a notice is counted', () => {
  const ends = (notice: object) =>
    modelSheet(small({ notice, termination: { article: '3' } }))
      .find(({ heading }) => heading === 'Fin')
      ?.lines.at(0)
  const months = { unit: 'month', count: 2 } as const
  expect(
    ends({
      delay: { from: 'dispatch', offset: { ...months, direction: 'after' } },
      counts: 'dispatch',
      ends: 'delay',
      article: '4'
    })
  ).toBe("préavis : deux mois après l'envoi ; la convention prend fin quand il est passé (P, article 4)")
  expect(modelSheet(monenfant).flatMap(({ lines }) => lines)).toContainEqual(
    expect.stringContaining(
      "avant l'échéance, c'est la réception qui compte ; la convention prend fin à l'échéance"
    )
  )
})

test('G11 the change of a party asks an avenant under the article of the parties, unless the model says otherwise', () => {
  const roles = [{ id: 'caf', label: 'la Caf', acteur: 'agent-caf' }]
  const { change } = small({ parties: { article: '1', roles } }).parties
  expect(change).toEqual({ instrument: 'avenant', article: { source: 'P', article: '1' } })
})

test('G11 the sheet counts in French: one titulaire, two suppléants', () => {
  const role = {
    id: 'profil',
    label: 'Profil',
    onEtablissement: false,
    cap: 1,
    capByRang: { titulaire: 1, suppleant: 2 },
    article: '3',
    change: { instrument: 'formulaire', article: '3' }
  }
  expect(modelSheet(small({ roles: [role] })).flatMap(({ lines }) => lines)).toContain(
    'Profil, sans établissement, au plus 1 personne, au plus 1 titulaire, au plus 2 suppléants (P, article 3)'
  )
})
