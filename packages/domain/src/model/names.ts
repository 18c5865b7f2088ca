/** What a model's words are called, as people say them. */
import type { ChangeInstrument } from './instrument'

export const instrumentNames: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'le formulaire',
  'annexe-revisee': "la révision de l'annexe",
  avenant: 'un avenant'
}
