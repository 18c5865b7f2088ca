/**
 * The pages of the questions over every dossier, whole, as files that a person can open. After a wanted change:
 * `UPDATE_GOLDEN=1 npx jest packages/projections/src/documents/questions-documents`, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateCivile, instant } from '@avenant/domain'
import { psu2017Id, read } from '@avenant/domain/fixtures'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { type Answers, answered, Question } from '../questions/question'
import { accessHtml, deadlinesHtml, historyHtml, mayActHtml, registerHtml } from './html'
import {
  accessMarkdown,
  deadlinesMarkdown,
  historyMarkdown,
  mayActMarkdown,
  registerMarkdown
} from './markdown'

const index = dossiersOf(journalOf(signedScheduled))
const on = dateCivile('2018-03-15')
const register = index.register({ on })
const access = index.access({ conventionId: psu2017Id, on })
const deadlines = index.deadlines({ from: dateCivile('2018-01-01'), to: dateCivile('2018-12-31'), on })
const history = index.history({ dossier: 'convention-psu-1960-2017', order: 'effect' })
const mayAct = (role: string): Answers['may-act'] =>
  answered(
    index,
    read(Question, {
      ask: 'may-act',
      personneId: 'p-1960-2',
      etablissementId: '201500086',
      role,
      on: '2018-03-15'
    }) as Extract<Question, { ask: 'may-act' }>
  )

test.each([
  ['register-2018-03-15.md', registerMarkdown(register)],
  ['psu-2018-03-15-access.md', accessMarkdown(access)],
  ['psu-2018-03-15-may-act.md', mayActMarkdown(mayAct('activite'))],
  ['psu-2018-03-15-may-not-act.md', mayActMarkdown(mayAct('import'))],
  ['deadlines-2018.md', deadlinesMarkdown(deadlines)],
  ['psu-history.md', historyMarkdown(history)]
])('%s', (file, text) => {
  const path = join(__dirname, 'golden', file)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})

test('P27 where one reason closes every role, it is said once', () => {
  const ended = accessMarkdown(index.access({ conventionId: psu2017Id, on: dateCivile('2022-01-01') }))
  // Once as the answer, once on the line of each habilitation, and once over the roles that are held in vain.
  expect(ended.split('arrivée à son terme').length - 1).toBe(4)
  expect(ended).toContain('- Convention terminée, arrivée à son terme')
  expect(ended).toContain(
    '  - Claire FONTAINE, Approbateur : CRECHE AVE DE LA GARE, CHARAIRE, CERCHE DU LYCEE, M\\.A LES BLAGIS'
  )
})

test.each([
  ['register', registerHtml(register)],
  ['access', accessHtml(access)],
  ['may-act', mayActHtml(mayAct('activite'))],
  ['deadlines', deadlinesHtml(deadlines)],
  ['history', historyHtml(history)]
])('%s: a whole page, in French, with one h1, captions, and a scope for every th', (_, html) => {
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  const parts = (/<title>([^<]*)/.exec(html)?.[1] ?? '').toLowerCase().split(' – ')
  for (const [i, part] of parts.entries())
    expect(parts.filter((other, j) => i !== j && other.includes(part))).toEqual([])
  expect(html.match(/<th /g)?.length ?? 0).toBe(html.match(/<th scope=/g)?.length ?? 0)
  expect(html.match(/<table/g)?.length ?? 0).toBe(html.match(/<caption>/g)?.length ?? 0)
})

test('G2 each says as known when', () => {
  const knownAt = instant('2017-02-01T00:00:00Z')
  expect(registerMarkdown(index.register({ on, knownAt }))).toContain(
    'État des connaissances : 01/02/2017 à 01:00:00 (heure de Paris)'
  )
})

test('M17 P27 in the register no convention is told as signed on a day before its last signature', () => {
  const statement = (day: string) =>
    registerMarkdown(index.register({ on: dateCivile(day) })).match(/\*\*\d convention.*\*\*/)?.[0]
  expect(statement('2016-01-01')).toBe('**2 conventions (pas encore signée : 2).**')
  expect(statement('2023-07-20')).toBe('**2 conventions (pas encore signée : 1, terminée : 1).**')
  expect(registerMarkdown(index.register({ on: dateCivile('2023-07-20') }))).toContain(
    'pas encore signée (signature le 26/07/2023)'
  )
})

test('G11 a page under an edited model says so', () => {
  const [edited] = registerMarkdown({
    ...register,
    conventions: register.conventions.map(line => ({
      ...line,
      model: {
        ...line.model,
        fingerprint: 'other' as const,
        edited: { sentence: 'le modèle a été modifié' } as NonNullable<typeof line.model.edited>
      }
    }))
  })
    .split('## Conventions')
    .slice(0, 1)
  expect(edited).toContain('## Modèle modifié')
  expect(edited).toContain('Le modèle a été modifié')
})

test('a role that is held on no establishment has its own column, and is named without one', () => {
  const [cell] = access.cells
  if (cell === undefined) throw new Error('no cell')
  const open = { ...cell, role: 'liste' as typeof cell.role, etablissementId: null, answer: 'oui' as const }
  const reason = { ...(mayAct('import').reasons[0] ?? never()), condition: 'acces' as never }
  const closed = {
    ...open,
    personneId: 'p-1960-3' as typeof cell.personneId,
    answer: 'non' as const,
    reasons: [reason]
  }
  const page = accessMarkdown({
    ...access,
    roles: [{ role: open.role, label: 'Liste des bénéficiaires' }],
    cells: [open, closed]
  })
  expect(page).toContain('| Personne | La convention entière |')
  expect(page).toMatch(/## Rôles tenus et non ouverts\n\n- [^\n]+\n {2}- [^,\n]+, Liste des bénéficiaires\n/)
})

const never = (): never => {
  throw new Error('no reason')
}
