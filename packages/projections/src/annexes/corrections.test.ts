import { addDays, dateCivile, instant } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id, type Scheduled } from '@avenant/domain/fixtures'
import { indexOf, later, mefEvents, psuEvents, recordedBy } from '../../test/played'
import type { AsOf } from './answer'

const at = (on: string, knownAt?: string): AsOf => ({
  on: dateCivile(on),
  knownAt: knownAt === undefined ? null : instant(knownAt)
})
const [draft] = psu2017.flatMap(({ command }) => (command.type === 'DraftConvention' ? [command.data] : []))
const [grant] = psu2017.flatMap(({ command }) => (command.type === 'GrantDérogation' ? [command.data] : []))
const revisionOf = (
  events: ReadonlyArray<{ readonly type: string; readonly revision: number }>,
  type: string
) => events.findLast(event => event.type === type)?.revision ?? -1
const corrects = (at: string, corrects: number, instead: unknown): Scheduled =>
  later(psu2017Id)(at, 'CorrectConvention', { corrections: [{ corrects, instead }], motif: 'saisie fautive' })
const mef = later(monenfant2023Id)
const notice = mef('2024-04-22T09:00:00Z', 'GiveNotice', {
  partie: 'fournisseur',
  dispatchedOn: '2024-04-18',
  receivedOn: '2024-04-20'
})
const noticed = recordedBy([...monenfant2023, notice])

test('G1 G2 a dérogation recorded with the wrong last day: the annexe of before stays as it was known then', () => {
  const events = recordedBy([
    ...psu2017,
    corrects('2017-10-02T09:00:00Z', revisionOf(psuEvents, 'DérogationGranted'), {
      type: 'GrantDérogation',
      data: { ...grant, to: '2017-11-01' }
    })
  ])
  const [before, after] = [indexOf(psuEvents), indexOf(events)]
  const held = (on: string, knownAt?: string) => after.annexesAt(psu2017Id, at(on, knownAt)).facts.derogation
  expect(['2017-09-01', '2017-10-31', '2017-11-01'].map(on => held(on).length)).toEqual([1, 1, 0])
  expect(['2017-08-31', '2017-09-01'].map(on => held(on, '2017-10-02T08:59:59Z').length)).toEqual([1, 0])
  for (let on = dateCivile('2016-12-20'); on < '2017-12-01'; on = addDays(on, 13))
    expect(after.describe(psu2017Id, at(on, '2017-10-02T08:59:59Z'))).toEqual(
      before.describe(psu2017Id, at(on, '2017-10-02T08:59:59Z'))
    )
})

test('G1 P3 a last day that moved is a difference, on a day on which the dérogation held all the same', () => {
  const index = indexOf(
    recordedBy([
      ...psu2017,
      corrects('2017-10-02T09:00:00Z', revisionOf(psuEvents, 'DérogationGranted'), {
        type: 'GrantDérogation',
        data: { ...grant, to: '2017-11-01' }
      })
    ])
  )
  const { differences } = index.differences(
    psu2017Id,
    at('2017-08-31', '2017-10-01T00:00:00Z'),
    at('2017-08-31')
  )
  expect(differences).toMatchObject([
    {
      kind: 'derogation',
      cause: { type: 'ConventionCorrected' },
      sentence:
        "La dérogation « Prise en compte d'un maximum de congés pour le calcul des participations des familles » a changé ; elle est admise jusqu'au 31/10/2017 inclus (accordée le 02/12/2016)."
    }
  ])
  expect(index.differences(psu2017Id, at('2017-08-30'), at('2017-08-31')).differences).toEqual([])
})

test('G1 P29 a SIRET mistyped: what changed of the fiche is told', () => {
  const events = recordedBy([
    ...psu2017,
    corrects('2017-10-02T09:00:00Z', 0, {
      type: 'DraftConvention',
      data: { ...draft, fiche: { ...draft?.fiche, siret: '732 829 320 00074' } }
    })
  ])
  const { differences } = indexOf(events).differences(
    psu2017Id,
    at('2017-08-31', '2017-10-01T00:00:00Z'),
    at('2017-08-31')
  )
  expect(differences).toMatchObject([
    {
      kind: 'fiche',
      cause: { type: 'ConventionCorrected' },
      sentence: 'La fiche administrative a changé : SIRET « 21920071400018 » → « 73282932000074 ».'
    }
  ])
})

test('G1 M18 G2 a notice withdrawn: in force and renewed for who asks now, ended for who asks of before', () => {
  const events = recordedBy([
    ...monenfant2023,
    notice,
    mef('2024-09-02T09:00:00Z', 'CorrectConvention', {
      corrections: [{ corrects: revisionOf(noticed, 'NoticeGiven'), instead: null }],
      motif: 'préavis retiré'
    })
  ])
  const index = indexOf(events)
  const status = (on: string, knownAt?: string) => index.annexesAt(monenfant2023Id, at(on, knownAt)).status
  expect([status('2024-07-25'), status('2024-07-26'), status('2030-07-26')]).toEqual([
    'en-vigueur',
    'en-vigueur',
    'en-vigueur'
  ])
  expect(status('2024-07-26', '2024-09-02T08:59:59Z')).toBe('terminee')
  expect(status('2024-07-26', '2024-04-22T08:59:59Z')).toBe('en-vigueur')
  expect(index.describe(monenfant2023Id, at('2024-08-01')).situation).toMatchObject({
    lastDay: null,
    endCause: null,
    term: { renewal: 1, nextEcheance: '2025-07-26' }
  })
  const { differences } = index.differences(
    monenfant2023Id,
    at('2024-08-01', '2024-09-01T00:00:00Z'),
    at('2024-08-01')
  )
  expect(differences).toMatchObject([{ kind: 'effet', cause: { type: 'ConventionCorrected' } }])
  expect(indexOf(mefEvents).describe(monenfant2023Id, at('2024-08-01')).situation).toEqual(
    index.describe(monenfant2023Id, at('2024-08-01')).situation
  )
})

test('G1 M19 a notice corrected: the end moves, with its computation', () => {
  const events = recordedBy([
    ...monenfant2023,
    notice,
    mef('2024-05-02T09:00:00Z', 'CorrectConvention', {
      corrections: [
        {
          corrects: revisionOf(noticed, 'NoticeGiven'),
          instead: {
            type: 'GiveNotice',
            data: { partie: 'fournisseur', dispatchedOn: '2024-04-18', receivedOn: '2024-04-29' }
          }
        }
      ],
      motif: 'date de réception'
    })
  ])
  const { differences } = indexOf(events).differences(
    monenfant2023Id,
    at('2024-06-01', '2024-05-01T00:00:00Z'),
    at('2024-06-01')
  )
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    "L'effet de la convention est du 26/07/2023 au 25/07/2025, par préavis ; il était du 26/07/2023 au 25/07/2024, par préavis."
  ])
})
