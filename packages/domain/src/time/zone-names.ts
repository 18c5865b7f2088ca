/** Whose hour a French zone keeps, as people say it. */
const names: Readonly<Record<string, string>> = {
  'America/Cayenne': 'de la Guyane',
  'America/Guadeloupe': 'de la Guadeloupe',
  'America/Marigot': 'de Saint-Martin',
  'America/Martinique': 'de la Martinique',
  'America/Miquelon': 'de Saint-Pierre-et-Miquelon',
  'America/St_Barthelemy': 'de Saint-Barthélemy',
  'Antarctica/DumontDUrville': 'de la terre Adélie',
  'Europe/Paris': 'de Paris',
  'Indian/Kerguelen': 'des Kerguelen',
  'Indian/Mayotte': 'de Mayotte',
  'Indian/Reunion': 'de La Réunion',
  'Pacific/Gambier': 'des îles Gambier',
  'Pacific/Marquesas': 'des îles Marquises',
  'Pacific/Noumea': 'de la Nouvelle-Calédonie',
  'Pacific/Tahiti': 'de Tahiti',
  'Pacific/Wallis': 'de Wallis-et-Futuna'
}

/**
 * A zone in French: « heure de la Guadeloupe »; one that is not French goes by its name in the tz data base.
 *
 * @example
 * frenchZone('Indian/Reunion') // 'heure de La Réunion'
 */
export const frenchZone = (zone: string): string => {
  const name = names[zone]
  return name === undefined ? `fuseau horaire ${zone}` : `heure ${name}`
}
