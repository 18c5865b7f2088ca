/** Those who keep crèches: communes and associations with names of their own, which no real one has, and who acts for them. */
import type { Random } from './random'

export type Personne = {
  readonly personneId: string
  readonly personne: {
    readonly nom: string
    readonly prenom: string
    readonly fonction: string
    readonly mail: string | null
    readonly telephone: string | null
  }
}

export type Gestionnaire = {
  /** Of the Caf's own numbering, four or five digits. */
  readonly numero: string
  readonly siret: string
  readonly commune: string
  readonly denomination: string
  readonly adresse: { readonly voie: string; readonly codePostal: string; readonly commune: string }
  readonly isCommune: boolean
  /** Who signs first, then agents. */
  readonly personnes: ReadonlyArray<Personne>
  readonly etablissements: ReadonlyArray<{ readonly id: string; readonly nom: string }>
}

/** Always the same for the same number. */
export const gestionnaire = (n: number, next: Random): Gestionnaire => {
  const commune = communeName(n)
  const isCommune = next(4) !== 0
  const numero = String(1_960 + n)
  const codePostal = `92${String(100 + (n % 900)).padStart(3, '0')}`
  const head = personne(numero, 1, isCommune ? 'Maire' : 'Présidente', next)
  const agents = [2, 3, 4, 5].map(i => personne(numero, i, one(FONCTIONS, next), next))
  // One in twenty-five writes from a mailbox of the whole crèche (P10).
  const shared = next(25) === 0
  return {
    numero,
    siret: withKey(`${withKey(`${isCommune ? '2192' : '7842'}${String(n).padStart(4, '0')}`)}0001`),
    commune,
    denomination: isCommune
      ? `COMMUNE ${of(commune)}`
      : `ASSOCIATION ${one(ASSOCIATIONS, next)} ${of(commune)}`,
    adresse: { voie: `${1 + next(180)} ${one(VOIES, next)}`, codePostal, commune },
    isCommune,
    personnes: [head, ...agents].map((known, i) =>
      shared && i === 2 ? { ...known, personne: { ...known.personne, mail: 'creche@example.fr' } } : known
    ),
    etablissements: Array.from({ length: 1 + next(5) }, (_, i) => ({
      id: `20${String(n).padStart(5, '0')}${String(i + 1).padStart(2, '0')}`,
      nom: CRECHES[(n * 7 + i * 11) % CRECHES.length] ?? ''
    }))
  }
}

const one = <A>(all: ReadonlyArray<A>, next: Random): A => {
  const found = all[next(all.length)]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}

const personne = (numero: string, i: number, fonction: string, next: Random): Personne => {
  const prenom = one(PRENOMS, next)
  const nom = one(NOMS, next)
  const mail = `${prenom}.${nom}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return {
    personneId: `p-${numero}-${i}`,
    personne: {
      nom,
      prenom,
      fonction,
      mail: i === 1 ? null : `${mail}.${numero}@example.fr`,
      telephone: `01 99 00 ${String(next(100)).padStart(2, '0')} ${String(next(100)).padStart(2, '0')}`
    }
  }
}

/** The digits, and the one that makes a SIREN or a SIRET of them (Luhn). */
const withKey = (digits: string): string => {
  const sum = [...digits].reduceRight(
    ({ total, isDoubled }, digit) => {
      const worth = Number(digit) * (isDoubled ? 2 : 1)
      return { total: total + (worth > 9 ? worth - 9 : worth), isDoubled: !isDoubled }
    },
    { total: 0, isDoubled: true }
  ).total
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** Each of the first seven thousand is another. */
const communeName = (n: number): string => {
  const [first, second, third] = [STEMS.length, ENDINGS.length, PLACES.length]
  // Coprime with the number of names, so that neighbours in the list do not look alike.
  const i = (n * 1_237 + 311) % (first * second * third)
  return `${STEMS[i % first]}${ENDINGS[Math.floor(i / first) % second]}${PLACES[Math.floor(i / (first * second))]}`
}

const of = (commune: string): string => (/^[AEIOUÉ]/.test(commune) ? `D'${commune}` : `DE ${commune}`)

const STEMS =
  'BOIS,BEAU,BRÉ,CHAM,CLAIR,ÉPI,FAVER,FONT,GARAN,HAUTE,LOUR,MAR,MONT,NOIR,ORVAN,PIERRE,PLAN,ROCHE,SAL,TERN,VAL,VAR,VER,VIEU'.split(
    ','
  )
const ENDINGS =
  'BOURG,BECQ,CHAMP,COURT,FORT,GNY,LIEU,LONNES,MESNIL,RAINE,SAC,SART,TIGNY,VILLE,VILLIERS,ZAINES'.split(',')
const PLACES = [
  '',
  '-SUR-ORVIN',
  '-LES-BOIS',
  '-LE-GRAND',
  '-EN-PLAINE',
  '-LA-FORÊT',
  '-SOUS-LARGUE',
  '-LE-PETIT',
  '-SUR-TERVE',
  '-LES-VIGNES',
  '-EN-VALLÉE',
  '-LA-TOUR',
  '-SAINT-LUBAIN',
  '-LE-CHÂTEL',
  '-AUX-ÉTANGS',
  '-SUR-MARVE',
  '-LES-MOULINS',
  '-LA-RIVIÈRE',
  '-EN-BRUYÈRE'
]
const ASSOCIATIONS = [
  "LES P'TITS PAS",
  'LA FARANDOLE',
  'GRAINES DE MALICE',
  "L'ÎLE AUX ENFANTS",
  'FAMILLES ET VOISINS'
]
const VOIES = [
  'rue de la Mairie',
  'avenue de la Gare',
  'place du Marché',
  'rue des Écoles',
  'boulevard des Tilleuls'
]
const FONCTIONS = [
  'Directrice de la petite enfance',
  'Responsable administratif',
  'Gestionnaire dossiers techniques',
  'Directrice de crèche',
  'Adjoint au directeur financier'
]
const CRECHES = [
  'LES LUCIOLES',
  'POMME DE REINETTE',
  'LES PETITS LOUPS',
  'LA COCCINELLE',
  'LES MOUSSAILLONS',
  'M.A. DU CENTRE',
  'LE JARDIN DES LUTINS',
  'CRÈCHE DU PARC',
  'LES PREMIERS PAS',
  'TOURNICOTI',
  'LA SOURIS VERTE',
  'CRÈCHE DE LA GARE',
  'À PETITS PAS'
]
const PRENOMS =
  'Agnès,Bruno,Camille,Denis,Élodie,Farid,Gisèle,Hugo,Inès,Jérôme,Karine,Léa,Mariam,Nadège,Odile,Pascal,Rose,Sylvain,Thérèse,Yann'.split(
    ','
  )
const NOMS =
  'ABADIE,BERTHIER,CARLIN,DUVERNOY,ESCOFFIER,FERRAND,GUÉRINEAU,HOCQUART,IMBAULT,JAUBERT,KERVELLA,LAMBRON,MASSELIN,NIVELLE,OUDIN,PERRACHON,QUESNEL,RAVINEL,SAUVETRE,TARDIVEL,URBAIN,VASSORT,WEYLER,YVETOT'.split(
    ','
  )
