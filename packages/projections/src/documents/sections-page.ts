/** Each section of an annexe as blocks; the same for every model (G11). */
import { frenchDate, frenchÉtablissement } from '@avenant/domain'
import type {
  AttributionsDescription,
  NonRespectDescription,
  PersonneDescription,
  SectionDescription,
  ÉtablissementDescription
} from '../annexes/description'
import { adresseOr, andList, dateOr } from './french'
import type { Block, Cell, Table } from './page'

const NOTHING = '–'

export const sectionBlocks = (section: SectionDescription): ReadonlyArray<Block> => {
  switch (section.section) {
    case 'etablissements':
      return [établissementsTable('Établissements', section.etablissements)]
    case 'personnes':
      return [personnesTable(section.personnes)]
    case 'attributions':
      return attributionsBlocks(section)
    case 'non-respect':
      return nonRespectBlocks(section)
  }
}

const established = (établissement: ÉtablissementDescription): ReadonlyArray<Cell> => [
  établissement.numeroSias ?? NOTHING,
  établissement.nom,
  adresseOr(établissement.adresse, NOTHING)
]

/** A column that no line fills is left out: the model PSU writes no address, the model MEF no number. */
const établissementsTable = (
  caption: string,
  établissements: ReadonlyArray<ÉtablissementDescription>
): Table => {
  const columns = ['N° Sias', "Nom de l'établissement", 'Adresse']
  const rows = établissements.map(established)
  const kept = columns.flatMap((_, i) => (i === 1 || rows.some(row => row[i] !== NOTHING) ? [i] : []))
  return {
    kind: 'table',
    caption,
    columns: kept.map(i => columns[i] ?? ''),
    named: kept.indexOf(1),
    rows: rows.map(row => kept.map(i => row[i] ?? NOTHING))
  }
}

const personnesTable = (personnes: ReadonlyArray<PersonneDescription>): Table => ({
  kind: 'table',
  caption: 'Personnes habilitées',
  columns: ['Nom', 'Prénom', 'Fonction ou qualité', 'Adresse professionnelle'],
  named: 0,
  rows: personnes.map(({ personneId, nom, prenom, fonction, mail }) => [
    nom ?? `Personne ${personneId}`,
    prenom ?? NOTHING,
    fonction ?? NOTHING,
    mail ?? NOTHING
  ])
})

const rangs = { titulaire: 'Titulaire', suppleant: 'Suppléant' } as const

const attributionsBlocks = ({
  roles,
  personnes,
  etablissements
}: AttributionsDescription): ReadonlyArray<Block> => {
  const names = new Map(
    etablissements.map(établissement => [établissement.etablissementId, frenchÉtablissement(établissement)])
  )
  const heldByNone = roles.filter(
    ({ role, required }) =>
      !required && !personnes.some(personne => personne.roles.some(held => held.role === role))
  )
  const shown = roles.filter(role => !heldByNone.includes(role))
  return [
    {
      kind: 'table',
      caption: 'Personnes et rôles',
      columns: ['Rang', 'Nom', 'Prénom', 'Fonction', 'Mail et téléphone', ...shown.map(({ label }) => label)],
      named: 1,
      rows: personnes.map(personne => [
        rangs[personne.rang],
        personne.nom ?? `Personne ${personne.personneId}`,
        personne.prenom ?? NOTHING,
        personne.fonction ?? NOTHING,
        [personne.mail, personne.telephone].filter(contact => contact !== null),
        ...shown.map(({ role, onEtablissement }): Cell => {
          const held = personne.roles.find(other => other.role === role)
          if (held === undefined) return { mark: NOTHING, said: 'rôle non tenu' }
          if (!onEtablissement) return { mark: 'X', said: 'rôle tenu' }
          return held.everywhere
            ? { mark: 'X', said: 'rôle tenu dans tous les établissements' }
            : held.etablissementIds.map(id => names.get(id) ?? id)
        })
      ])
    },
    {
      kind: 'note',
      text: [
        ...markSentences(shown),
        ...requiredSentences(roles.filter(({ required }) => required)),
        ...(heldByNone.length === 0
          ? []
          : [
              `${heldByNone.length === 1 ? 'Rôle facultatif, non attribué' : 'Rôles facultatifs, non attribués'} : ${quoted(heldByNone)}.`
            ])
      ].join(' ')
    }
  ]
}

type Roles = AttributionsDescription['roles']

/** What the mark says, of roles that are held on establishments and of those that are not. */
const markSentences = (shown: Roles): ReadonlyArray<string> => {
  const whole = shown.filter(({ onEtablissement }) => !onEtablissement)
  return [
    ...(whole.length < shown.length || shown.length === 0
      ? ['X : rôle tenu dans tous les établissements de la convention.']
      : []),
    ...(whole.length === 0 ? [] : [`X, sans établissement : ${quoted(whole)}.`])
  ]
}

/** One sentence for the roles of every establishment, one for those of each set of natures, and one for those of none. */
const requiredSentences = (required: Roles): ReadonlyArray<string> => {
  const scopes = [...new Set(required.map(scopeOf))]
  return scopes.map(scope => {
    const roles = required.filter(role => scopeOf(role) === scope)
    return `${roles.length === 1 ? 'Rôle obligatoire' : 'Rôles obligatoires'}${scope} : ${quoted(roles)}.`
  })
}

const scopeOf = ({ onEtablissement, natures }: Roles[number]): string => {
  if (!onEtablissement) return ''
  return ` dans chaque ${natures === null ? 'établissement' : natures.map(({ label }) => label).join(' ou ')}`
}

const quoted = (roles: Roles): string => andList(roles.map(({ label }) => `« ${label} »`))

const nonRespectBlocks = ({
  concerned,
  conditions = [],
  agreedOn,
  etablissements,
  derogations
}: NonRespectDescription): ReadonlyArray<Block> => {
  if (!concerned && derogations.length === 0) return [{ kind: 'paragraph', text: 'Non concerné.' }]
  return [
    {
      kind: 'entries',
      entries: [
        ['Situation', concerned ? 'Non-respect des conditions générales' : 'Non concerné'],
        ...(conditions.length === 0
          ? []
          : [['Conditions non respectées', conditions.map(({ label }) => label).join(', ')] as const]),
        ['Accord formalisé le', dateOr(agreedOn, NOTHING)]
      ]
    },
    ...(etablissements.length === 0 ? [] : [établissementsTable('Établissements concernés', etablissements)]),
    derogations.length === 0
      ? { kind: 'paragraph', text: 'Aucune dérogation en cours à cette date.' }
      : {
          kind: 'table',
          caption: 'Dérogations en cours',
          columns: ['Objet', 'Établissements', 'Accordée le', 'Premier jour', 'Dernier jour'],
          named: 0,
          rows: derogations.map(derogation => [
            derogation.objet,
            sameÉtablissements(derogation.etablissements, etablissements)
              ? 'Tous les établissements concernés'
              : derogation.etablissements.map(frenchÉtablissement),
            frenchDate(derogation.agreedOn),
            dateOr(derogation.firstDay, NOTHING),
            dateOr(derogation.lastDay, 'sans fin connue')
          ])
        }
  ]
}

const sameÉtablissements = (
  some: ReadonlyArray<ÉtablissementDescription>,
  others: ReadonlyArray<ÉtablissementDescription>
): boolean => {
  const ids = new Set(others.map(({ etablissementId }) => etablissementId))
  return some.length === ids.size && some.every(({ etablissementId }) => ids.has(etablissementId))
}
