import { dateCivile, instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, dossiersOf, journalOf } from '../../../test/journal'

const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]
const onConvention = commandOn('convention-psu-1960-2017')
const onFirst = commandOn('habilitation-h-1960-1')
const partenaire = { kind: 'partenaire', id: 'compte-1' }
const roles = ['activite', 'financier', 'approbateur']
const places = psu2017.flatMap(({ command }) =>
  command.type === 'EditAnnexes'
    ? command.data.changes.flatMap(change =>
        change.kind === 'attribute-role' && change.personneId === 'p-1960-2' && change.role === 'activite'
          ? [change.etablissementId]
          : []
      )
    : []
)

const [requested] = psu2017Habilitations.flatMap(({ command, stream }) =>
  command.type === 'RequestHabilitation' && stream === 'habilitation-h-1960-1' ? [command] : []
)
const departs = (day: string, of = onFirst) =>
  of(`${day}T10:00:00Z`, 'ReportEndOfMission', { departedOn: day, reportedOn: day }, partenaire)
/** Every role of hers is taken out of the annexe, or given to her, by one revised annexe. */
const revised = (id: string, day: string, kind = 'withdraw-role') => [
  onConvention(`${day}T11:00:00Z`, 'SignalModification', {
    modificationId: id,
    changes: places.flatMap(etablissementId =>
      roles.map(role => ({
        kind,
        personneId: 'p-1960-2',
        role,
        etablissementId,
        ...(kind === 'attribute-role' ? { rang: 'titulaire' } : {})
      }))
    ),
    signalledOn: day,
    channel: 'courrier'
  }),
  onConvention(`${day}T12:00:00Z`, 'ReviseAnnexe', { modificationId: id, establishedOn: day })
]
const indexOf = (...more: ReadonlyArray<AnyScheduled>) => dossiersOf(journalOf([...before, ...more]))
type Index = ReturnType<typeof indexOf>
const ofKind = (index: Index, kind: string, day: string, knownAt?: string) =>
  index
    .deadlines({
      from: dateCivile('2017-01-01'),
      to: dateCivile('2021-12-31'),
      on: dateCivile(day),
      ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
    })
    .deadlines.filter(deadline => deadline.kind === kind)
const shown = (index: Index, kind: string, day: string, knownAt?: string) =>
  ofKind(index, kind, day, knownAt).map(({ dossier, occurrence, due, state, done }) => [
    dossier,
    occurrence,
    due,
    state,
    done?.on ?? null,
    done?.event.type ?? null
  ])
const first = 'habilitation-h-1960-1'
const retardsOn = (index: Index, day: string) =>
  index
    .register({ on: dateCivile(day) })
    .conventions.flatMap(({ retards }) => retards.map(({ kind }) => kind))

test('P19 P20 P21 who has left, and has roles in the annexe, is told until a modification takes them out', () => {
  const kind = 'roles-apres-depart'
  expect(shown(indexOf(), kind, '2019-01-01')).toEqual([])
  const left = indexOf(departs('2018-03-01'))
  expect(shown(left, kind, '2018-03-01')).toEqual([[first, '', '2018-03-01', 'a-venir', null, null]])
  expect(shown(left, kind, '2018-03-02')).toEqual([[first, '', '2018-03-01', 'en-retard', null, null]])
  expect(retardsOn(left, '2018-03-01')).toEqual([])
  expect(retardsOn(left, '2018-03-02')).toEqual([kind])
  const [told] = ofKind(left, kind, '2018-03-02')
  expect(told).toMatchObject({
    article: { source: 'PSU', article: '2.3' },
    who: [{ partie: 'gestionnaire' }],
    event: { type: 'MissionEnded' }
  })
  const where = 'sur CHARAIRE, CRECHE AVE DE LA GARE, CERCHE DU LYCEE, M.A LES BLAGIS'
  expect(told?.label).toBe(
    `Mission terminée le 01/03/2018, encore à l'annexe : ${[
      `Fournisseur de données d'activité ${where} (formulaire nominatif à établir)`,
      `Fournisseur de données financières ${where} (formulaire nominatif à établir)`,
      `Approbateur ${where} (annexe révisée à établir)`
    ].join(' ; ')}`
  )
  // Before the departure was told, nothing was to be done.
  expect(shown(left, kind, '2018-03-02', '2018-03-01T09:00:00Z')).toEqual([])
  const taken = indexOf(departs('2018-03-01'), ...revised('m-1', '2018-04-03'))
  expect(shown(taken, kind, '2018-04-02')).toEqual([[first, '', '2018-03-01', 'en-retard', null, null]])
  expect(shown(taken, kind, '2018-04-03')).toEqual([
    [first, '', '2018-03-01', 'faite', '2018-04-03', 'AnnexeRevised']
  ])
  expect(retardsOn(taken, '2018-04-03')).toEqual([])
  // It ends with the convention, whose annexe gives nothing any more.
  expect(ofKind(left, kind, '2021-01-01')).toMatchObject([{ state: 'faite', done: { on: '2021-01-01' } }])
})

test('P19 of two departures that were told, the first that is over counts: the access is closed from its day', () => {
  const told = (at: string, departedOn: string) =>
    onFirst(at, 'ReportEndOfMission', { departedOn, reportedOn: at.slice(0, 10) }, partenaire)
  const index = indexOf(
    told('2018-02-20T10:00:00Z', '2018-03-01'),
    told('2018-02-26T10:00:00Z', '2018-01-31')
  )
  expect(shown(index, 'roles-apres-depart', '2018-02-28')).toEqual([
    [first, '', '2018-01-31', 'en-retard', null, null]
  ])
  expect(shown(index, 'fin-de-mission', '2018-02-28')).toEqual([
    [first, '', '2018-02-15', 'faite', '2018-02-26', 'MissionEnded']
  ])
})

test('G16 an habilitation of which the annexe has given no role yet is told from its delivery', () => {
  const index = indexOf(
    onFirst('2018-04-01T10:00:00Z', 'CorrectHabilitation', {
      corrections: [
        {
          corrects: 0,
          instead: {
            type: 'RequestHabilitation',
            data: {
              ...requested?.data,
              roles: [{ role: 'approbateur', etablissementId: '999', nature: 'eaje' }]
            }
          }
        }
      ],
      motif: 'rôle demandé par erreur'
    })
  )
  expect(shown(index, 'habilitation-sans-role', '2018-05-01')).toEqual([
    [first, '1', '2017-03-01', 'en-retard', null, null]
  ])
  expect(shown(index, 'habilitation-sans-role', '2018-05-01', '2018-03-01T00:00:00Z')).toEqual([])
})

test('P19 roles that were out of the annexe by the departure leave nothing to be done', () => {
  const index = indexOf(...revised('m-1', '2018-02-01'), departs('2018-03-01'))
  expect(shown(index, 'roles-apres-depart', '2018-06-01')).toEqual([])
  expect(shown(index, 'habilitation-sans-role', '2018-02-15')).toEqual([
    [first, '1', '2018-02-01', 'en-retard', null, null]
  ])
  expect(shown(index, 'habilitation-sans-role', '2018-03-01')).toEqual([
    [first, '1', '2018-02-01', 'faite', '2018-03-01', 'MissionEnded']
  ])
})

test('G16 an habilitation of which the annexe gives no role any more is told, until one is given back', () => {
  const kind = 'habilitation-sans-role'
  const out = [...revised('m-1', '2018-02-01')]
  const back = [...revised('m-2', '2018-06-01', 'attribute-role')]
  expect(shown(indexOf(), kind, '2019-01-01')).toEqual([])
  const index = indexOf(...out)
  expect(retardsOn(index, '2018-02-01')).toEqual([])
  expect(retardsOn(index, '2018-02-02')).toEqual([kind])
  expect(ofKind(index, kind, '2018-02-02')).toMatchObject([
    { event: { type: 'AnnexeRevised' }, who: [{ partie: 'gestionnaire' }] }
  ])
  expect(shown(indexOf(...out, ...back), kind, '2018-06-01')).toEqual([
    [first, '1', '2018-02-01', 'faite', '2018-06-01', 'AnnexeRevised']
  ])
  const twice = indexOf(...out, ...back, ...revised('m-3', '2018-09-03'))
  expect(shown(twice, kind, '2018-10-01')).toEqual([
    [first, '1', '2018-02-01', 'faite', '2018-06-01', 'AnnexeRevised'],
    [first, '2', '2018-09-03', 'en-retard', null, null]
  ])
})

test('P19 another habilitation of who has left, under the same convention, is told until it is closed', () => {
  const kind = 'habilitation-apres-depart'
  const onSecond = commandOn('habilitation-h-9')
  const again = psu2017Habilitations
    .filter(({ stream }) => stream === first)
    .slice(0, 2)
    .map(given => ({
      ...given,
      stream: 'habilitation-h-9',
      commandId: `${given.commandId.slice(0, -2)}99`,
      command: {
        ...given.command,
        data: {
          ...given.command.data,
          ...('habilitationId' in given.command.data ? { habilitationId: 'h-9' } : {})
        }
      }
    })) as unknown as ReadonlyArray<AnyScheduled>
  const left = indexOf(...again, departs('2018-03-01'))
  expect(shown(left, kind, '2018-03-02')).toEqual([
    ['habilitation-h-9', '', '2018-03-01', 'en-retard', null, null]
  ])
  const closed = indexOf(...again, departs('2018-03-01'), departs('2018-04-03', onSecond))
  expect(shown(closed, kind, '2018-04-03')).toEqual([
    ['habilitation-h-9', '', '2018-03-01', 'faite', '2018-04-03', 'MissionEnded']
  ])
})
