import * as t from 'io-ts'
import { Count, coherent, NonBlank, nullable, oneOf, struct, tagged } from '../codec'
import { Delay } from '../dates/delay'
import { SigningActeur } from '../identity/acteur'
import { NatureÉtablissement } from '../identity/etablissement'
import { StableId } from '../identity/ids'
import { Article } from '../refusal'
import { Zone } from '../time/zone'
import { incoherences } from './coherence'

/**
 * How a change of a signed convention takes effect, from the lightest to the heaviest: the form is received
 * (P21), a new version of the annexe is established (P20), an avenant is signed by every party (M21).
 */
export const instruments = ['formulaire', 'annexe-revisee', 'avenant'] as const
export const ChangeInstrument = oneOf('instrument', instruments)
export type ChangeInstrument = t.TypeOf<typeof ChangeInstrument>

/** By which channel a change is signalled. */
export const SignalChannel = oneOf('canal', ['courrier', 'courriel', 'formulaire', 'en-ligne'])
export type SignalChannel = t.TypeOf<typeof SignalChannel>

const Need = struct('Need', { instrument: ChangeInstrument, article: Article })

/** What may be held by a person on an establishment: a role of the portal (PSU), a kind of data (MEF). */
export const Role = struct('Rôle', {
  id: StableId,
  label: NonBlank,
  /** At most so many persons per establishment; null is no cap. */
  cap: nullable(Count),
  /** At least so many persons per establishment once signed: below is a refusal. */
  min: Count,
  /** Must be covered: a gap is an alert. */
  covered: t.boolean,
  /** Only on establishments of these natures; null is all. */
  natures: nullable(t.readonlyArray(NatureÉtablissement)),
  article: Article,
  coverageArticle: Article,
  /** What a change of holder needs once signed. */
  change: Need
})
export type Role = t.TypeOf<typeof Role>

/** A step of the request of an habilitation, in order; each names its article. */
export const RequestStep = oneOf('étape', [
  'requested',
  'acknowledged',
  'checked',
  'convention-sent',
  'signed-return',
  'delivered'
])
export type RequestStep = t.TypeOf<typeof RequestStep>

/** As people say it. */
export const requestStepNames: Readonly<Record<RequestStep, string>> = {
  requested: 'demande',
  acknowledged: 'accusé de réception',
  checked: 'vérification',
  'convention-sent': 'envoi de la convention',
  'signed-return': 'retour signé',
  delivered: 'délivrance'
}

/** What an annexe shows, in order. */
export const Section = oneOf('section', ['etablissements', 'personnes', 'attributions', 'non-respect'])
export type Section = t.TypeOf<typeof Section>

/** A day of a year counted from another: « au 30 juin » of the year after is month 6, day 30, 1 year after. */
const DayOfYear = struct('JourDAnnée', {
  month: Count,
  day: Count,
  yearsAfter: Count,
  /** `exclusive` is « avant le »: the last day is the one before. */
  bound: oneOf('borne', ['inclusive', 'exclusive'])
})

const required = {
  id: StableId,
  version: Count,
  titre: NonBlank,
  /** Short name of the source in articles: `PSU`. */
  source: NonBlank,
  /** Of the other texts that its articles cite: a law, the model that it varies. */
  otherSources: t.readonlyArray(NonBlank),
  /** The zone in which instants become civil dates (G3). */
  zone: Zone,
  /** Who is party, and so signs; `acteur` is the kind of acteur that may sign for it, besides an agent of the Caf. */
  parties: t.readonlyArray(
    struct('PartieAttendue', { id: StableId, label: NonBlank, acteur: SigningActeur })
  ),
  partiesArticle: Article,
  /** The administrative sheet is part of the convention (P29). */
  fiche: struct('FicheAttendue', { required: t.boolean, article: Article }),
  /** Which establishments the convention may cover. */
  etablissements: struct('Champ', {
    natures: t.readonlyArray(NatureÉtablissement),
    mustBeFinanced: t.boolean,
    numeroSias: oneOf('n° Sias', ['required', 'optional']),
    article: Article,
    change: Need
  }),
  roles: t.readonlyArray(Role),
  /** What a change of a person who holds no role, or of a party or its administrative sheet, needs. */
  personnes: struct('Personnes', { change: Need }),
  partieChange: Need,
  /** By which channels a change is signalled. */
  signalling: struct('Signalement', {
    channels: t.readonlyArray(SignalChannel),
    article: Article
  }),
  effect: tagged('Effet', 'kind', {
    'declared-period': struct('PériodeDéclarée', { kind: t.literal('declared-period'), article: Article }),
    'at-signature': struct('ÀLaSignature', {
      kind: t.literal('at-signature'),
      which: oneOf('signature', ['first', 'last']),
      article: Article
    })
  }),
  /** `months`: the length of one term when it is not declared. */
  duration: struct('Durée', {
    months: nullable(Count),
    renewal: oneOf('renouvellement', ['none', 'tacit']),
    article: Article
  }),
  /** How a party ends a convention that renews itself, at an échéance. */
  notice: nullable(
    struct('Préavis', { delay: Delay, counts: oneOf('date', ['dispatch', 'receipt']), article: Article })
  ),
  /** How the Caf ends it at once for a breach. */
  termination: nullable(struct('Résiliation', { article: Article })),
  /** The Caf's agreement to the general conditions not being respected, and the dérogations. */
  derogations: nullable(struct('Dérogations', { article: Article })),
  /** Whether a null clause leaves the others, and what prevails between a title and a clause. */
  interpretation: nullable(
    struct('Interprétation', {
      severable: t.boolean,
      prevails: oneOf('prévaut', ['titre', 'clause']),
      article: Article
    })
  ),
  /** Warnings about transmission to the préfecture, and about another date in the annexe. */
  transmissionArticle: nullable(Article),
  namedDateArticle: nullable(Article),
  /** Who is responsible of the processing (RGPD), and on what ground the Caf acts. */
  controller: nullable(struct('Responsable', { name: NonBlank, basis: NonBlank, article: Article })),
  habilitation: struct('Demande', {
    steps: t.readonlyArray(struct('Étape', { step: RequestStep, article: Article })),
    article: Article,
    /** Codes go to individual mailboxes; `shared` are local parts that betray another. Null: the source asks nothing. */
    mailbox: nullable(struct('Messagerie', { shared: t.readonlyArray(NonBlank), article: Article })),
    /** Within what delay an end of mission is told; null: no delay. */
    endOfMission: struct('FinDeMission', { delay: nullable(Delay), article: Article }),
    /** The Caf blocks an access, and lifts it, by an explicit act; null: the source knows no blocking. */
    blocking: nullable(struct('Blocage', { article: Article })),
    /** The Caf closes an access at once. */
    closing: struct('Fermeture', { article: Article })
  }),
  annexes: t.readonlyArray(
    struct('Annexe', { numero: Count, titre: NonBlank, sections: t.readonlyArray(Section), article: Article })
  )
}

const optional = {
  /**
   * Until which day the declarations of a year are given: who held a role at its end may use it for them until then
   * (G16, P25). Absent: the source knows no declarations.
   */
  declarations: struct('Déclarations', { lastDay: DayOfYear, article: Article })
}

const Shape = struct('ConventionModel', required, optional)

/**
 * A convention model, as data (G11): every number, role, delay and signatory that a decision uses. It is versioned;
 * an event records the model and version under which it was decided. A reading that the source leaves open is a
 * named choice here: `effect.which`, `notice.counts`, `notice.delay.bound`.
 *
 * Its parts must agree: see `coherence.ts`.
 */
export const ConventionModel = coherent(Shape, incoherences)
export type ConventionModel = t.TypeOf<typeof ConventionModel>

/** The models a service knows. A user adds a third by adding it to the list. */
export type Models = ReadonlyArray<ConventionModel>

/**
 * The model of a reference, or null. Throws a `TypeError` when two models have the same id and version, as
 * `defineModel` does of a bad one: which of them decided would depend on their order.
 */
export const findModel = (models: Models) => {
  const byRef = new Map<string, ConventionModel>()
  for (const model of models) {
    const { id, version } = model
    if (byRef.has(refKey(model))) throw new TypeError(`modèle répété : ${id} version ${version}`)
    byRef.set(refKey(model), model)
  }
  return (ref: Ref): ConventionModel | null => byRef.get(refKey(ref)) ?? null
}

type Ref = { readonly id: string; readonly version: number }

const refKey = ({ id, version }: Ref): string => `${id} ${version}`

/** The heaviest of the instruments that several changes need. */
export const heaviest = <N extends { readonly instrument: ChangeInstrument }>(
  needs: ReadonlyArray<N>
): N | null =>
  needs.reduce<N | null>(
    (most, need) =>
      most === null || instruments.indexOf(need.instrument) > instruments.indexOf(most.instrument)
        ? need
        : most,
    null
  )
