/** What the register tells across conventions, against a judge that looks at each pair of them day by day. */
import {
  ConventionModel,
  type DateCivile,
  dateCivile,
  defineModel,
  type Instant,
  instant,
  type Models,
  monenfant,
  psu
} from '@avenant/domain'
import fc from 'fast-check'
import { acrossOracle, type JudgedConvention } from '../../../test/across-oracle'
import { type AnyScheduled, commandOn, dossiersOf, journalOf } from '../../../test/journal'
import { type Short, signedConvention } from '../../../test/portfolio'

/** As MEF, without a renewal: every end falls within the days that the judge looks at. */
const once = defineModel({
  ...(ConventionModel.encode(monenfant) as Parameters<typeof defineModel>[0]),
  id: 'once',
  subject: 'monenfant',
  duration: { term: { count: 3, unit: 'month' }, article: '5' },
  notice: null
})
const models: Models = [psu, monenfant, once]

// Few days, so that each is looked at.
const days = ['2017-01-02', '2017-01-09', '2017-01-16', '2017-01-23', '2017-02-06'].map(dateCivile)
const range = [dateCivile('2016-12-25'), dateCivile('2017-06-30')] as const

const named = fc.record({
  personneId: fc.constantFrom('p-1', 'p-2'),
  nom: fc.constantFrom('FONTAINE', 'Fontaine', 'DUPRÉ', 'Dupre'),
  mail: fc.constantFrom(null, 'claire@example.fr', 'Claire@example.fr', 'mairie@example.fr')
})

const aConvention = fc.record({
  model: fc.constantFrom('psu', 'psu', 'once'),
  from: fc.nat(days.length - 2),
  lasts: fc.integer({ min: 1, max: 3 }),
  etablissements: fc.uniqueArray(
    fc.record({
      etablissementId: fc.constantFrom('e-1', 'e-2'),
      numeroSias: fc.constantFrom(null, '201500001', '201500002')
    }),
    { minLength: 1, maxLength: 2, selector: ({ etablissementId }) => etablissementId }
  ),
  holder: named,
  maire: fc.record({ personneId: fc.constantFrom('p-3', 'p-4'), nom: fc.constantFrom('VALLON', 'SAULE') }),
  signedOn: fc.constantFrom(...days.slice(0, 3)),
  // A new name, an establishment taken off, the establishments corrected: later, or not.
  renamed: fc.option(named),
  delisted: fc.option(fc.constantFrom('e-1', 'e-2')),
  corrected: fc.boolean()
})

const scheduledOf = (
  one: typeof aConvention extends fc.Arbitrary<infer A> ? A : never,
  n: number
): ReadonlyArray<AnyScheduled> => {
  const id = `c-${n}`
  const { from, lasts, renamed, delisted, corrected, ...more } = one
  const period = { from: days[from] ?? '', to: days[Math.min(from + lasts, days.length - 1)] ?? '' }
  // A PSU establishment has a number.
  const etablissements = one.etablissements.map(({ etablissementId, numeroSias }) => ({
    etablissementId,
    numeroSias: numeroSias ?? (one.model === 'psu' ? '201500001' : null)
  }))
  const command = commandOn(`convention-${id}`)
  const short: Short = { ...more, id, period, etablissements }
  const partner = one.model === 'psu' ? 'gestionnaire' : 'fournisseur'
  const signed = signedConvention(short)
  const other = signedConvention({
    ...short,
    etablissements: etablissements.map(placed => ({ ...placed, numeroSias: '201500002' }))
  })
  const edited = other.find(({ command: { type } }) => type === 'EditAnnexes')?.command
  const changes = [
    ...(renamed === null
      ? []
      : [
          {
            kind: 'identify-personne',
            personneId: one.holder.personneId,
            personne: {
              nom: renamed.nom,
              prenom: 'Dominique',
              fonction: null,
              mail: renamed.mail,
              telephone: null
            }
          }
        ]),
    ...(delisted === null ? [] : [{ kind: 'delist-etablissement', etablissementId: delisted }])
  ]
  return [
    ...signed,
    ...(changes.length === 0
      ? []
      : [
          command('2017-01-20T09:00:00Z', 'SignalModification', {
            modificationId: 'm-1',
            changes,
            signalledOn: '2017-01-20',
            channel: 'courrier'
          }),
          ...[partner, 'caf'].map((partie, i) =>
            command(`2017-01-23T1${i}:00:00Z`, 'SignAvenant', {
              modificationId: 'm-1',
              partie,
              signataire: 'p-caf',
              qualite: 'Maire',
              signedOn: '2017-01-23',
              channel: 'papier'
            })
          )
        ]),
    ...(corrected && edited !== undefined
      ? [
          command('2017-01-25T09:00:00Z', 'CorrectConvention', {
            corrections: [{ corrects: 1, instead: { type: 'EditAnnexes', data: edited.data } }],
            motif: 'n° Sias mal recopié'
          })
        ]
      : [])
  ]
}

const portfolios = fc
  .array(aConvention, { minLength: 2, maxLength: 4 })
  .map(shorts => shorts.flatMap((one, n) => scheduledOf(one, n)))

const knowledges = ['2017-01-05', '2017-01-18', '2017-01-24', '2017-01-26'].map(day =>
  instant(`${day}T00:00:00Z`)
)

test('G2 P30 M26 what the register tells across conventions is what a judge finds that looks at each day of each pair', () => {
  const codes: Record<string, number> = {}
  fc.assert(
    fc.property(
      portfolios,
      fc.constantFrom<DateCivile>(...days),
      fc.constantFrom<Instant>(...knowledges),
      (scheduled, on, knownAt) => {
        const journal = journalOf(scheduled, models, 'skip')
        const commands = new Map(scheduled.map(({ commandId, command }) => [commandId, command]))
        const known = journal.filter(({ recordedAt }) => recordedAt <= knownAt)
        const ids = [...new Set(known.map(({ stream }) => stream.slice('convention-'.length)))].sort()
        const conventions = ids.flatMap((id): ReadonlyArray<JudgedConvention> => {
          const own = known.filter(({ stream }) => stream === `convention-${id}`)
          const model = models.find(one => one.id === own[0]?.metadata.model?.id)
          if (model === undefined) return []
          // The judge has its own words for what is asked, and reads the commands as data.
          const recorded = own.map(({ revision: place, metadata: { commandId } }) => ({
            place,
            command: commands.get(commandId)
          })) as unknown as JudgedConvention['recorded']
          return [{ id, model, recorded }]
        })
        const index = dossiersOf(journal, models)
        const answer = index.register({ on, knownAt })
        const told = Object.fromEntries(
          answer.conventions.map(({ conventionId, recoupements }) => [
            conventionId,
            recoupements
              .map(({ code, other, etablissementId, role, personneId, firstDay, lastDay }) => {
                codes[code] = (codes[code] ?? 0) + 1
                const about = [etablissementId, role, personneId].filter(part => part !== null).join(' ')
                return `${code} ${other.conventionId} ${about} ${firstDay} ${lastDay}`
              })
              .sort()
          ])
        )
        expect(told).toEqual(acrossOracle(conventions, range)(on))
        // Of one, as of all: only those are looked at with which it shares something.
        for (const line of answer.conventions)
          expect(index.register({ on, knownAt, conventionId: line.conventionId }).conventions).toEqual([line])
      }
    ),
    { numRuns: 400 }
  )
  // Each kind was met.
  for (const code of ['etablissement-twice', 'role-twice', 'personne-renamed', 'mail-of-two'])
    expect(codes[code]).toBeGreaterThan(10)
})
