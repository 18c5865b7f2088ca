/** The natures of gestionnaire that the shipped models name, and how forms write them (P29). */

export const gestionnaireNatures = [
  { id: 'collectivite-territoriale', label: 'collectivité territoriale' },
  { id: 'association', label: 'association' },
  { id: 'entreprise', label: 'entreprise' },
  { id: 'mutuelle', label: 'mutuelle' },
  { id: 'autre', label: 'autre' }
] as const
export type NatureGestionnaire = (typeof gestionnaireNatures)[number]['id']

/**
 * The nature of a gestionnaire as forms write it → as it is counted (P29): « C.C.A.S. » → `collectivite-territoriale`,
 * « Ass. loi 1901 » → `association`. What no word tells is `autre`.
 */
export const normaliseNature = (asWritten: string): NatureGestionnaire => {
  const words = plainWords(asWritten)
  return natures.find(([, pattern]) => pattern.test(words))?.[0] ?? 'autre'
}

/** Lower case, no accents, one space between words, and initials as one word: « C. C. A. S. » → `ccas`. */
const plainWords = (asWritten: string): string =>
  asWritten
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/(?<![a-z0-9])([a-z]) (?=[a-z](?![a-z0-9]))/g, '$1')

/** The first that says something: a mutuelle is often a société, and an association that of a town. */
const natures: ReadonlyArray<readonly [NatureGestionnaire, RegExp]> = [
  ['autre', /\b(?:comite (?:social et economique|d ?entreprise)|cse|hopita(?:l|ux)|hospitalier|fondation)\b/],
  ['association', /\b(?:associations?|assoc?|asso|loi (?:de |du 1(?:er)? juillet )?190[18])\b/],
  ['mutuelle', /\b(?:mutuelles?|mutualistes?|mutualite(?! sociale agricole))\b/],
  [
    'collectivite-territoriale',
    new RegExp(
      `\\b(?:${[
        'collectivites?',
        'communes?',
        'communal(?:e|es)?|communaux',
        'intercommunal(?:e|es|ite)?|intercommunaux',
        'communaute (?:de communes|d ?agglomeration|urbaine)',
        'mairies?|villes?|municipalites?|municipal(?:e|es)?|municipaux',
        'departements?|departemental(?:e|es)?|regions?|regional(?:e|es)?|metropoles?',
        'etablissements? publics? territorial|etablissements? publics? territoriaux',
        'syndicat mixte',
        'caisse des ecoles',
        'ccas|cias|epci|ept|sivom|sivu|smivom'
      ].join('|')})\\b`
    )
  ],
  [
    'entreprise',
    new RegExp(
      `\\b(?:${[
        'entreprises?|societes?',
        '(?:auto|micro) ?entrepreneu(?:r|rs|se)|autoentrepreneu(?:r|rs|se)|microentreprises?',
        'cooperatives?',
        'sarl|sas|sasu|sa|eurl|snc|sci|scic|scop|selarl|spl|sem|gie|ei|eirl',
        'secteur (?:marchand|lucratif)|prive lucratif'
      ].join('|')})\\b`
    )
  ],
  ['association', /\bassociati(?:f|fs|ve|ves)\b/]
]
