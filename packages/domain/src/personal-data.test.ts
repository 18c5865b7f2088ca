import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { events } from '../test/tables'
import { leavesOf } from '../test/walk'
import { decode, personalPaths } from './codec'
import { read } from './fixtures'
import {
  ConventionId,
  conventionStream,
  HabilitationId,
  habilitationStream,
  PersonneId,
  StableId
} from './identity/ids'
import { Metadata } from './recorded'

const personne = (path: string) => ['nom', 'prenom', 'mail', 'telephone'].map(key => `${path}.${key}`)

test('G10 the personal data of each event are these and no other', () => {
  const marked = events.flatMap(([type, { data }]) => {
    const paths = personalPaths(data)
    return paths.length === 0 ? [] : [[type, paths]]
  })
  expect(Object.fromEntries(marked)).toEqual({
    PersonneIdentified: personne('personne'),
    ModificationSignalled: personne('changes[].personne'),
    HabilitationRequested: personne('personne'),
    HabilitationRefused: ['motif'],
    AccessBlocked: ['motif'],
    AccessUnblocked: ['motif'],
    ConventionTerminated: ['manquement'],
    ConventionCorrected: ['instead.data.manquement', 'facts[].value.computation'],
    HabilitationCorrected: [
      ...personne('instead.data.personne'),
      'instead.data.motif',
      ...personne('facts[].value'),
      'facts[].value.motif'
    ]
  })
})

test('G10 the reason of a command, a free text, and what the caller adds are marked in the metadata', () => {
  expect(personalPaths(Metadata)).toEqual(['reason', 'custom'])
})

/**
 * Free texts that are said of an office, a document or an act, never of a private person. A free text that is not
 * here must be marked: who adds one decides which.
 */
const aboutNobody = new Set([
  'article.article',
  'article.source',
  'computation',
  'warnings[].article.article',
  'warnings[].article.source',
  'warnings[].computation',
  'effect.computation',
  // The convention and its parties.
  'parties[].denomination',
  'parties[].siege.voie',
  'parties[].siege.commune',
  'parties[].representant.qualite',
  'partie.denomination',
  'partie.siege.voie',
  'partie.siege.commune',
  'partie.representant.qualite',
  'changes[].partie.denomination',
  'changes[].partie.siege.voie',
  'changes[].partie.siege.commune',
  'changes[].partie.representant.qualite',
  'changes[].fiche.caf',
  'changes[].fiche.departement',
  'changes[].fiche.denomination',
  'changes[].fiche.nature.asWritten',
  'changes[].fiche.adresse.voie',
  'changes[].fiche.adresse.commune',
  'signature.qualite',
  'fiche.caf',
  'fiche.departement',
  'fiche.denomination',
  'fiche.nature.asWritten',
  'fiche.adresse.voie',
  'fiche.adresse.commune',
  'documents[].titre',
  'documents[].version',
  'demandeur.denomination',
  'demandeur.siege.voie',
  'demandeur.siege.commune',
  'caf',
  // The function of a person, without the person.
  'personne.fonction',
  'changes[].personne.fonction',
  // Establishments.
  'etablissement.nom',
  'etablissement.adresse.voie',
  'etablissement.adresse.commune',
  'changes[].etablissement.nom',
  'changes[].etablissement.adresse.voie',
  'changes[].etablissement.adresse.commune',
  // Acts and decisions.
  'objet',
  'channel',
  'clause',
  'decision',
  'acte.asWritten',
  'acte.departement',
  'acte.numero',
  'acte.nature',
  // The facts that a correction states again.
  'facts[].id',
  'facts[].value.article.article',
  'facts[].value.article.source',
  'facts[].value.computation',
  'facts[].value.effect.computation',
  'facts[].value.caf',
  'facts[].value.departement',
  'facts[].value.denomination',
  'facts[].value.nature.asWritten',
  'facts[].value.adresse.voie',
  'facts[].value.adresse.commune',
  'facts[].value[].titre',
  'facts[].value[].version',
  'facts[].value.qualite',
  'facts[].value.objet',
  'facts[].value.decision',
  'facts[].value.acte.asWritten',
  'facts[].value.acte.departement',
  'facts[].value.acte.numero',
  'facts[].value.acte.nature',
  'facts[].value.fonction'
])

test('G10 a free text, a mail or a telephone of an event is marked personal, or known to be about nobody', () => {
  const unmarked = events.flatMap(([type, { data }]) =>
    leavesOf(data)
      .filter(
        ({ codec, personal }) => !personal && ['texte', 'texte libre', 'adresse mail'].includes(codec.name)
      )
      // What a correction puts in the place of an event is that event's own data.
      .map(({ path, codec }) => ({ type, path: path.replace(/^instead\.data\./, ''), codec: codec.name }))
  )
  expect(unmarked.filter(({ path, codec }) => codec === 'adresse mail' || !aboutNobody.has(path))).toEqual([])
  const used = new Set(unmarked.map(({ path }) => path))
  expect([...aboutNobody].filter(path => !used.has(path))).toEqual([])
})

test('G10 no field of an event that is named for a person escapes the marks', () => {
  const named = /(?:^|\.)(?:prenom|mail|courriel|telephone|portable|mobile|fax|naissance)$|personne\.nom$/i
  const escaped = events.flatMap(([type, { data }]) =>
    leavesOf(data)
      .filter(({ path, personal }) => named.test(path) && !personal)
      .map(({ path }) => `${type} ${path}`)
  )
  expect(escaped).toEqual([])
})

test('G10 ids and stream names can hold no name and no mail: no space, no @, no accent', () => {
  const ids: ReadonlyArray<t.Mixed> = [StableId, ConventionId, HabilitationId, PersonneId]
  for (const codec of ids)
    for (const bad of [
      'Claire Fontaine',
      'claire@example.fr',
      'hélène',
      'he\u0301le\u0300ne',
      'a_b',
      'a.b',
      '',
      '-a'
    ])
      expect(E.isLeft(decode(codec)(bad))).toBe(true)
  expect(conventionStream(read(ConventionId, 'psu-1960-2017'))).toBe('convention-psu-1960-2017')
  expect(habilitationStream(read(HabilitationId, 'h-1'))).toBe('habilitation-h-1')
})

test('G10 M9 no event has a place for a password', () => {
  const secret = events
    .flatMap(([, { data }]) => leavesOf(data))
    .filter(({ path }) => /mot.?de.?passe|password|secret/i.test(path))
  expect(secret).toEqual([])
})
