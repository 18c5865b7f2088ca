/** Under which article of its model what differs is decided. */
import { type Article, attributionOf, type ConventionModel } from '@avenant/domain'
import type { AnnexeChange } from './annexe-changes'

/** Null where the model names none. */
export const articleOf = (model: ConventionModel, change: AnnexeChange): Article | null => {
  switch (change.kind) {
    case 'effet': {
      const { after } = change
      return after?.status === 'terminee' ? after.article : model.effect.article
    }
    case 'manquement':
      return model.termination?.article ?? null
    case 'partie':
    case 'signature':
      return model.parties.article
    case 'fiche':
      return model.fiche?.article ?? null
    case 'etablissement':
      return model.etablissements?.article ?? null
    case 'personne':
      return model.personnes.change.article
    case 'attribution':
      return model.roles.find(({ id }) => id === attributionOf(change.id).role)?.article ?? null
    case 'non-respect':
    case 'derogation':
      return model.derogations?.article ?? null
    case 'modification':
      return model.signalling?.article ?? null
    case 'transmission':
      return model.transmission?.article ?? null
    case 'clause':
      return (change.after ?? change.before)?.article ?? null
    case 'alerte':
      return (change.after ?? change.before)?.article ?? null
    case 'date-nommee':
      return model.namedDate?.article ?? null
    case 'documents':
    case 'model':
      return null
  }
}
