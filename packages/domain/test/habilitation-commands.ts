/** Short habilitations for tests, as commands; the persons are invented. */
import { read } from '../src/fixtures'
import { HabilitationCommand, habilitationDecider } from '../src/habilitation'
import { ConventionModel, psu } from '../src/model'
import { specification } from '../src/testing'
import { agent, habilite, models, partenaire, personne } from './convention-commands'

export const command = (type: string, data: unknown, acteur: unknown = agent): HabilitationCommand =>
  read(HabilitationCommand, { type, acteur, data })

type More = Readonly<Record<string, unknown>>

export const role = (id: string, nature = 'eaje', etablissementId = 'e-1') => ({
  role: id,
  etablissementId,
  nature
})

const request = (id: string, version: number, roles: ReadonlyArray<unknown>) => (more: More) =>
  command(
    'RequestHabilitation',
    {
      habilitationId: `h-${id}`,
      conventionId: `essai-${id}`,
      model: { id, version },
      demandeur: {
        denomination: "VILLE D'ESSAI",
        siege: { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
      },
      caf: 'HAUTS-DE-SEINE',
      personneId: 'p-1',
      personne: personne('MORVAN'),
      roles,
      requestedOn: '2023-06-12',
      ...more
    },
    partenaire
  )
export const requestPsu = (more: More = {}) =>
  request('psu', 1, [role('activite')])({ requestedOn: '2017-02-23', ...more })
export const requestMef = (more: More = {}) => request('monenfant', 1, [role('disponibilites')])(more)
export const requestRivage = (more: More = {}) =>
  request('rivage', 3, [role('saisie', 'accueil-de-loisirs')])(more)

export const acknowledge = (on: string) => command('AcknowledgeRequest', { on })
export const check = (on: string) => command('CheckRequest', { on })
export const send = (on: string) => command('SendConvention', { on })
export const signedReturn = (on: string) => command('ReceiveSignedReturn', { on })
export const deliver = (on: string) => command('DeliverHabilitation', { on })
export const refuse = (on: string, motif = 'Agent inconnu de la commune') =>
  command('RefuseHabilitation', { on, motif })
export const block = (from: string, cause = 'incident') =>
  command('BlockAccess', { from, cause, motif: 'Perte du mot de passe' })
export const unblock = (from: string) => command('UnblockAccess', { from, motif: 'Mot de passe changé' })
export const report = (departedOn: string, reportedOn: string) =>
  command('ReportEndOfMission', { departedOn, reportedOn }, partenaire)
export const closeAccess = (on: string) => command('CloseAccess', { on })
export const sendPassword = (on: string, occasion = 'premiere-connexion') =>
  command('SendPassword', { on, occasion })
/** By the person herself. */
export const changePassword = (on: string) => command('ChangePassword', { on }, habilite)
export const incident = (toldOn: string, more: More = {}, incidentId = 'i-1') =>
  command(
    'ReportIncident',
    { incidentId, kind: 'perte', foundOn: toldOn, toldOn, recit: 'Carnet égaré', ...more },
    partenaire
  )
export const notify = (on: string, anomalyId = 'a-1') =>
  command('NotifyAnomaly', {
    anomalyId,
    rule: 'echecs-repetes',
    finding: { count: 6, first: '2016-11-30T21:02:00Z', last: '2016-11-30T21:09:00Z' },
    on
  })
export const ask = (on: string, anomalyId = 'a-1') => command('AskJustification', { anomalyId, on })
export const justify = (on: string, anomalyId = 'a-1') =>
  command('GiveJustification', { anomalyId, on, texte: 'Clavier verrouillé' }, partenaire)
export const close = (on: string, anomalyId = 'a-1') =>
  command('CloseAnomaly', { anomalyId, on, conclusion: 'Explication admise' })

/** That the convention ends on a day, or no longer does. */
export const tellEnd = (on: string | null, more: More = {}) => command('TellConventionEnd', { on, ...more })
/** That the annexe gives `p-1` a role on `e-1` from a day, or until one. */
export const tellRole = (
  role: string,
  held: ReadonlyArray<{ readonly from: string | null; readonly to: string | null }>
) =>
  command('TellRole', {
    conventionId: 'essai-psu',
    personneId: 'p-1',
    role,
    etablissementId: 'e-1',
    held
  })
/** Names the act first recorded at `corrects`, and the command that should have been given; null withdraws it. */
export const correct = (corrects: number, instead: HabilitationCommand | null) =>
  correctAll([corrects, instead])
/** Several mistakes at once. */
export const correctAll = (
  ...corrections: ReadonlyArray<readonly [corrects: number, instead: HabilitationCommand | null]>
) =>
  command('CorrectHabilitation', {
    corrections: corrections.map(([corrects, instead]) => ({
      corrects,
      instead: instead === null ? null : { type: instead.type, data: instead.data }
    })),
    motif: 'saisie erronée'
  })
export const restate = command('RestateHabilitation', { motif: 'règle corrigée' })

export const psuDelivered = [requestPsu(), deliver('2017-03-01')]
export const mefReturned = [
  requestMef(),
  acknowledge('2023-06-12'),
  check('2023-06-20'),
  send('2023-07-06'),
  signedReturn('2023-07-26')
]
export const mefDelivered = [...mefReturned, deliver('2023-07-28')]

export const { given } = specification(habilitationDecider(models))

/** PSU under the name « essai », with another habilitation; throws with every fault of one that contradicts itself. */
export const psuWith = (more: object): ConventionModel =>
  read(ConventionModel, { ...psu, id: 'essai', habilitation: { ...psu.habilitation, ...more } })
export const givenUnder = (more: object) => specification(habilitationDecider([psuWith(more)])).given
export const ofEssai = { model: { id: 'essai', version: 1 } }
