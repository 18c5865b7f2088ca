/** What a letter is made of, before it is addressed. */
import type {
  Article,
  ConventionId,
  ConventionModel,
  DateCivile,
  HabilitationEventOf,
  HabilitationId,
  PersonneId
} from '@avenant/domain'
import type { Point } from '../../bitemporal'
import type { Evidence } from '../asked'
import type { Lines } from '../lines'

/**
 * An anomaly that is notified, or of which a justification is asked (A7, P18); a block for want of use (A2, P14), or by the Caf
 * (P17); a request that is acknowledged (P8, M8).
 */
export type LetterKind = 'anomalie' | 'justification' | 'inactivite' | 'blocage' | 'demande'

export type LetterPart = { readonly titre: string; readonly lignes: ReadonlyArray<LetterLine> }

/** A sentence, and the article that says so, where one does. */
export type LetterLine = { readonly texte: string; readonly article: Article | null }

export type LetterText = {
  readonly kind: LetterKind
  /** The day of what it is about. */
  readonly on: DateCivile
  readonly objet: string
  readonly sentence: string
  readonly parties: ReadonlyArray<LetterPart>
  /** Whether what it says still holds, by what is known. */
  readonly tient: boolean
  /** What says so; null: the act itself. */
  readonly event: Evidence | null
}

/** Whose habilitation it is, under which model, at the point by whose names the letter is written. */
export type LetterGround = {
  readonly lines: Lines
  readonly model: ConventionModel
  readonly zone: string
  readonly habilitationId: HabilitationId
  readonly conventionId: ConventionId
  readonly personneId: PersonneId
  readonly request: HabilitationEventOf<'HabilitationRequested'>['data']['says']
  readonly point: Point
}

export const line = (texte: string, article: Article | null = null): LetterLine => ({ texte, article })
