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
      heading: 'Sécurité',
      lines: (model.security?.duties ?? []).map(({ label, article }) =>
        cited(`obligation : ${label}`, article ?? model.security?.article ?? model.parties.article)
      )
    },
    {
      heading: 'Annexes',
      lines: model.annexes.map(({ numero, titre, sections, article }) =>
        cited(`${numero} : ${titre} – ${sections.map(section => sectionNames[section]).join(', ')}`, article)
      )
    }
  ].map(part => (part.lines.length === 0 ? { ...part, lines: ['aucune disposition'] } : part))

const cited = (text: string, article: Article): string => `${text} (${frenchArticle(article)})`

const sectionNames: Readonly<Record<ConventionModel['annexes'][number]['sections'][number], string>> = {
  etablissements: 'les établissements',
  personnes: 'les personnes',
  attributions: 'qui tient quel rôle',
  'non-respect': "l'accord sur le non-respect et les dérogations"
}

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

type Renewal = ConventionModel['duration']['renewal']

/** « renouvelable expressément 2 fois au plus, chaque fois pour 1 an ». */
const renewed = (renewal: Renewal): string => {
  if (renewal.kind === 'none') return 'sans reconduction'
  const { kind, times, term } = renewal
  const often = times === null ? '' : times === 1 ? ' une fois' : ` ${times} fois au plus`
  const each = term === null ? '' : `, ${times === 1 ? '' : 'chaque fois '}pour ${length(term)}`
  return `${kind === 'tacit' ? 'reconduite tacitement' : 'renouvelable expressément'}${often}${each}`
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
        renewed(renewal)
      ].join(', '),
      duration.article
    ),
    ...(changes?.kinds.prolongation == null
      ? []
      : [
          cited(
            `une prolongation demande ${instruments[changes.kinds.prolongation.instrument]}`,
            changes.kinds.prolongation.article
          )
        ]),
    ...(changes?.kinds.renewal == null
      ? []
      : [
          cited(
            `un renouvellement demande ${instruments[changes.kinds.renewal.instrument]}`,
            changes.kinds.renewal.article
          )
        ]),
    ...(changes?.avenantEffect == null
      ? []
      : [cited(avenantEffects(changes.avenantEffect), changes.avenantEffect.article)])
  ]
}

type AvenantEffect = NonNullable<NonNullable<ConventionModel['changes']>['avenantEffect']>
const avenantEffects = ({ when, mayBePast }: AvenantEffect): string =>
  when === 'last-signature'
    ? 'un avenant a effet à sa dernière signature'
    : `un avenant a effet au jour qu'il dit, ${mayBePast ? 'même avant' : 'au plus tôt à'} sa dernière signature`

const ends = ({ notice, termination, calendars, parties }: ConventionModel): ReadonlyArray<string> => [
  ...(notice === null
    ? []
    : [
        cited(
          `préavis : ${frenchDateExpression(names({ calendars, parties }))(notice.delay)}${noticeEnds(notice)}${notice.by === null ? '' : ` ; donné par : ${labelsOf(parties.roles, notice.by)}`}`,
          notice.article
        )
      ]),
  ...(termination === null
    ? []
    : termination.causes.length === 0
      ? [cited('résiliation par la Caf', termination.article)]
      : termination.causes.map(({ label, article }) =>
          cited(`résiliation par la Caf : ${label}`, article ?? termination.article)
        ))
]

/** A delay that is counted from the receipt or the dispatch says itself which of the two counts. */
const noticeEnds = ({ ends, counts }: NonNullable<ConventionModel['notice']>): string =>
  ends === 'delay'
    ? ' ; la convention prend fin quand il est passé'
    : `, ${counts === 'receipt' ? "c'est la réception qui compte" : "c'est l'envoi qui compte"} ; la convention prend fin à l'échéance`

const times: Readonly<Record<ConventionModel['deadlines'][number]['for'], string>> = {
  year: 'chaque année N',
  echeance: 'à chaque échéance',
  convention: 'une fois',
  act: 'à chaque acte'
}

const reminderUnits = {
  day: ['jour', 'jours'],
  week: ['semaine', 'semaines'],
  month: ['mois', 'mois']
} as const

type Reminder = ConventionModel['deadlines'][number]['reminders'][number]
const before = ({ count, unit }: Reminder): string =>
  `${frenchCount(count, reminderUnits[unit][0], reminderUnits[unit][1])} avant`

const deadlines = ({ deadlines, calendars, parties }: ConventionModel): ReadonlyArray<string> => {
  const { roles } = parties
  const said = frenchDateExpression(names({ calendars, parties }))
  return deadlines.map(({ label, who, due, article, reminders, for: each, act }) =>
    cited(
      [
        `${label} : ${times[each]}${act === null ? '' : ` « ${act} »`}`,
        `${labelsOf(roles, who)}${who.length > 1 ? ', ensemble' : ''}`,
        said(due),
        ...(reminders.length === 0 ? [] : [`rappels : ${reminders.map(before).join(', ')}`])
      ].join(', '),
      article
    )
  )
}

const etablissements = ({ etablissements }: ConventionModel): ReadonlyArray<string> =>
  etablissements === null
    ? []
    : [
        cited(etablissements.natures.map(({ label }) => label).join(', '), etablissements.article),
        ...(etablissements.mustBeFinanced ? ['financés par la Caf'] : []),
        `n° Sias ${etablissements.numeroSias === 'required' ? 'exigé' : 'facultatif'}`
      ]

const persons = (count: number): string => frenchCount(count, 'personne')

const rangs = { titulaire: 'titulaire', suppleant: 'suppléant' } as const

/** Without any cap it says so; a cap by rang says what of each rang, and that there is none where it is zero. */
const capOf = ({ cap, capByRang, capPerConvention }: Role, where: string): ReadonlyArray<string> => {
  const byRang = (['titulaire', 'suppleant'] as const).flatMap(rang => {
    const most = capByRang?.[rang] ?? null
    if (most === null) return []
    return [most === 0 ? `aucun ${rangs[rang]}` : `au plus ${frenchCount(most, rangs[rang])}${where}`]
  })
  const caps = [
    ...(cap === null ? [] : [`au plus ${persons(cap)}${where}`]),
    ...byRang,
    ...(capPerConvention === null ? [] : [`au plus ${persons(capPerConvention)} dans la convention`])
  ]
  return caps.length === 0 ? ['sans maximum'] : caps
}

const roleLine =
  ({ etablissements }: ConventionModel) =>
  (role: Role): string => {
    const { label, onEtablissement, min, minPerConvention, natures, covered, article } = role
    const where = onEtablissement ? ' par établissement' : ''
    return cited(
      [
        label,
        ...(onEtablissement ? [] : ['sans établissement']),
        ...capOf(role, where),
        ...(min > 0 ? [`au moins ${persons(min)}${where}`] : []),
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
    cited(`qui tient le rôle « ${label} » : ${instruments[change.instrument]}`, change.article)
  ),
  ...(signalling === null
    ? []
    : [cited(`signalés ${signalling.channels.map(({ label }) => label).join(', ')}`, signalling.article)])
]

const habilitations = (model: ConventionModel): ReadonlyArray<string> => {
  const { habilitation } = model
  if (habilitation === null) return []
  const { steps, endOfMission, blocking, inactivity, connectionsKept, closing } = habilitation
  const { mailbox, passwords, incidents, anomalies } = habilitation
  return [
    ...steps.map(({ step, article }) => cited(requestStepNames[step], article)),
    ...(endOfMission.delay === null
      ? []
      : [
          cited(
            `départ signalé au plus tard : ${frenchDateExpression(names(model))(endOfMission.delay)}`,
            endOfMission.article
          )
        ]),
    ...(blocking === null
      ? []
      : blocking.causes.map(({ label, article }) =>
          cited(`accès bloqué par la Caf : ${label}`, article ?? blocking.article)
        )),
    ...(inactivity === null
      ? []
      : [
          cited(
            `accès que personne n'utilise, dernier jour : ${frenchDateExpression(names(model))(inactivity.delay)}`,
            inactivity.article
          )
        ]),
    `connexions gardées ${frenchCount(connectionsKept, 'mois', 'mois')}`,
    cited('accès fermé par la Caf', closing.article),
    ...(mailbox === null
      ? []
      : [cited(`boîtes individuelles ; partagée : ${mailbox.shared.join(', ')}`, mailbox.article)]),
    ...(passwords === null ? [] : [cited(passwordLine(model, passwords), passwords.article)]),
    ...(incidents === null
      ? []
      : [
          cited(
            `incidents signalés : ${incidents.kinds.map(({ label }) => label).join(', ')}${within(model, incidents.delay)}`,
            incidents.article
          )
        ]),
    ...(anomalies === null
      ? []
      : [
          cited(
            `anomalies notifiées : ${anomalies.rules.map(ruleLine).join(', ')}${within(model, anomalies.justification)}`,
            anomalies.article
          )
        ])
  ]
}

type Anomalies = NonNullable<NonNullable<ConventionModel['habilitation']>['anomalies']>

const ruleLine = (rule: Anomalies['rules'][number]): string => {
  switch (rule.kind) {
    case 'failures':
      return `${rule.label} (${rule.count} en ${frenchCount(rule.minutes, 'minute')})`
    case 'outside-hours':
      return `${rule.label} (hors de ${rule.from} à ${rule.to}, ${rule.days.map(day => weekdays[day]).join(', ')})`
    case 'noted':
      return rule.label
  }
}

const weekdays = {
  monday: 'lundi',
  tuesday: 'mardi',
  wednesday: 'mercredi',
  thursday: 'jeudi',
  friday: 'vendredi',
  saturday: 'samedi',
  sunday: 'dimanche'
}

/** « ; au plus tard : quinze jours après la demande ». */
const within = (model: ConventionModel, delay: Anomalies['justification']): string =>
  delay === null ? '' : ` ; au plus tard : ${frenchDateExpression(names(model))(delay)}`

const characters = { letters: 'lettres', digits: 'chiffres', symbols: 'signes' } as const

type Passwords = NonNullable<NonNullable<ConventionModel['habilitation']>['passwords']>

const passwordLine = (
  model: ConventionModel,
  { length, madeOf, caseSensitive, renewal }: Passwords
): string =>
  [
    `mot de passe : ${frenchCount(length, 'caractère')} au moins`,
    madeOf.map(kind => characters[kind]).join(' et '),
    caseSensitive ? 'sensible à la casse' : 'sans distinction de casse',
    ...(renewal === null ? [] : [`renouvelé au plus tard : ${frenchDateExpression(names(model))(renewal)}`])
  ].join(', ')
