/** Which facts each event asserts: the one reading that the write side and every projection share. */
import type { Facts } from '../fact'
import type { ActePréfecture } from '../identity/acte-prefecture'
import type { Établissement } from '../identity/etablissement'
import type { ModificationId, PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import type { Fiche, Partie } from '../identity/partie'
import type { Personne } from '../identity/personne'
import type { ChangeInstrument } from '../model/model'
import type { ModelRef } from '../model/ref'
import { type Article, frenchArticle, type Warning } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { always, isEmpty, type Period } from '../time/period'
import type { Rang } from './changes'
import type {
  AcceptedDocument,
  ConventionEvent,
  ConventionEventOf,
  Effect,
  Effet,
  EndCause,
  MovedFact,
  Signature
} from './events'

/** One kind of the facts that a correction may state again. */
export type MovedFactOf<K extends MovedFact['kind']> = Extract<MovedFact, { readonly kind: K }>

/** Who has which role where. The fact's id says the three, its value only the rest: few values, shared by all. */
export type Attribution = {
  readonly personneId: PersonneId
  readonly role: StableId
  readonly etablissementId: ÉtablissementId
  readonly rang: Rang
}

export type NonRespect = {
  readonly etablissementIds: ReadonlyArray<ÉtablissementId>
  readonly agreedOn: DateCivile
}

export type Dérogation = NonRespect & { readonly objet: string }

export type Transmission = {
  readonly acte: ActePréfecture
  readonly transmittedOn: DateCivile
  readonly receivedOn: DateCivile
}

export type ModificationFact =
  | { readonly status: 'signalee'; readonly instrument: ChangeInstrument; readonly signalledOn: DateCivile }
  | { readonly status: 'effective'; readonly on: DateCivile }

/** What is known of a convention, by kind of fact. */
export type ConventionFacts = {
  readonly model: ModelRef
  readonly effet: Effet
  readonly partie: Partie
  readonly fiche: Fiche
  readonly documents: ReadonlyArray<AcceptedDocument>
  readonly signature: Signature
  readonly personne: Personne
  readonly etablissement: Établissement
  readonly attribution: Pick<Attribution, 'rang'>
  readonly 'non-respect': NonRespect
  readonly derogation: Dérogation
  readonly modification: ModificationFact
  readonly transmission: Transmission
  /** By the id of the modification. */
  readonly 'transmission-avenant': Transmission
  readonly clause: { readonly decision: string; readonly article: Article }
  readonly warning: Warning
}

export type ConventionFact = Facts<ConventionFacts>

export const attributionId = ({ etablissementId, role, personneId }: Omit<Attribution, 'rang'>): string =>
  `${etablissementId}/${role}/${personneId}`

/** The attribution that a fact speaks of, from its id as {@link attributionId} wrote it, and its value. */
export const attributionOf = (id: string, { rang }: ConventionFacts['attribution']): Attribution => {
  // An id has no `/` (G14), and each part has the type that stood in its place.
  const [etablissementId, role, personneId] = id.split('/') as [ÉtablissementId, StableId, PersonneId]
  return { personneId, role, etablissementId, rang }
}

export const signatureId = (partie: string, modificationId: string | null): string =>
  modificationId === null ? partie : `${partie}/${modificationId}`

export const conventionFacts = (event: ConventionEvent): ReadonlyArray<ConventionFact> => {
  switch (event.type) {
    case 'ConventionDrafted': {
      const { model, parties, fiche, documents } = event.data
      return [
        { kind: 'model', id: '', value: model, period: always },
        { kind: 'effet', id: '', value: { status: 'projet' }, period: always },
        { kind: 'documents', id: '', value: documents, period: always },
        ...(fiche === null ? [] : [{ kind: 'fiche', id: '', value: fiche, period: always } as const]),
        ...parties.map(partie => ({ kind: 'partie', id: partie.id, value: partie, period: always }) as const)
      ]
    }
    case 'PersonneIdentified': {
      const { personneId, personne, period, warnings } = event.data
      return [
        { kind: 'personne', id: personneId, value: personne, period },
        ...warned(['shared-mailbox', 'mailbox-already-used'], warnings, personneId, period)
      ]
    }
    case 'ÉtablissementListed': {
      const { etablissementId, etablissement, period } = event.data
      return [{ kind: 'etablissement', id: etablissementId, value: etablissement, period }]
    }
    case 'ÉtablissementDelisted':
      return [
        { kind: 'etablissement', id: event.data.etablissementId, value: null, period: event.data.period }
      ]
    case 'RôleAttributed': {
      const { rang, period } = event.data
      return [{ kind: 'attribution', id: attributionId(event.data), value: { rang }, period }]
    }
    case 'RôleWithdrawn':
      return [{ kind: 'attribution', id: attributionId(event.data), value: null, period: event.data.period }]
    case 'PartieAmended':
      return [
        { kind: 'partie', id: event.data.partie.id, value: event.data.partie, period: event.data.period }
      ]
    case 'FicheAmended':
      return [{ kind: 'fiche', id: '', value: event.data.fiche, period: event.data.period }]
    case 'NonRespectAgreed':
      return [nonRespectFact(event.data)]
    case 'DérogationGranted':
      return [dérogationFact(event.data)]
    case 'DérogationAdjusted':
      return dérogationLine(event.data)
    case 'SignatureRecorded': {
      const { signature, modificationId } = event.data
      return [
        {
          kind: 'signature',
          id: signatureId(signature.partie, modificationId),
          value: signature,
          period: always
        }
      ]
    }
    case 'ConventionSigned':
      return [...effectFacts(event.data.effect), ...warned(signatureWarningCodes, event.data.warnings, '')]
    case 'SignatureCorrected': {
      const { signature, effect, warnings } = event.data
      return [
        { kind: 'signature', id: signatureId(signature.partie, null), value: signature, period: always },
        ...(effect === null ? [] : [...effectFacts(effect), ...warned(signatureWarningCodes, warnings, '')])
      ]
    }
    case 'ModificationSignalled':
      return [signalled(event.data.modificationId, event.data)]
    case 'FormulaireReceived':
      return effective(event.data.modificationId, event.data.receivedOn)
    case 'AnnexeRevised':
      return effective(event.data.modificationId, event.data.establishedOn)
    case 'AvenantSigned':
      return effective(event.data.modificationId, event.data.signedOn)
    case 'AnnexesCorrected':
      return []
    case 'NoticeGiven':
      return ended('preavis', event.data.echeance, event.data.computation)
    case 'FurtherNoticeGiven':
      return []
    case 'ConventionTerminated':
      return ended('resiliation', event.data.on, terminationComputation(event.data))
    case 'ClauseAnnulled':
      return [clauseFact(event.data)]
    case 'TransmissionRecorded':
      return [
        transmissionFact(event.data),
        ...warned(['transmitted-after-signature'], event.data.warnings, '')
      ]
    case 'AvenantTransmitted': {
      const { modificationId, warnings } = event.data
      return [
        avenantTransmissionFact(event.data),
        ...warned(['transmitted-after-signature'], warnings, modificationId)
      ]
    }
    case 'ConventionCorrected':
      return event.data.facts
  }
}

export const terminationComputation = ({ on, manquement, article }: Data<'ConventionTerminated'>): string =>
  `résiliée le ${frenchDate(on)} (${frenchArticle(article)}) : ${manquement}`

export const signatureWarningCodes: ReadonlyArray<Warning['code']> = [
  'named-date-differs',
  'transmitted-after-signature'
]

/** The whole line at once: before, during, after. */
export const effectFacts = (effect: Effect): ReadonlyArray<MovedFactOf<'effet'>> => {
  const { from, to } = effect.period
  const during: MovedFactOf<'effet'> = {
    kind: 'effet',
    id: '',
    value: { status: 'en-vigueur', effect },
    period: effect.period
  }
  return [
    ...(from === null
      ? []
      : [
          {
            kind: 'effet',
            id: '',
            value: { status: 'a-venir', effect },
            period: { from: null, to: from }
          } as const
        ]),
    during,
    ...(to === null ? [] : ended(effect.cause ?? 'terme', to, effect.computation))
  ]
}

/** `computation` says in French how the end was found (G12). */
export const ended = (
  cause: EndCause,
  from: DateCivile,
  computation: string
): ReadonlyArray<MovedFactOf<'effet'>> => [
  { kind: 'effet', id: '', value: { status: 'terminee', cause, computation }, period: { from, to: null } }
]

type Data<T extends ConventionEvent['type']> = ConventionEventOf<T>['data']

export const nonRespectFact = ({
  etablissementIds,
  agreedOn,
  period
}: Data<'NonRespectAgreed'>): MovedFactOf<'non-respect'> => ({
  kind: 'non-respect',
  id: '',
  value: { etablissementIds, agreedOn },
  period
})

const dérogationFact = ({
  derogationId,
  objet,
  etablissementIds,
  agreedOn,
  period
}: Data<'DérogationGranted'>): MovedFactOf<'derogation'> => ({
  kind: 'derogation',
  id: derogationId,
  value: { etablissementIds, agreedOn, objet },
  period
})

/** On no other day than its own; when the convention starts after it ends, on none. */
export const dérogationLine = (
  granted: Data<'DérogationGranted'>
): ReadonlyArray<MovedFactOf<'derogation'>> => [
  { kind: 'derogation', id: granted.derogationId, value: null, period: always },
  ...(isEmpty(granted.period) ? [] : [dérogationFact(granted)])
]

export const clauseFact = ({
  clause,
  decision,
  on,
  article
}: Data<'ClauseAnnulled'>): MovedFactOf<'clause'> => ({
  kind: 'clause',
  id: clause,
  value: { decision, article },
  period: { from: on, to: null }
})

export const transmissionFact = ({
  acte,
  transmittedOn,
  receivedOn
}: Data<'TransmissionRecorded'>): MovedFactOf<'transmission'> => ({
  kind: 'transmission',
  id: '',
  value: { acte, transmittedOn, receivedOn },
  period: always
})

export const avenantTransmissionFact = ({
  modificationId,
  acte,
  transmittedOn,
  receivedOn
}: Data<'AvenantTransmitted'>): MovedFactOf<'transmission-avenant'> => ({
  kind: 'transmission-avenant',
  id: modificationId,
  value: { acte, transmittedOn, receivedOn },
  period: always
})

export const signalled = (
  id: ModificationId,
  { instrument, signalledOn }: Pick<Data<'ModificationSignalled'>, 'instrument' | 'signalledOn'>
): MovedFactOf<'modification'> => ({
  kind: 'modification',
  id,
  value: { status: 'signalee', instrument, signalledOn },
  period: { from: signalledOn, to: null }
})

export const effective = (
  modificationId: ModificationId,
  on: DateCivile
): ReadonlyArray<MovedFactOf<'modification'>> => [
  {
    kind: 'modification',
    id: modificationId,
    value: { status: 'effective', on },
    period: { from: on, to: null }
  }
]

/** Each code that the event could warn of: the warning, or that it no longer holds. */
export const warned = (
  codes: ReadonlyArray<Warning['code']>,
  warnings: ReadonlyArray<Warning>,
  subject: string,
  period: Period = always
): ReadonlyArray<MovedFactOf<'warning'>> =>
  codes.map(code => ({
    kind: 'warning',
    id: subject === '' ? code : `${code}/${subject}`,
    value: warnings.find(warning => warning.code === code) ?? null,
    period
  }))
