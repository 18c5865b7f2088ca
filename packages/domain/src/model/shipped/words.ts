/** By which channels a change is signalled. */
export const channels = {
  courrier: { id: 'courrier', label: 'par courrier' },
  courriel: { id: 'courriel', label: 'par courriel' },
  formulaire: { id: 'formulaire', label: 'par formulaire' },
  enLigne: { id: 'en-ligne', label: 'en ligne' }
}

export const eaje = { id: 'eaje', label: "établissement d'accueil du jeune enfant" }
