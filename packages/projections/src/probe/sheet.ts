/** What a model says, on a page in French, so that who knows the signed text can compare the two. */
import {
  type Article,
  type ConventionModel,
  calendarsIn,
  frenchArticle,
  frenchCount,
  frenchDateExpression,
  labelOf,
  labelsOf,
  type Role,
  requestStepNames
} from '@avenant/domain'

/** A heading and its lines, one thing each, with its article. */
export type SheetPart = { readonly heading: string; readonly lines: ReadonlyArray<string> }

/**
 * @example
 * modelSheet(psu).map(({ heading }) => heading) // ['Parties', 'Effet et durée', …]
 */
export const modelSheet = (model: ConventionModel): ReadonlyArray<SheetPart> =>
  [
    { heading: 'Parties', lines: parties(model) },
    { heading: 'Effet et durée', lines: course(model) },
    { heading: 'Fin', lines: ends(model) },
    { heading: 'Échéances', lines: deadlines(model) },
    { heading: 'Établissements', lines: etablissements(model) },
    { heading: 'Rôles', lines: model.roles.map(roleLine(model)) },
    { heading: 'Changements', lines: changes(model) },
    { heading: 'Habilitations', lines: habilitations(model) },
    {
      heading: 'Annexes',
      lines: model.annexes.map(({ numero, titre, article }) => cited(`${numero} : ${titre}`, article))
    }
  ].map(part => (part.lines.length === 0 ? { ...part, lines: ['aucune disposition'] } : part))

const cited = (text: string, article: Article): string => `${text} (${frenchArticle(article)})`

const natures = {
  legal: 'personne morale',
  natural: 'personne physique',
  either: 'personne morale ou physique'
}

const parties = ({ parties: { roles, article } }: ConventionModel): ReadonlyArray<string> =>
  roles.map(({ label, nature, min, max, ...role }) =>
    cited(`${label}${severalOf(min, max)}, ${natures[nature]}, signe${passages(role)}`, article)
  )

type Passages = Pick<
  ConventionModel['parties']['roles'][number],
  'joins' | 'leaves' | 'leaverSigns' | 'noticeEnds'
>

const passages = ({ joins, leaves, leaverSigns, noticeEnds }: Passages): string =>
  [
    ...(joins ? [', peut adhérer'] : []),
    ...(leaves ? [`, peut se retirer${leaverSigns ? '' : ' sans signer'}`] : []),
    ...(noticeEnds === 'own-part' ? [', son préavis termine sa seule part'] : [])
  ].join('')

/** « , 2 au moins, 4 au plus »; nothing of a role that one party has. */
const severalOf = (min: number, max: number | null): string =>
  min === 1 && max === 1
    ? ''
    : [
        ...(min === 0 ? [''] : ['', `${min} au moins`]),
        max === null ? 'sans maximum' : `${max} au plus`
      ].join(', ')

const names = ({ calendars, parties }: Pick<ConventionModel, 'calendars' | 'parties'>) => ({
  calendars: calendarsIn({ calendars }),
  partyLabel: (id: string) => labelOf(parties.roles, id)
})

const units = { month: ['mois', 'mois'], year: ['an', 'ans'] } as const

type Length = { readonly count: number; readonly unit: 'month' | 'year' }
const length = ({ count, unit }: Length): string => frenchCount(count, units[unit][0], units[unit][1])

const renewals = {
  none: 'sans reconduction',
  tacit: 'par tacite reconduction',
  express: 'renouvelable par un acte exprès'
}

const course = (model: ConventionModel): ReadonlyArray<string> => {
  const { effect, duration, changes } = model
  const said = frenchDateExpression(names(model))
  const { term, renewal } = duration
  const isDeclared = effect.from === 'declared'
  return [
    cited(
      `effet : ${effect.from === 'declared' ? 'à la période écrite dans la convention' : said(effect.from)}`,
      effect.article
    ),
    cited(
      [
        term === null
          ? `durée : ${isDeclared ? 'celle de la période écrite' : 'sans terme'}`
          : 'count' in term
            ? `durée : ${length(term)}`
            : `jusqu'au dernier jour : ${said(term)}`,
        renewals[renewal.kind],
        ...(renewal.kind === 'none' || renewal.times === null ? [] : [`${renewal.times} fois au plus`]),
        ...(renewal.kind === 'none' || renewal.term === null ? [] : [`pour ${length(renewal.term)}`])
      ].join(', '),
      duration.article
    ),
    ...(changes?.kinds.prolongation == null
      ? []
      : [
          cited(
            `prolongée par ${instruments[changes.kinds.prolongation.instrument]}`,
            changes.kinds.prolongation.article
          )
        ]),
    ...(changes?.kinds.renewal == null
      ? []
      : [
          cited(
            `renouvelée par ${instruments[changes.kinds.renewal.instrument]}`,
            changes.kinds.renewal.article
          )
        ])
  ]
}

const ends = ({ notice, termination, calendars, parties }: ConventionModel): ReadonlyArray<string> => [
  ...(notice === null
    ? []
    : [
        cited(
          `préavis : ${frenchDateExpression(names({ calendars, parties }))(notice.delay)}, ${notice.counts === 'receipt' ? 'par la date de réception' : "par la date d'envoi"}${notice.ends === 'delay' ? ', la convention prend fin quand ce délai est passé' : ''}${notice.by === null ? '' : ` ; donné par : ${labelsOf(parties.roles, notice.by)}`}`,
          notice.article
        )
      ]),
  ...(termination === null ? [] : [cited('résiliation par la Caf', termination.article)])
]

const deadlines = ({ deadlines, calendars, parties }: ConventionModel): ReadonlyArray<string> => {
  const { roles } = parties
  const said = frenchDateExpression(names({ calendars, parties }))
  return deadlines.map(({ label, who, due, article }) =>
    cited(`${label} : ${labelsOf(roles, who)}, ${said(due)}`, article)
  )
}

const etablissements = ({ etablissements }: ConventionModel): ReadonlyArray<string> =>
  etablissements === null
    ? []
    : [
        cited(etablissements.natures.map(({ label }) => label).join(', '), etablissements.article),
        ...(etablissements.mustBeFinanced ? ['financés par la Caf'] : []),
        ...(etablissements.numeroSias === 'required' ? ['n° Sias exigé'] : [])
      ]

const persons = (count: number): string => frenchCount(count, 'personne')

const roleLine =
  ({ etablissements }: ConventionModel) =>
  (role: Role): string => {
    const { label, onEtablissement, cap, min, capByRang, natures, covered, article } = role
    const { capPerConvention, minPerConvention } = role
    const where = onEtablissement ? ' par établissement' : ''
    return cited(
      [
        label,
        ...(onEtablissement ? [] : ['sans établissement']),
        cap === null ? 'sans maximum' : `au plus ${persons(cap)}${where}`,
        ...(min > 0 ? [`au moins ${persons(min)}${where}`] : []),
        ...(capByRang?.titulaire == null ? [] : [`au plus ${frenchCount(capByRang.titulaire, 'titulaire')}`]),
        ...(capByRang?.suppleant == null ? [] : [`au plus ${frenchCount(capByRang.suppleant, 'suppléant')}`]),
        ...(capPerConvention === null ? [] : [`au plus ${persons(capPerConvention)} dans la convention`]),
        ...(minPerConvention > 0 ? [`au moins ${persons(minPerConvention)} dans la convention`] : []),
        ...(covered ? ['doit être tenu'] : []),
        ...(natures === null ? [] : [`seulement : ${labelsOf(etablissements?.natures ?? [], natures)}`])
      ].join(', '),
      article
    )
  }

const instruments = {
  formulaire: 'un formulaire reçu',
  'annexe-revisee': "une nouvelle version de l'annexe",
  avenant: 'un avenant signé de toutes les parties'
}

const changes = ({ parties, personnes, etablissements, roles, signalling }: ConventionModel) => [
  cited(`une partie : ${instruments[parties.change.instrument]}`, parties.change.article),
  cited(`une personne : ${instruments[personnes.change.instrument]}`, personnes.change.article),
  ...(etablissements === null
    ? []
    : [
        cited(
          `un établissement : ${instruments[etablissements.change.instrument]}`,
          etablissements.change.article
        )
      ]),
  ...roles.map(({ label, change }) =>
    cited(`le titulaire du rôle « ${label} » : ${instruments[change.instrument]}`, change.article)
  ),
  ...(signalling === null
    ? []
    : [cited(`signalés ${signalling.channels.map(({ label }) => label).join(', ')}`, signalling.article)])
]

const habilitations = (model: ConventionModel): ReadonlyArray<string> => {
  const { habilitation } = model
  if (habilitation === null) return []
  const { steps, endOfMission } = habilitation
  return [
    ...steps.map(({ step, article }) => cited(requestStepNames[step], article)),
    ...(endOfMission.delay === null
      ? []
      : [
          cited(
            `départ signalé au plus tard : ${frenchDateExpression(names(model))(endOfMission.delay)}`,
            endOfMission.article
          )
        ])
  ]
}
