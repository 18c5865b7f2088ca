/** The groups in which lines of a convention are found, so that no question looks at all of them. */

/** Every establishment that was ever in the annexe. */
export const listedGroup = 'listed'
/** The attributions on one establishment, of one role there, of one person. */
export const inscriptionGroup = (etablissementId: string): string => `inscription/${etablissementId}`
export const seatGroup = (etablissementId: string, role: string): string => `seat/${etablissementId}/${role}`
export const holderGroup = (personneId: string): string => `holder/${personneId}`
