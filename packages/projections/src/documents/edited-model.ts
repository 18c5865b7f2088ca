import type { ModelGiven } from '@avenant/domain'
import { capitalised } from './french'
import type { PageSection } from './page'

/** What stands first on a page that is given under an edited model; nothing where each model is the recorded one. */
export const editedSections = (models: ReadonlyArray<ModelGiven | null>): ReadonlyArray<PageSection> => {
  const sentences = new Set(models.flatMap(model => model?.edited?.sentence ?? []))
  return sentences.size === 0
    ? []
    : [
        {
          title: 'Modèle modifié',
          blocks: [
            {
              kind: 'paragraph',
              text: "Ce document est établi sous un modèle qui n'est plus celui de la convention : il peut différer de ce qui a été décidé."
            },
            ...[...sentences].map(
              sentence => ({ kind: 'paragraph', text: `${capitalised(sentence)}.` }) as const
            )
          ]
        }
      ]
}

/** « modèle psu, version 1 », and what is not known of it. */
export const frenchModel = ({ id, version, fingerprint }: ModelGiven): string =>
  `modèle ${id}, version ${version}${fingerprint === 'not-recorded' ? " (son empreinte n'est pas enregistrée)" : ''}`
