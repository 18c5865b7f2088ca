import {
  correct,
  delist,
  draftPsu,
  given,
  mefSigned,
  psuDrafted,
  psuSigned,
  sign,
  signAvenant,
  signal,
  verify
} from '../../test/convention-commands'
import { monenfant, psu } from '../model'
import { dateCivile } from '../time'
import { undertakingsOn, conventionValueOn as valueOn } from '.'

const article = { source: 'PSU', article: '2.3' }
const undertaken = (state: ReturnType<typeof given>['state'], on: string, model = psu) =>
  undertakingsOn(state, model, dateCivile(on))

test('A9 P12 the six duties are undertaken by the partner, from its signature on, by who signed for it; by the Caf none', () => {
  const { state } = given(...psuSigned)
  expect(undertaken(state, '2017-02-22')).toEqual([])
  expect(undertaken(state, '2017-02-23')).toEqual([
    {
      partie: 'gestionnaire',
      signature: 'gestionnaire',
      signataire: 'p-1',
      from: '2017-02-23',
      duties: psu.security?.duties,
      article
    }
  ])
  expect(psu.security?.duties.map(({ id }) => id)).toEqual([
    'conservation',
    'secret-professionnel',
    'securite-des-acces',
    'personnes-habilitees',
    'intrusion',
    'antivirus'
  ])
})

test('A9 P12 nothing is undertaken before the partner signs, nor under a model that names no duty; a correction moves it', () => {
  expect(
    undertaken(given(...psuDrafted, sign('caf', '2017-02-23', { signataire: 'p-2' })).state, '2030-01-01')
  ).toEqual([])
  expect(undertaken(given(...mefSigned).state, '2030-01-01', monenfant)).toEqual([])
  const moved = given(...psuSigned).when(correct(2, sign('gestionnaire', '2017-02-20'))).state
  expect(undertaken(moved, '2030-01-01').map(({ from }) => from)).toEqual(['2017-02-20'])
})

test('A9 P12 what was undertaken with the convention is not undertaken anew with an avenant', () => {
  const { state } = given(
    ...psuSigned,
    signal('m-1', '2018-03-01', [delist('e-2')]),
    signAvenant('m-1', 'gestionnaire', '2018-03-05'),
    signAvenant('m-1', 'caf', '2018-03-06')
  )
  expect(undertaken(state, '2030-01-01').map(({ signature, from }) => [signature, from])).toEqual([
    ['gestionnaire', '2017-02-23']
  ])
})

test('A9 P12 a verification is recorded: its result as a line, by whom and what follows in the event alone', () => {
  const { events, state } = given(...psuSigned).when(
    verify('2018-05-02', { resultat: 'non-conforme', obligations: ['antivirus'], suites: 'Postes à jour' })
  )
  expect(events).toMatchObject([
    {
      type: 'VerificationRecorded',
      data: { says: { par: 'Service des contrôles', suites: 'Postes à jour' } }
    }
  ])
  expect(valueOn(state, 'verification', 'v-1', dateCivile('2018-05-02'))).toEqual({
    on: '2018-05-02',
    resultat: 'non-conforme',
    obligations: ['antivirus'],
    article
  })
  expect(valueOn(state, 'verification', 'v-1', dateCivile('2018-05-01'))).toBeNull()
})

test('A9 P12 it is of a signed convention, of duties that the model lists, and once under its id', () => {
  expect(given(...psuDrafted).when(verify('2017-01-01')).codes).toEqual(['not-signed'])
  expect(given(draftPsu()).when(verify('2017-01-01')).refusals).toMatchObject([{ article }])
  const known = given(...psuSigned, verify('2018-05-02'))
  expect(known.when(verify('2018-05-02', { obligations: ['antivol'] }, 'v-2')).refusals).toMatchObject([
    { code: 'not-listed', path: 'data.obligations[0]', article }
  ])
  expect(known.when(verify('2018-05-02')).events).toEqual([])
  expect(known.when(verify('2018-05-03')).codes).toEqual(['already-recorded'])
  expect(known.when(verify('2018-05-03', {}, 'v-2')).codes).toEqual([])
})

test('M25 MEF provides for no verification', () => {
  expect(given(...mefSigned).when(verify('2024-01-01')).refusals).toMatchObject([
    { code: 'not-in-model', sentence: 'cette convention ne prévoit pas de vérification de la sécurité' }
  ])
})
