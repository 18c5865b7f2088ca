/** An event type for tests that has known three versions, and one that has known one. */
import { Count, defineEvent, NonBlank, nullable, struct } from '@avenant/domain'

/** 1: `{ nom }`. 2: `nom` became `libelle`. 3: `places` came, null when it was not asked. */
export const essaiEvents = {
  ÉtablissementEssayé: defineEvent(
    struct('ÉtablissementEssayé', { libelle: NonBlank, places: nullable(Count) }),
    data => {
      const { nom } = Object(data)
      return { libelle: nom }
    },
    data => ({ ...Object(data), places: null })
  )
}

export const autresEvents = { AutreEssayé: defineEvent(struct('AutreEssayé', { n: Count })) }
