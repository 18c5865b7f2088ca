import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { aThrow, commandOn, settings } from '../test/any-history'
import {
  attribute,
  correct,
  given,
  identify,
  psuSigned,
  receive,
  signal,
  terminate
} from '../test/convention-commands'
import { given as givenHabilitation } from '../test/habilitation-commands'
import { habilitationHistories } from '../test/plausible-habilitations'
import { events } from '../test/tables'
import { leavesOf } from '../test/walk'
import { decode, nullable } from './codec'
import { conventionKinds } from './convention'
import type { Move } from './dossier/move'
import { read } from './fixtures'
import { habilitationKinds } from './habilitation'
import {
  ConventionId,
  conventionStream,
  HabilitationId,
  habilitationStream,
  PersonneId,
  StableId
} from './identity/ids'
import { personalPaths } from './personal-paths'
import { Metadata } from './recorded'

const personne = (path: string) => ['nom', 'prenom', 'mail', 'telephone'].map(key => `${path}.${key}`)

/** Paths under `says` and `computed`; those of the moves are the same for every event of an aggregate. */
const saidPaths = (data: t.Mixed): ReadonlyArray<string> =>
  personalPaths(data).filter(path => !path.startsWith('moves[]'))

const changed = (path: string) => [
  ...personne(`${path}changes[].personne`),
  `${path}changes[].partie.domicile`,
  `${path}changes[].fiche.domicile`
]

test('G10 the personal data that each event says are these and no other', () => {
  const marked = events.flatMap(([type, { data }]) => {
    const paths = saidPaths(data)
    return paths.length === 0 ? [] : [[type, paths]]
  })
  const instead = 'says.corrections[].instead.says.'
  const correction = ['says.motif', 'says.demandeur']
  expect(Object.fromEntries(marked)).toEqual({
    ConventionDrafted: [
      'says.parties[].domicile',
      ...personne('says.personnes[].personne'),
      'says.fiche.domicile'
    ],
    AnnexesEdited: changed('says.'),
    ModificationSignalled: changed('says.'),
    ConventionTerminated: ['says.manquement'],
    ConventionCorrected: [
      `${instead}parties[].domicile`,
      ...personne(`${instead}personnes[].personne`),
      `${instead}fiche.domicile`,
      ...changed(instead),
      `${instead}manquement`,
      `${instead}par`,
      `${instead}suites`,
      ...correction
    ],
    VerificationRecorded: ['says.par', 'says.suites'],
    ConventionRestated: ['says.motif'],
    HabilitationRequested: ['says.demandeur.nom', 'says.demandeur.domicile', ...personne('says.personne')],
    HabilitationRefused: ['says.motif'],
    AccessBlocked: ['says.motif'],
    AccessUnblocked: ['says.motif'],
    IncidentReported: ['says.recit'],
    JustificationGiven: ['says.texte'],
    AnomalyClosed: ['says.conclusion'],
    HabilitationCorrected: [
      `${instead}demandeur.nom`,
      `${instead}demandeur.domicile`,
      ...personne(`${instead}personne`),
      `${instead}motif`,
      `${instead}recit`,
      `${instead}texte`,
      `${instead}conclusion`,
      ...correction
    ],
    HabilitationRestated: ['says.motif'],
    ConnectionRecorded: ['origin'],
    UnknownCodeTried: ['origin']
  })
})

/** The kinds of lines whose values name somebody. */
const namingKinds = [conventionKinds, habilitationKinds].flatMap(kinds =>
  Object.entries(kinds).flatMap(([kind, { value }]) =>
    personalPaths(nullable(value)).length === 0 ? [] : [kind]
  )
)

test('G10 the lines that name somebody are these', () => {
  expect(namingKinds).toEqual([
    'partie',
    'fiche',
    'personne',
    'modification',
    'manquement',
    'personne',
    'motif-de-refus'
  ])
})

type Moves = { readonly data: { readonly moves: ReadonlyArray<Move> } }
const writtenAgain = (recorded: ReadonlyArray<Moves>) =>
  recorded.flatMap(({ data }) =>
    data.moves.filter(
      ({ kind, value }) => namingKinds.includes(kind) && value !== undefined && value !== null
    )
  )

test('G10 whatever is asked, what an event says of somebody is not written again: its moves point to it', () => {
  let pointed = 0
  const looked = (recorded: ReadonlyArray<Moves>) => {
    expect(writtenAgain(recorded)).toEqual([])
    pointed += recorded.flatMap(({ data }) => data.moves).filter(({ at }) => at !== undefined).length
  }
  fc.assert(
    fc.property(habilitationHistories, commands => {
      let { state } = givenHabilitation()
      for (const command of commands) {
        const outcome = givenHabilitation.from(state).when(command)
        if (outcome.codes.length === 0) looked(outcome.events)
        state = outcome.state
      }
    }),
    { numRuns: 150 }
  )
  fc.assert(
    fc.property(fc.array(aThrow, { minLength: 10, maxLength: 40 }), throws => {
      let { state } = given(...psuSigned)
      for (const numbers of throws) {
        const outcome = given.from(state).when(commandOn(settings.psu)(numbers)(state))
        if (outcome.codes.length === 0) looked(outcome.events)
        state = outcome.state
      }
    }),
    { numRuns: 60 }
  )
  expect(pointed).toBeGreaterThan(500)
})

test('G10 no name stands in two events of a stream, not even where a correction or a withdrawal brings it back', () => {
  const changes = [identify('p-3', 'DEUXIEME'), attribute('p-3', 'activite')]
  const commands = [
    ...psuSigned,
    signal('m-1', '2018-03-01', changes),
    receive('m-1', '2018-03-05'),
    signal('m-2', '2018-04-01', [identify('p-3', 'TROISIEME')]),
    receive('m-2', '2018-04-05'),
    terminate('2019-03-04', 'Codes confiés à QUATRIEME'),
    correct(7, null),
    correct(8, null),
    correct(8, terminate('2019-03-05', 'Codes confiés à CINQUIEME'))
  ]
  const texts = commands.map((command, i) =>
    JSON.stringify(given(...commands.slice(0, i)).when(command).events)
  )
  for (const name of ['NOM-p-1', 'DEUXIEME', 'TROISIEME', 'QUATRIEME', 'CINQUIEME'])
    expect(texts.filter(text => text.includes(name))).toHaveLength(1)
})

test('G10 the reason of a command, a free text, and what the caller adds are marked in the metadata', () => {
  expect(personalPaths(Metadata)).toEqual(['reason', 'custom', 'pieces[].nom'])
})

/**
 * Free texts that are said of an office, a document or an act, never of a private person. A free text that is not
 * here must be marked: who adds one decides which.
 */
const aboutNobody = new Set([
  // Articles, and how a date was computed.
  'article.article',
  'article.source',
  'computation',
  'effect.computation',
  // What a line speaks of.
  'ids[]',
  // The convention and its parties.
  'denomination',
  'siege.voie',
  'siege.commune',
  'qualite',
  'representant.qualite',
  'caf',
  'departement',
  'nature.asWritten',
  'adresse.voie',
  'adresse.commune',
  'titre',
  'version',
  // The function of a person, without the person.
  'personne.fonction',
  'fonction',
  // Establishments.
  'etablissement.nom',
  'etablissement.adresse.voie',
  'etablissement.adresse.commune',
  // Acts and decisions.
  'objet',
  'clause',
  'decision',
  'acte.asWritten',
  'acte.departement',
  'acte.numero',
  'acte.nature'
])

/** The field without the lists and the sayings in which it stands. */
const fieldOf = (path: string): string =>
  path
    // The value of the lines of establishments; the name of a person is marked.
    .replace(/^moves\[\]\.lines\.etablissement\.value\.nom$/, 'etablissement.nom')
    .replace(/^moves\[\]\.(?:lines\.[a-z-]+\.)?/, '')
    .replace(/^(?:says\.corrections\[\]\.instead\.)?(?:says|computed)\.?/, '')
    .replace(/^(?:value(?:\[\])?\.)/, '')
    .replace(/^(?:changes|parties|personnes|documents)\[\]\./, '')
    .replace(/^(?:partie|fiche|demandeur)\./, '')

test('G10 a free text, a mail or a telephone of an event is marked personal, or known to be about nobody', () => {
  const unmarked = events.flatMap(([type, { data }]) =>
    leavesOf(data)
      .filter(
        ({ codec, personal }) =>
          !personal && ['texte', 'texte libre', 'clé', 'adresse mail'].includes(codec.name)
      )
      .map(({ path, codec }) => ({ type, path: fieldOf(path), codec: codec.name }))
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
  // That it is to be changed, or was: from when, under which article.
  const parts = ['at', 'value.article.article', 'value.article.source', 'value.on', 'value.status']
  expect([...new Set(secret.map(({ path }) => path))].sort()).toEqual(
    parts.map(part => `moves[].lines.mot-de-passe.${part}`)
  )
})
