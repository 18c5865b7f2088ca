/** What a convention model's parts owe to each other, so that no decision meets a model that contradicts itself (G11). */
import type * as t from 'io-ts'
import type { Incoherence } from '../codec'
import { calendarIncoherences } from '../dates/calendar'
import { shippedCalendars } from '../dates/shipped-calendars'
import { frenchCount } from '../french-count'
import { access } from './coherence-of-access'
import { course } from './coherence-of-course'
import { noticeFaults } from './coherence-of-notice'
import { partiesThatComeAndGo } from './coherence-of-parties'
import { foreign, repeated } from './coherence-of-values'
import { calendarsIn } from './dates'
import { deadlineIncoherences } from './deadlines'
import type { RequestStep } from './habilitation'
import type { ModelShape } from './shape'

type Model = t.TypeOf<typeof ModelShape>
type Role = Model['roles'][number]
type Found = ReadonlyArray<Incoherence>

/** Every contradiction, with the path to it. */
export const incoherences = (model: Model): Found => [
  ...parties(model),
  ...partiesThatComeAndGo(model),
  ...words(model),
  ...calendarIncoherences(shippedCalendars)(model.calendars).map(({ path, message }) => ({
    path: ['calendars', ...path],
    message
  })),
  ...roles(model),
  ...course(model),
  ...(model.notice === null ? [] : noticeFaults(model, model.notice)),
  ...access(model),
  ...steps(model),
  ...annexes(model),
  ...deadlineIncoherences({
    ...model,
    parties: model.parties.roles.map(({ id }) => id),
    calendars: calendarsIn(model)
  }),
  ...foreign(model, [model.source, ...model.otherSources])
]

const fault = (message: string, ...path: Incoherence['path']): Found => [{ path, message }]

const parties = ({ parties: { roles } }: Model): Found => [
  ...(roles.length === 0 ? fault('aucune partie : personne ne signerait', 'parties', 'roles') : []),
  ...(roles.length > 0 && !roles.some(({ acteur, min }) => acteur === 'agent-caf' && min > 0)
    ? fault("aucune partie n'est la Caf : l'acteur de l'une est « agent-caf »", 'parties', 'roles')
    : []),
  ...repeated(roles, ['parties', 'roles'], 'id'),
  ...roles.flatMap(({ acteur, nature }, i) =>
    acteur === 'agent-caf' && nature !== 'legal'
      ? fault('la Caf est une personne morale', 'parties', 'roles', i, 'nature')
      : []
  )
]

/** Lists of words: none is empty, and none says a word twice. */
const words = ({
  fiche,
  etablissements,
  signalling,
  termination,
  derogations,
  habilitation
}: Model): Found => {
  const lists = [
    [fiche?.natures, ['fiche', 'natures']],
    [etablissements?.natures, ['etablissements', 'natures']],
    [signalling?.channels, ['signalling', 'channels']],
    [termination?.causes.length === 0 ? undefined : termination?.causes, ['termination', 'causes']],
    [
      derogations?.conditions.length === 0 ? undefined : derogations?.conditions,
      ['derogations', 'conditions']
    ],
    [habilitation?.blocking?.causes, ['habilitation', 'blocking', 'causes']]
  ] as const
  return [
    ...lists.flatMap(([list, path]) =>
      list === undefined
        ? []
        : list.length === 0
          ? fault("liste vide : rien n'y satisferait", ...path)
          : repeated(list, path, 'id')
    ),
    ...(habilitation?.mailbox?.shared.length === 0
      ? fault('liste vide : aucune boîte ne serait partagée', 'habilitation', 'mailbox', 'shared')
      : [])
  ]
}

const roles = ({ roles, etablissements, habilitation, declarations }: Model): Found => [
  ...repeated(roles, ['roles'], 'id'),
  ...(roles.some(({ onEtablissement }) => onEtablissement) && etablissements === null
    ? fault('des rôles se tiennent sur des établissements : le bloc « etablissements » manque', 'roles')
    : []),
  ...(roles.length === 0 && habilitation !== null
    ? fault('une habilitation porte sur des rôles : la liste « roles » est vide', 'habilitation')
    : []),
  ...(declarations !== null && roles.length === 0
    ? fault('des déclarations se donnent par qui tient un rôle : la liste « roles » est vide', 'declarations')
    : []),
  ...roles.flatMap(headcounts),
  ...roles.flatMap(withoutÉtablissement),
  ...roles.flatMap((role, i) => tooManyÉtablissements(roles, role, i)),
  ...roles.flatMap(({ cap, min, natures }, i) => [
    ...(cap === 0 ? fault('au plus 0 : personne ne tiendrait ce rôle', 'roles', i, 'cap') : []),
    ...(cap !== null && cap > 0 && min > cap
      ? fault(`au moins ${min} et au plus ${cap} : personne n'y satisfait`, 'roles', i, 'min')
      : []),
    ...(natures?.length === 0
      ? fault("liste vide : aucun établissement n'aurait ce rôle ; null : tous", 'roles', i, 'natures')
      : []),
    ...(natures ?? []).flatMap((nature, j) =>
      etablissements === null || etablissements.natures.some(({ id }) => id === nature)
        ? natures?.indexOf(nature) === j
          ? []
          : fault(`répété : ${JSON.stringify(nature)}`, 'roles', i, 'natures', j)
        : fault(
            `la convention ne couvre pas la nature ${JSON.stringify(nature)} ; elle couvre : ${etablissements.natures.map(({ id }) => id).join(', ')}`,
            'roles',
            i,
            'natures',
            j
          )
    )
  ])
]

/** What can only be said of a role that is held on establishments. */
const withoutÉtablissement = ({ onEtablissement, natures, onceAcross }: Role, i: number): Found => {
  if (onEtablissement) return []
  const message = 'ce rôle ne se tient sur aucun établissement : onEtablissement'
  return [
    ...(natures === null ? [] : fault(message, 'roles', i, 'natures')),
    ...(onceAcross === null ? [] : fault(message, 'roles', i, 'onceAcross'))
  ]
}

/** Caps and minima of a role that nobody could satisfy together. */
const headcounts = (
  { cap, min, capByRang, capPerConvention, minPerConvention, onEtablissement }: Role,
  i: number
): Found => {
  const { titulaire = null, suppleant = null } = capByRang ?? {}
  const byRang = titulaire === null || suppleant === null ? null : titulaire + suppleant
  const least = onEtablissement ? min : Math.max(min, minPerConvention)
  const nobody = (least: number, most: number) =>
    `au moins ${least} et au plus ${most} : personne n'y satisfait`
  return [
    ...(byRang === 0
      ? fault('ni titulaire, ni suppléant : personne ne tiendrait ce rôle', 'roles', i, 'capByRang')
      : []),
    ...(byRang !== null && byRang > 0 && least > byRang
      ? fault(nobody(least, byRang), 'roles', i, 'capByRang')
      : []),
    // Where the convention is the only place, what is at least in the convention is at least there.
    ...(!onEtablissement && cap !== null && cap > 0 && minPerConvention > cap
      ? fault(nobody(minPerConvention, cap), 'roles', i, 'minPerConvention')
      : []),
    ...(capPerConvention === 0
      ? fault('au plus 0 : personne ne tiendrait ce rôle', 'roles', i, 'capPerConvention')
      : []),
    ...(capPerConvention !== null &&
    capPerConvention > 0 &&
    Math.max(min, minPerConvention) > capPerConvention
      ? fault(nobody(Math.max(min, minPerConvention), capPerConvention), 'roles', i, 'capPerConvention')
      : [])
  ]
}

/** A minimum in the convention that needs more establishments than the cap of a role that each must have leaves. */
const tooManyÉtablissements = (roles: ReadonlyArray<Role>, role: Role, i: number): Found => {
  const here = capacityOf(role)
  if (!role.onEtablissement || here === 0 || role.minPerConvention === 0) return []
  const needed = Math.ceil(role.minPerConvention / here)
  const tight = roles.find(
    other =>
      other.onEtablissement &&
      other.min > 0 &&
      other.capPerConvention !== null &&
      other.capPerConvention >= other.min &&
      isForAllOf(other, role) &&
      Math.floor(other.capPerConvention / other.min) < needed
  )
  return tight === undefined
    ? []
    : fault(
        `au moins ${role.minPerConvention} dans la convention veut ${frenchCount(needed, 'établissement')} ; au plus ${tight.capPerConvention} pour « ${tight.label} », qu'il faut sur chacun, n'en permet pas tant`,
        'roles',
        i,
        'minPerConvention'
      )
}

const isForAllOf = ({ natures }: Role, { natures: others }: Role): boolean =>
  natures === null || (others?.every(nature => natures.includes(nature)) ?? false)

/** How many may hold a role on one establishment. */
const capacityOf = ({ cap, capByRang }: Role): number => {
  const { titulaire = null, suppleant = null } = capByRang ?? {}
  const byRang = titulaire === null || suppleant === null ? Number.POSITIVE_INFINITY : titulaire + suppleant
  return Math.min(cap ?? Number.POSITIVE_INFINITY, byRang)
}

/** What comes before what: an acknowledgement and a check may come in either order. */
const ranks: Readonly<Record<RequestStep, number>> = {
  requested: 0,
  acknowledged: 1,
  checked: 1,
  'convention-sent': 2,
  'signed-return': 3,
  delivered: 4
}

const steps = ({ habilitation }: Model): Found => {
  if (habilitation === null) return []
  const { steps } = habilitation
  const path = ['habilitation', 'steps']
  return [
    ...(steps[0]?.step === 'requested' ? [] : fault('la première étape est « requested »', ...path)),
    ...(steps.at(-1)?.step === 'delivered' ? [] : fault('la dernière étape est « delivered »', ...path)),
    ...repeated(steps, path, 'step'),
    ...steps.flatMap(({ step }, i) => {
      const later = steps.slice(0, i).find(before => ranks[before.step] > ranks[step])
      return later === undefined
        ? []
        : fault(`l'étape « ${step} » vient avant « ${later.step} »`, ...path, i, 'step')
    })
  ]
}

/** A section shows a block: without the block it would show nothing, ever. */
const annexes = ({ annexes, etablissements, roles, derogations }: Model): Found => [
  ...repeated(annexes, ['annexes'], 'numero'),
  ...annexes.flatMap(({ sections }, i) => [
    ...(sections.length === 0
      ? fault('liste vide : cette annexe ne montrerait rien', 'annexes', i, 'sections')
      : []),
    ...sections.flatMap((section, j) => {
      const at = ['annexes', i, 'sections', j]
      if (sections.indexOf(section) < j) return fault(`répété : ${JSON.stringify(section)}`, ...at)
      const missing = {
        etablissements: etablissements === null ? 'etablissements' : null,
        personnes: roles.length === 0 ? 'roles' : null,
        attributions: roles.length === 0 ? 'roles' : null,
        'non-respect': derogations === null ? 'derogations' : null
      }[section]
      return missing === null ? [] : fault(`cette section montre le bloc « ${missing} », qui manque`, ...at)
    })
  ]),
  // The Caf's agreement to what is not respected is about establishments of the annexe.
  ...(derogations !== null && etablissements === null
    ? fault('une dérogation porte sur des établissements : le bloc « etablissements » manque', 'derogations')
    : [])
]
