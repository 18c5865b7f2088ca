/** The groups in which lines of a convention are found, so that no question looks at all of them. */
import { seatId } from './values'

/** Every establishment that was ever in the annexe. */
export const listedGroup = 'listed'
/** The attributions on one establishment, of one seat, of one person. */
export const inscriptionGroup = (etablissementId: string): string => `inscription/${etablissementId}`
export const seatGroup = (seat: Parameters<typeof seatId>[0]): string => `seat/${seatId(seat)}`
export const holderGroup = (personneId: string): string => `holder/${personneId}`
