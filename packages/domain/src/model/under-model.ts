/** What every aggregate asks before it decides: may this acteur give this command, and under which model. */
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { type Acteur, type ActeurKind, acteurNames } from '../identity/acteur'
import { type Because, because } from '../refusal'
import { type ConventionModel, findModel, type Models } from './model'
import type { ModelRef } from './ref'

/** What any aggregate refuses before it decides: an acteur that may not give the command, a model that nobody knows. */
export type EntryRefusal =
  | Because<'acteur-not-allowed', { readonly given: ActeurKind; readonly allowed: ReadonlyArray<ActeurKind> }>
  | Because<'unknown-model', { readonly model: ModelRef; readonly known: ReadonlyArray<ModelRef> }>

/** G7: who may give the command. */
export const allowedTo = (
  allowed: ReadonlyArray<ActeurKind>,
  { kind: given }: Acteur
): E.Either<ReadonlyNonEmptyArray<EntryRefusal>, null> =>
  allowed.includes(given)
    ? E.right(null)
    : E.left([because('acteur-not-allowed', 'acteur', { given, allowed })])

/** G11: the model under which to decide. Throws of a model given twice, before anything is decided: see `findModel`. */
export const modelOf = (models: Models) => {
  const find = findModel(models)
  return (ref: ModelRef): E.Either<ReadonlyNonEmptyArray<EntryRefusal>, ConventionModel> => {
    const model = find(ref)
    return model === null
      ? E.left([
          because('unknown-model', 'data.model', {
            model: ref,
            known: models.map(({ id, version }) => ({ id, version }))
          })
        ])
      : E.right(model)
  }
}

export const entryRefusalSentence = (refusal: EntryRefusal): string => {
  switch (refusal.code) {
    case 'acteur-not-allowed':
      return `cette commande n'est pas donnée par ${acteurNames[refusal.facts.given]}, mais par : ${refusal.facts.allowed.map(kind => acteurNames[kind]).join(', ')}`
    case 'unknown-model':
      return (
        `modèle inconnu : ${refusal.facts.model.id} version ${refusal.facts.model.version} ; ` +
        `valeurs admises : ${refusal.facts.known.map(({ id, version }) => `${id} version ${version}`).join(', ')}`
      )
  }
}
