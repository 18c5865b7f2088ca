import * as E from 'fp-ts/Either'
import { psu2017 } from '../fixtures'
import { given, psuSigned, signal, receive, attribute, identify } from '../../test/convention-commands'
import { conventionDecider, conventionValueOn, attributionId } from '../convention'
import { conventionEvents } from '../convention'
import { shippedModels } from '../model'
import { dateCivile } from '../time'
import { decode } from '../codec'

test('fixture', () => {
  const { initial, decide, evolve } = conventionDecider(shippedModels)
  let s = initial
  for (const { command, at } of psu2017 as any) {
    const d = decide(command, { at })(s)
    if (E.isLeft(d)) throw new Error(JSON.stringify(d.left, null, 1))
    for (const e of d.right) {
      const text = JSON.stringify((conventionEvents as any)[e.type].data.encode(e.data))
      console.log(e.type, text.length, text.slice(0, 1500))
      const back = decode((conventionEvents as any)[e.type].data)(JSON.parse(text))
      expect(E.isRight(back) || JSON.stringify(back)).toBe(true)
      s = evolve(s, { ...e, data: (back as any).right })
    }
  }
})

test('six orders', () => {
  const m = (id: string, on: string, rang: string) => receive(id, on)
  const signals = [
    signal('m-a', '2018-02-01', [attribute('p-3', 'activite', 'e-1', { rang: 'suppleant' })]),
    signal('m-b', '2018-02-01', [attribute('p-3', 'activite', 'e-1', { rang: 'suppleant' })]),
    signal('m-c', '2018-02-01', [attribute('p-3', 'activite', 'e-1', { rang: 'titulaire' })])
  ]
  const r = { a: receive('m-a', '2018-05-01'), b: receive('m-b', '2018-03-01'), c: receive('m-c', '2018-04-01') }
  for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
    const { state } = given(...psuSigned, ...signals, ...[...order].map(k => (r as any)[k]))
    const id = attributionId({ etablissementId: 'e-1', role: 'activite', personneId: 'p-3' } as any)
    expect(['2018-02-28', '2018-03-01', '2018-04-01', '2018-05-01'].map(d => conventionValueOn(state, 'attribution', id, dateCivile(d)) && conventionValueOn(state, 'rang', id, dateCivile(d)))).toEqual([null, 'suppleant', 'titulaire', 'suppleant'])
  }
})
