/** The request of an habilitation (P8, M7), and its refusal (M8). */
import { struct } from '../../codec'
import { saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { inOrder } from '../../dossier/refusals'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { misplacedRole, notProvided, unknownRoleOf, wrongNatureFor } from '../../model/refusals'
import { type AnyRefusal, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { demande, refersToDemande } from '../refusals'
import { type HabilitationGround, RequestSays } from '../request'
import { Motif } from '../values'
import { reached, stepsDone } from './steps'

const mailMissing = refusal('mail-missing', () => "il manque l'adresse mail individuelle de la personne")
const noRole = refusal('no-role', () => 'la demande ne porte sur aucun rôle')
const alreadyDelivered = refusal(
  'already-delivered',
  ({ on }: { readonly on: DateCivile }) => `l'habilitation est déjà délivrée depuis le ${frenchDate(on)}`
)

/** Only agents named by the partner's request, each under their own name and mailbox (P8, P10, M7). */
export const requestHabilitation = actOn<HabilitationGround>()({
  command: 'RequestHabilitation',
  event: 'HabilitationRequested',
  purpose: 'Asks for the access of one person (P8, M7).',
  nom: "Demande d'habilitation",
  genre: 'f',
  says: RequestSays,
  example: {
    habilitationId: 'h-1960-1',
    conventionId: 'psu-1960-2017',
    model: { id: 'psu', version: 1 },
    demandeur: {
      denomination: 'COMMUNE DE SCEAUX',
      siege: { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' }
    },
    caf: 'HAUTS-DE-SEINE',
    personneId: 'p-1960-2',
    personne: {
      nom: 'FONTAINE',
      prenom: 'Claire',
      fonction: 'Gestionnaire dossiers techniques',
      mail: 'claire.fontaine@example.fr',
      telephone: null
    },
    roles: [{ role: 'activite', etablissementId: '201500086', nature: 'eaje' }],
    requestedOn: '2017-01-10'
  },
  givers: () => ['agent-caf', 'partenaire'],
  model: ({ model }) => model,
  about: () => 'request',
  introduces: () => [demande],
  happened: ['requestedOn'],
  founds: (_, { says }) => says,
  disagrees: ({ model }, { says }) => {
    if (model.habilitation === null) return [notProvided('habilitation', model.parties.article)]
    const { article } = model.habilitation
    return [
      ...(says.personne.mail === null ? [mailMissing('data.personne.mail', null, article)] : []),
      ...(says.roles.length === 0 ? [noRole('data.roles', null, article)] : []),
      ...roleRefusals(model, says.roles)
    ]
  },
  asserts: (_, act) => {
    const { conventionId, personneId, requestedOn } = act.says
    return [
      assertion({ kind: 'sujet', value: { conventionId, personneId } }),
      assertion({ kind: 'personne', id: personneId, ...saidBy(act, 'personne') }),
      assertion({ kind: 'roles', ...saidBy(act, 'roles') }),
      reached('requested', requestedOn)
    ]
  }
})

/** Disponibilités are asked for EAJE only (M7). */
const roleRefusals = (model: ConventionModel, asked: RequestSays['roles']): ReadonlyArray<AnyRefusal> =>
  asked.flatMap((one, i): ReadonlyArray<AnyRefusal> => {
    const path = `data.roles[${i}].role`
    const role = model.roles.find(candidate => candidate.id === one.role)
    if (role === undefined) return unknownRoleOf(model, one.role, path, habilitationOf(model).article)
    const misplaced = misplacedRole(model, one, part => `data.roles[${i}].${part}`)
    return misplaced.length > 0 ? misplaced : wrongNatureFor(model, role, one.nature ?? null, path)
  })

/** A request may be refused, with a reason, until it is delivered (M8). */
export const refuseHabilitation = actOn<HabilitationGround>()({
  command: 'RefuseHabilitation',
  event: 'HabilitationRefused',
  purpose: 'Refuses it, with the reason (M8).',
  nom: 'Refus de la demande',
  genre: 'm',
  says: struct('RefuseHabilitation', { on: DateCivile, motif: Motif }),
  example: { on: '2023-07-10', motif: "l'établissement n'est pas financé par la Caf" },
  givers: () => ['agent-caf'],
  about: () => 'refusal',
  refers: refersToDemande,
  happened: ['on'],
  once: ({ on }, model) => ({ on, path: '', article: habilitationOf(model).article }),
  disagrees: ({ model, others }, { says: { on } }) => {
    const { article } = habilitationOf(model)
    const done = stepsDone(others)
    const delivered = done.find(({ step }) => step === 'delivered')
    return delivered === undefined
      ? inOrder(done.at(-1)?.on ?? null, on, 'data.on', article)
      : [alreadyDelivered('', { on: delivered.on }, article)]
  },
  asserts: (_, act) => [
    assertion({ kind: 'demande', from: act.says.on, value: { status: 'refusee' } }),
    assertion({ kind: 'motif-de-refus', from: act.says.on, ...saidBy(act, 'motif') })
  ]
})
