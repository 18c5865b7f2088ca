import * as E from 'fp-ts/Either'
import { models } from '../../test/convention-commands'
import {
  block,
  changePassword,
  closeAccess,
  correct,
  deliver,
  given,
  givenUnder,
  mefDelivered,
  ofEssai,
  psuDelivered,
  requestPsu,
  sendPassword,
  unblock
} from '../../test/habilitation-commands'
import { AddressedCommand } from '../addressed-command'
import { decode } from '../codec'
import { unrecorded } from '../decider'
import { read } from '../fixtures'
import { Hand } from '../identity/hand'
import { dateCivile, instant } from '../time'
import {
  accèsOn,
  HabilitationCommand,
  type HabilitationState,
  habilitationDecider,
  habilitationLine
} from '.'

const article = (source: string, number: string) => ({ source, article: number })
const password = (state: HabilitationState) => line(state).map(({ from, value }) => [from, value.status])
/** Before the first sending nothing is said. */
const line = (state: HabilitationState) =>
  habilitationLine(state, 'mot-de-passe', '').flatMap(({ from, value }) =>
    value === null ? [] : [{ from, value }]
  )

test('A4 P9 a password that was sent is to be changed from that day; once changed it is changed, with its article', () => {
  const { state } = given(...psuDelivered, sendPassword('2017-03-01'), changePassword('2017-03-02'))
  expect(line(state)).toEqual([
    { from: '2017-03-01', value: { status: 'a-changer', on: '2017-03-01', article: article('PSU', '2.2') } },
    { from: '2017-03-02', value: { status: 'change', on: '2017-03-02', article: article('PSU', '2.2') } }
  ])
})

test('A4 M9 M11 under MEF a password is sent and changed too; a lost one is sent again, and to be changed again', () => {
  const { state } = given(
    ...mefDelivered,
    sendPassword('2023-07-28'),
    changePassword('2023-07-29'),
    sendPassword('2024-01-10', 'perte-ou-vol')
  )
  expect(password(state)).toEqual([
    ['2023-07-28', 'a-changer'],
    ['2023-07-29', 'change'],
    ['2024-01-10', 'a-changer']
  ])
})

test('G17 P16 of one day the act recorded last holds; of several days the order of recording changes nothing', () => {
  const sent = given(...psuDelivered, sendPassword('2017-03-01'))
  expect(password(sent.when(changePassword('2017-03-01')).state)).toEqual([['2017-03-01', 'change']])
  const again = given(
    ...psuDelivered,
    sendPassword('2017-03-01'),
    changePassword('2017-03-01'),
    sendPassword('2017-03-01', 'oubli')
  )
  expect(password(again.state)).toEqual([['2017-03-01', 'a-changer']])
  const late = given(
    ...psuDelivered,
    sendPassword('2017-03-01'),
    sendPassword('2017-05-01', 'oubli'),
    changePassword('2017-03-02')
  )
  expect(password(late.state)).toEqual([
    ['2017-03-01', 'a-changer'],
    ['2017-03-02', 'change'],
    ['2017-05-01', 'a-changer']
  ])
})

test('P9 a password is sent for an access that is delivered that day, and not closed', () => {
  expect(given(requestPsu()).when(sendPassword('2017-03-01')).refusals).toMatchObject([
    { code: 'not-delivered', facts: { on: '2017-03-01' }, article: article('PSU', '2.2') }
  ])
  expect(given(...psuDelivered).when(sendPassword('2017-02-28')).codes).toEqual(['not-delivered'])
  const ended = given(...psuDelivered, sendPassword('2017-03-01'), closeAccess('2018-01-01'))
  expect(ended.when(sendPassword('2018-01-01', 'oubli')).codes).toEqual(['access-closed'])
  expect(ended.when(changePassword('2018-01-01')).codes).toEqual(['access-closed'])
  expect(ended.when(changePassword('2017-12-31')).codes).toEqual([])
  expect(given().when(sendPassword('2017-03-01')).codes).toEqual(['not-requested'])
})

test('P9 a change without a sending before it is refused, with the article', () => {
  for (const known of [given(...psuDelivered), given(...psuDelivered, sendPassword('2017-04-01'))])
    expect(known.when(changePassword('2017-03-31')).refusals).toMatchObject([
      {
        code: 'password-not-sent',
        article: article('PSU', '2.2'),
        sentence: "aucun mot de passe n'a été envoyé au 31/03/2017"
      }
    ])
})

test('G18 a sending is not withdrawn from under its change, nor a delivery moved after it; both follow a correction', () => {
  const known = given(...psuDelivered, sendPassword('2017-03-01'), changePassword('2017-03-05'))
  expect(known.when(correct(2, null)).codes).toEqual(['rests-upon'])
  expect(known.when(correct(2, sendPassword('2017-03-06'))).codes).toEqual(['rests-upon'])
  expect(known.when(correct(1, deliver('2017-03-02'))).codes).toEqual(['rests-upon'])
  expect(password(known.when(correct(2, sendPassword('2017-03-04'))).state)).toEqual([
    ['2017-03-04', 'a-changer'],
    ['2017-03-05', 'change']
  ])
  expect(password(known.when(correct(3, null)).state)).toEqual([['2017-03-01', 'a-changer']])
})

test('P15 P16 neither a password that is sent nor one that is changed lifts a block', () => {
  const blocked = given(...psuDelivered, sendPassword('2017-03-01'), block('2018-05-14'))
  const after = given.from(blocked.when(sendPassword('2018-05-15', 'oubli')).state)
  const { state } = after.when(changePassword('2018-05-16'))
  for (const day of ['2018-05-15', '2018-05-16', '2019-01-01'])
    expect(accèsOn(state, dateCivile(day))?.status).toBe('bloque')
  const lifted = given.from(state).when(unblock('2018-05-20')).state
  expect(accèsOn(lifted, dateCivile('2018-05-20'))?.status).toBe('ouvert')
})

test('M25 a model that says nothing of passwords records none: its service knows people otherwise', () => {
  const known = givenUnder({ passwords: null })(requestPsu(ofEssai), deliver('2017-03-01'))
  for (const asked of [sendPassword('2017-03-01'), changePassword('2017-03-01')])
    expect(known.when(asked).refusals).toMatchObject([
      { code: 'not-in-model', sentence: 'cette convention ne prévoit pas de mot de passe' }
    ])
})

test('G7 G21 the person changes the password by her own hand, and nobody for her but the system', () => {
  const decider = habilitationDecider(models)
  const { state } = given(...psuDelivered, sendPassword('2017-03-01'))
  const asked = (personneId: string) => {
    const hand = read(Hand, { kind: 'soi', personneId })
    const decided = decider.decide(changePassword('2017-03-02'), { ...unrecorded, hand })(state)
    return E.isLeft(decided) ? decided.left.map(({ code }) => code) : []
  }
  expect([asked('p-1'), asked('p-2')]).toEqual([[], ['not-own-hand']])
})

test('G24 neither happens later than it is recorded', () => {
  const decider = habilitationDecider(models)
  const { state } = given(...psuDelivered)
  const decided = decider.decide(sendPassword('2017-03-02'), {
    ...unrecorded,
    at: instant('2017-03-01T12:00:00Z')
  })(state)
  expect(decided).toMatchObject({ left: [{ code: 'not-yet-happened', path: 'data.on' }] })
})

test('A4 P9 a model that says how often computes the last day to renew, and one that does not computes none', () => {
  const asked = givenUnder({
    passwords: {
      renewal: { from: 'password-change', offset: { unit: 'day', count: 90, direction: 'after' } },
      article: '2.2'
    }
  })
  const opened = asked(requestPsu(ofEssai), deliver('2017-03-01'), sendPassword('2017-03-01'))
  expect(opened.when(changePassword('2017-03-02')).events).toMatchObject([
    {
      data: {
        computed: {
          lastDay: '2017-05-31',
          computation: 'changement du mot de passe 02/03/2017 + 90 jours = 31/05/2017',
          article: article('PSU', '2.2')
        }
      }
    }
  ])
  // Changed twice, it is renewed from the second change.
  const twice = asked.from(opened.when(changePassword('2017-03-02')).state).when(changePassword('2017-04-02'))
  expect(line(twice.state).map(({ value }) => value.on)).toEqual(['2017-03-01', '2017-03-02', '2017-04-02'])
  const plain = given(...psuDelivered, sendPassword('2017-03-01')).when(changePassword('2017-03-02'))
  expect(plain.events).toMatchObject([{ data: { computed: { lastDay: null, computation: null } } }])
})

/** What somebody might write by mistake: no answer may hold it. */
const secret = 'Sesame2017!'
const beside = (type: string, data: object, more: object = {}) => ({
  type,
  habilitationId: 'h-psu',
  acteur: { kind: 'systeme', id: 'portail-1' },
  data,
  ...more
})
const good = { SendPassword: { on: '2017-03-01', occasion: 'oubli' }, ChangePassword: { on: '2017-03-02' } }

test('A4 M9 no command about a password has a place for one, and what is refused is never repeated', () => {
  for (const [type, data] of Object.entries(good)) {
    const wrong: ReadonlyArray<readonly [unknown, ReadonlyArray<string>]> = [
      [beside(type, { ...data, password: secret }), ['data.password']],
      [beside(type, { ...data, motDePasse: secret }), ['data.motDePasse']],
      [beside(type, { ...data, code: { valeur: [secret] } }), ['data.code']],
      [beside(type, data, { password: secret }), ['password']],
      [beside(type, { ...data, on: secret }), ['data.on']],
      [beside(type, { ...data, on: `2017-02-30${secret}` }), ['data.on']],
      [beside(type, { ...data, on: [secret] }), ['data.on']],
      [beside(type, { ...data, on: { password: secret } }), ['data.on']],
      [{ ...beside(type, data), data: secret }, ['data']],
      [{ ...beside(type, data), data: [secret] }, ['data']],
      [{ ...beside(type, data), acteur: secret }, ['acteur']],
      [beside(type, data, { acteur: { kind: secret, id: secret } }), ['acteur.kind', 'acteur.id']],
      [beside(type, data, { habilitationId: secret }), ['habilitationId']],
      [correction(type, { ...data, password: secret }), ['data.corrections[0].instead.data.password']],
      [correction(type, { ...data, on: secret }), ['data.corrections[0].instead.data.on']]
    ]
    for (const [input, paths] of wrong)
      for (const codec of [HabilitationCommand, AddressedCommand]) {
        const decoded = decode<unknown>(codec)(input)
        const faults = E.isLeft(decoded) ? decoded.left : []
        expect(faults.map(({ path }) => path)).toEqual(paths)
        expect(JSON.stringify(faults)).not.toContain(secret)
        expect(faults.every(({ message }) => message !== '' && !message.includes('undefined'))).toBe(true)
      }
  }
  const occasion = decode(HabilitationCommand)(beside('SendPassword', { on: '2017-03-01', occasion: secret }))
  expect(occasion).toEqual(
    E.left([
      {
        path: 'data.occasion',
        message:
          "valeurs admises : premiere-connexion, oubli, perte-ou-vol, renouvellement ; ce qui a été reçu n'est pas répété"
      }
    ])
  )
})

const correction = (type: string, data: object) => ({
  type: 'CorrectHabilitation',
  habilitationId: 'h-psu',
  acteur: { kind: 'agent-caf', id: 'agent-1' },
  data: { corrections: [{ corrects: 2, instead: { type, data } }], motif: 'saisie erronée' }
})
