import { addDays, ConventionId, type DateCivile, dateCivile, instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations, read } from '@avenant/domain/fixtures'
import { type AnyScheduled, commandOn, connects, dossiersOf, journalOf } from '../../test/journal'

const conventionId = read(ConventionId, 'psu-1960-2017')
const on = commandOn('habilitation-h-1960-1')
const before: ReadonlyArray<AnyScheduled> = [...psu2017, ...psu2017Habilitations]

const indexOf = (...more: ReadonlyArray<AnyScheduled>) => dossiersOf(journalOf([...before, ...more]))
const lineOf = (index: ReturnType<typeof indexOf>, day: string, knownAt?: string) =>
  index
    .access({
      conventionId,
      on: dateCivile(day),
      ...(knownAt === undefined ? {} : { knownAt: instant(knownAt) })
    })
    .habilitations.find(({ habilitationId }) => habilitationId === 'h-1960-1')
const toldOf = (index: ReturnType<typeof indexOf>, day: string, knownAt?: string) => {
  const { etat, depuis, sentence, constat } = lineOf(index, day, knownAt) ?? {}
  return [etat, depuis, sentence, constat?.computation, constat?.event?.type]
}

const block = on('2017-03-20T09:00:00Z', 'BlockAccess', {
  from: '2017-03-20',
  cause: 'incident',
  motif: 'codes perdus'
})
const unblock = (day: string) =>
  on(`${day}T09:30:00Z`, 'UnblockAccess', { from: day, motif: 'codes renouvelés' })
const sent = (day: string) => on(`${day}T09:00:00Z`, 'SendPassword', { on: day, occasion: 'oubli' })
const changed = (day: string) =>
  on(`${day}T10:00:00Z`, 'ChangePassword', { on: day }, { kind: 'systeme', id: 'portail' })

test('P8 a request is listed from its day on, with its step, and open from its delivery', () => {
  const index = indexOf()
  expect(lineOf(index, '2017-02-22')).toBeUndefined()
  expect(toldOf(index, '2017-02-25').slice(0, 3)).toEqual([
    'demandee',
    '2017-02-23',
    "demandée, à l'étape « demande » depuis le 23/02/2017"
  ])
  expect(toldOf(index, '2017-03-15')).toEqual([
    'ouverte',
    '2017-03-01',
    'délivrée et ouverte depuis le 01/03/2017',
    'habilitation délivrée le 01/03/2017, toujours valable le 15/03/2017',
    'HabilitationDelivered'
  ])
  expect(toldOf(index, '2017-03-15', '2017-02-28T00:00:00Z')[0]).toBe('demandee')
})

test('M8 a request that is refused is listed as refused', () => {
  const asked = [...psu2017, ...psu2017Habilitations.slice(0, 1)]
  const index = dossiersOf(
    journalOf([
      ...asked,
      on('2017-02-27T09:00:00Z', 'RefuseHabilitation', { on: '2017-02-27', motif: 'fonction inconnue' })
    ])
  )
  const line = index
    .access({ conventionId, on: dateCivile('2017-03-15') })
    .habilitations.map(({ etat, depuis, constat }) => [etat, depuis, constat.event?.type])
  expect(line).toEqual([['refusee', '2017-02-27', 'HabilitationRefused']])
})

test('P14 used last on 23/03/2017 it is open through 07/05/2017, and blocked from the 8th, with its computation', () => {
  const index = indexOf(connects('h-1960-1', '2017-03-23T08:00:00Z'))
  expect(lineOf(index, '2017-05-07')).toMatchObject({
    etat: 'ouverte',
    depuis: '2017-03-01',
    utilisation: { computation: 'dernière utilisation 23/03/2017 + 45 jours = 07/05/2017' }
  })
  expect(toldOf(index, '2017-06-01')).toEqual([
    'inutilisee',
    '2017-05-08',
    "bloquée depuis le 08/05/2017 faute d'utilisation",
    'dernière utilisation 23/03/2017 + 45 jours = 07/05/2017 : accès bloqué depuis le 08/05/2017',
    'ConnectionRecorded'
  ])
})

test('P15 lifted by the Caf it is open since the lifting, not since the delivery', () => {
  const index = indexOf(unblock('2017-04-20'))
  expect(toldOf(index, '2017-04-19').slice(0, 2)).toEqual(['inutilisee', '2017-04-16'])
  expect(toldOf(index, '2017-04-25').slice(0, 2)).toEqual(['ouverte', '2017-04-20'])
})

test('P17 blocked by the Caf after an incident, and closed otherwise too: each is told', () => {
  const index = indexOf(block)
  expect(toldOf(index, '2017-03-25')).toEqual([
    'bloquee',
    '2017-03-20',
    'bloquée par la Caf depuis le 20/03/2017',
    expect.stringContaining('accès bloqué depuis le 20/03/2017, toujours le 25/03/2017'),
    'AccessBlocked'
  ])
  expect(lineOf(index, '2017-05-01')?.autres.map(({ condition }) => condition)).toEqual(['inactivite'])
})

test('P9 a password that is sent is to be changed; the access is open again from its change', () => {
  const index = indexOf(sent('2017-03-10'), changed('2017-03-12'))
  expect(toldOf(index, '2017-03-11').slice(0, 3)).toEqual([
    'mot-de-passe-a-changer',
    '2017-03-10',
    'délivrée, mot de passe à changer depuis le 10/03/2017'
  ])
  expect(toldOf(index, '2017-03-15').slice(0, 2)).toEqual(['ouverte', '2017-03-12'])
})

test('G1 what a correction says again is no other state: the password is to be changed since it was sent', () => {
  const withdrawn = on('2017-03-14T09:00:00Z', 'CorrectHabilitation', {
    corrections: [{ corrects: 3, instead: null }],
    motif: 'autre personne'
  })
  const index = indexOf(sent('2017-03-10'), changed('2017-03-12'), withdrawn)
  for (const day of ['2017-03-11', '2017-03-12', '2017-03-15'])
    expect([day, ...toldOf(index, day).slice(0, 2)]).toEqual([day, 'mot-de-passe-a-changer', '2017-03-10'])
})

test('P19 closed since the departure, also after the end of the convention; open ones are then without effect', () => {
  const index = indexOf(
    on('2017-03-15T09:00:00Z', 'ReportEndOfMission', { departedOn: '2017-03-13', reportedOn: '2017-03-15' })
  )
  expect(toldOf(index, '2021-01-01').slice(0, 3)).toEqual([
    'fermee',
    '2017-03-13',
    'fermée depuis le 13/03/2017'
  ])
  const ended = indexOf().access({ conventionId, on: dateCivile('2021-01-01') }).habilitations
  expect(ended.map(({ etat, depuis }) => [etat, depuis])).toEqual([
    ['hors-convention', '2021-01-01'],
    ['hors-convention', '2021-01-01']
  ])
})

test('P18 a justification that is late is an alert of an access, and closes nothing', () => {
  const index = indexOf(
    connects('h-1960-1', '2017-04-10T08:00:00Z'),
    on('2017-03-31T09:00:00Z', 'NotifyAnomaly', {
      anomalyId: 'a-1',
      rule: 'echecs-repetes',
      finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
      on: '2017-03-31'
    }),
    on('2017-04-01T09:00:00Z', 'AskJustification', { anomalyId: 'a-1', on: '2017-04-01' })
  )
  expect(lineOf(index, '2017-04-16')?.alertes).toEqual([])
  expect(lineOf(index, '2017-04-17')).toMatchObject({
    etat: 'ouverte',
    alertes: [{ titre: 'Justification en retard, anomalie a-1', event: { type: 'JustificationAsked' } }]
  })
})

test('G16 a line is open on the very days on which its person may act under it', () => {
  const index = indexOf(
    connects('h-1960-1', '2017-03-03T08:00:00Z'),
    block,
    sent('2017-03-22'),
    changed('2017-03-24'),
    unblock('2017-03-27'),
    connects('h-1960-1', '2017-04-02T08:00:00Z'),
    on('2017-06-20T09:00:00Z', 'UnblockAccess', { from: '2017-06-10', motif: 'absence' })
  )
  let since: DateCivile | null = null
  for (let day = dateCivile('2017-02-20'); day < '2017-07-31'; day = addDays(day, 1)) {
    const { cells, habilitations } = index.access({ conventionId, on: day })
    const may = cells.some(({ habilitationId }) => habilitationId === 'h-1960-1')
    const line = habilitations.find(({ habilitationId }) => habilitationId === 'h-1960-1')
    since = may ? (since ?? day) : null
    expect([day, line?.etat === 'ouverte', line?.etat === 'ouverte' ? line.depuis : null]).toEqual([
      day,
      may,
      since
    ])
  }
})
