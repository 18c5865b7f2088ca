/** For tests: both signed conventions, and who acts under them. */
import { dateCivile, PersonneId, StableId, ÉtablissementId } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { dossiersOf, journalOf, signedScheduled } from './journal'

export const signed = dossiersOf(journalOf(signedScheduled))

export const claire = read(PersonneId, 'p-1960-2')
export const awa = read(PersonneId, 'p-1960-3')
export const jeanne = read(PersonneId, 'p-mef-2')
export const charaire = read(ÉtablissementId, '201500086')
export const moussaillons = read(ÉtablissementId, 'e-219200789-1')
export const role = (id: string) => read(StableId, id)

export const use = (personneId = claire, etablissementId = charaire, id = 'activite') => ({
  personneId,
  etablissementId,
  role: role(id)
})
export const on = (date: string) => ({ on: dateCivile(date) })
