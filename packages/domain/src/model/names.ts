/** What a model's words are called, as people say them. */
import type { ChangeInstrument, SignalChannel } from './model'

export const channelNames: Readonly<Record<SignalChannel, string>> = {
  courrier: 'par courrier',
  courriel: 'par courriel',
  formulaire: 'par formulaire',
  'en-ligne': 'en ligne'
}

export const instrumentNames: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'le formulaire',
  'annexe-revisee': "la révision de l'annexe",
  avenant: 'un avenant'
}
