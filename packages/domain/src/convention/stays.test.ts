import { read } from '../codec'
import { ModificationId } from '../identity/ids'
import { Partie } from '../identity/partie'
import { dateCivile } from '../time'
import { staysOf } from './stays'

const partie = read(Partie, {
  id: 'a',
  representant: { personneId: 'p-1', qualite: 'Maire' },
  denomination: 'VILLE A',
  siege: { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
})
const by = (id: string) => read(ModificationId, id)
const noticeOf = (counted: string) =>
  ({
    kind: 'leave',
    id: 'a',
    on: dateCivile('2021-04-11'),
    agreedOn: dateCivile(counted),
    place: 3,
    why: { status: 'preavis', computation: 'trois mois', article: { source: 'C', article: '1' } }
  }) as const

test('M19 a notice ends the part that its party had when it counts, and none that it took again since', () => {
  const left = {
    kind: 'leave',
    id: 'a',
    on: dateCivile('2021-02-01'),
    agreedOn: dateCivile('2021-01-20'),
    place: 1,
    why: { status: 'retrait', modificationId: by('m-1') }
  } as const
  const again = {
    kind: 'join',
    on: dateCivile('2021-03-01'),
    agreedOn: dateCivile('2021-02-15'),
    place: 2,
    modificationId: by('m-2'),
    partie
  } as const
  const lastDay = (counted: string) =>
    staysOf([partie], [left, again, noticeOf(counted)]).map(({ departure }) => departure?.on ?? null)
  expect(lastDay('2021-01-10')).toEqual(['2021-02-01', null])
  expect(lastDay('2021-03-05')).toEqual(['2021-02-01', '2021-04-11'])
})
