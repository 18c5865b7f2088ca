import { conventionAggregate, habilitationAggregate, jsonSchema } from '@avenant/domain'
import { contentLabels } from '../questions/content-words'
import { contentHtml } from './content'
import { textOf } from './html'

/** The name of each field of a schema, and of those within them. */
const fieldsIn = (schema: unknown): ReadonlyArray<string> => {
  if (schema === null || typeof schema !== 'object') return []
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties'
      ? Object.entries(value).flatMap(([name, of]) => [name, ...fieldsIn(of)])
      : fieldsIn(value)
  )
}

test('every field of every act has a label in French', () => {
  const fields = new Set(
    [...Object.values(conventionAggregate.acts), ...Object.values(habilitationAggregate.acts)].flatMap(act =>
      fieldsIn(jsonSchema(act.says))
    )
  )
  expect(fields.size).toBeGreaterThan(80)
  expect([...fields].filter(name => !Object.hasOwn(contentLabels, name))).toEqual([])
})

test('G3 an end is told by its last day, never by the day after', () => {
  const shown = (says: unknown): string =>
    textOf(contentHtml(says))
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#39;', "'")
      .replace(/\u00a0/g, ' ')
  expect(shown({ period: { from: '2017-01-01', to: '2021-01-01' } })).toBe(
    'Période : du 01/01/2017 au 31/12/2020'
  )
  expect(shown({ objet: 'Congés', agreedOn: '2016-12-02', to: '2017-09-01' })).toBe(
    "Objet : CongésDate de l'accord : 02/12/2016Jusqu'au : 31/08/2017 inclus"
  )
  expect(shown({ changes: [{ kind: 'prolong', to: '2022-01-01' }] })).toBe(
    "Ce qui change : Nature du changement : prolongationJusqu'au : 31/12/2021 inclus"
  )
  expect(shown({ signataire: 'p-1', parDelegationDe: null, roles: [] })).toBe('Signataire : p-1Rôles : aucun')
})

test('what is recorded is escaped, and of a long list the beginning is shown', () => {
  const page = textOf(
    contentHtml({ nom: '<b>', etablissementIds: Array.from({ length: 60 }, (_, i) => `e-${i}`) })
  )
  expect(page).toContain('&lt;b&gt;')
  expect(page).toContain('e-49')
  expect(page).not.toContain('e-50')
  expect(page).toMatch(/… et 10 autres/)
})
