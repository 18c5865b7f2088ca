import { personne } from '../../test/convention-commands'
import { given, mefDelivered, psuDelivered, requestMef, requestPsu } from '../../test/habilitation-commands'
import { decode } from '../codec'
import { HabilitationCommand, habilitationValueOn } from '.'

test('M13 a code goes to a named agent: none is asked for without the name and the address of one', () => {
  expect(given().when(requestMef({ personne: personne('MORVAN', { mail: null }) })).refusals).toMatchObject([
    { code: 'mail-missing', path: 'data.personne.mail', article: { source: 'MEF', article: '3-1' } }
  ])
  const { personne: _, ...unnamed } = { ...requestMef().data, personne: null }
  for (const data of [unnamed, { ...unnamed, personne: { ...personne('MORVAN'), nom: ' ' } }])
    expect(decode(HabilitationCommand)({ ...requestMef(), data })).toMatchObject({
      left: expect.arrayContaining([
        expect.objectContaining({ path: expect.stringMatching(/^data\.personne/) })
      ])
    })
})

test('M13 A4 P9 a code is not exchanged: what is asked for one agent is never another’s', () => {
  for (const [known, request] of [
    [given(...mefDelivered), requestMef],
    [given(...psuDelivered), requestPsu]
  ] as const) {
    const other = request({ personneId: 'p-2', personne: personne('DELMAS') })
    expect(known.when(other).codes).toEqual(['already-requested'])
    expect(habilitationValueOn(known.state, 'sujet', '', null)).toMatchObject({ personneId: 'p-1' })
  }
})
