import { attributionId, attributionOf, dateCivile, PersonneId } from '@avenant/domain'
import { psu2017, psu2017Id, read } from '@avenant/domain/fixtures'
import { indexOf, recordedBy } from '../../test/played'
import { alertsOf } from './alerts'
import { describeSection } from './sections'

const annexes = indexOf(recordedBy(psu2017)).annexesAt(psu2017Id, { on: dateCivile('2017-08-31') })
if (annexes.status !== 'en-vigueur') throw new Error('the convention is not in force')
const inForce = annexes

/** The same line, of another. */
const under = <H extends { readonly id: string }>(held: H, id: string): H =>
  Object.create(held, { id: { value: id, enumerable: true } })

/** The annexes of that day, with as many persons as that on one establishment, all of one mailbox. */
const withPersons = (n: number) => {
  const { facts } = inForce
  const [personne] = facts.personne
  const [attribution] = facts.attribution
  const [rang] = facts.rang
  if (personne === undefined || attribution === undefined || rang === undefined) throw new Error('nobody')
  const ids = Array.from({ length: n }, (_, i) => read(PersonneId, `p-${i}`))
  const seat = (personneId: PersonneId) => attributionId({ ...attributionOf(attribution.id), personneId })
  return {
    ...inForce,
    facts: {
      ...facts,
      personne: ids.map(id => under(personne, id)),
      attribution: ids.map(id => under(attribution, seat(id))),
      rang: ids.map(id => under(rang, seat(id)))
    }
  }
}

test('P10 P11 what many persons take to show grows as they do, not as their square', () => {
  const took = (n: number) => {
    const many = withPersons(n)
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now()
      const section = describeSection(many.model, many.facts, new Map())('attributions')
      expect(section).toMatchObject({ personnes: { length: n } })
      expect(alertsOf(many).filter(({ code }) => code === 'mailbox-already-used')).toHaveLength(n)
      return performance.now() - start
    })
    return Math.min(...times)
  }
  // Ten times as many: 10 times as long, or 100 times.
  expect(took(8000) / took(800)).toBeLessThan(40)
})
