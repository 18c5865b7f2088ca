/** The acts of a dossier as people name them, and who gave them, when, why. */
import { acteurNames, conventionAggregate, frenchDate, habilitationAggregate } from '@avenant/domain'
import type { Cause } from '../bitemporal'

type Named = { readonly nom: string; readonly genre: 'f' | 'm' }

const aggregates = [conventionAggregate, habilitationAggregate]

/** Every act has its name in its definition; what corrects acts is the same for all. */
const names: ReadonlyMap<string, Named> = new Map<string, Named>(
  aggregates.flatMap(({ acts, correction, restatement }) => [
    ...Object.values(acts).map(({ event, nom, genre }) => [event, { nom, genre }] as const),
    [correction.event, { nom: "Correction d'un acte", genre: 'f' }] as const,
    [restatement.event, { nom: 'Rétablissement des lignes selon les règles du jour', genre: 'm' }] as const
  ])
)

/** A type of a service's own is named as it is recorded. */
const namedOf = (type: string): Named => names.get(type) ?? { nom: `Acte « ${type} »`, genre: 'm' }

/** « Signature de la convention ». */
export const frenchAct = (type: string): string => namedOf(type).nom

/**
 * « Correction d'un acte, enregistrée le 24/02/2017 par un agent de la Caf (motif : date lue de travers) »; `on`: its day,
 * in the model's zone.
 */
export const frenchCause = (
  { type, acteur, reason }: Pick<Cause, 'type' | 'acteur' | 'reason'>,
  on: Parameters<typeof frenchDate>[0]
): string => {
  const { nom, genre } = namedOf(type)
  const by = acteur === undefined ? '' : ` par ${acteurNames[acteur]}`
  const why = reason === undefined ? '' : ` (motif : ${reason})`
  return `${nom}, ${genre === 'f' ? 'enregistrée' : 'enregistré'} le ${frenchDate(on)}${by}${why}`
}
