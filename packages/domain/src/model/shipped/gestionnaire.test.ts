import * as fc from 'fast-check'
import { type NatureGestionnaire, normaliseNature } from './gestionnaire'

const written: Readonly<Record<NatureGestionnaire, ReadonlyArray<string>>> = {
  'collectivite-territoriale': [
    'COLLECTIVITE TERRITORIALE',
    'Collectivité locale',
    'Mairie',
    'MAIRIE DE SCEAUX',
    'Commune',
    'Ville',
    'Municipalité',
    'Service municipal',
    'Régie municipale',
    'CCAS',
    'C.C.A.S.',
    'C.C.A.S',
    'c.c.a.s',
    'C. C. A. S.',
    'C C A S',
    'C.C.A.S. de la ville',
    "Centre communal d'action sociale",
    'Centre communal d’action sociale (C.C.A.S.)',
    "Centre intercommunal d'action sociale",
    'C.I.A.S.',
    'Communauté de communes',
    "Communauté d'agglomération",
    'Communauté urbaine',
    'Métropole',
    'E.P.C.I.',
    'Établissement public de coopération intercommunale',
    'Établissement public territorial',
    'Syndicat intercommunal à vocation unique',
    'S.I.V.O.M.',
    'SIVU',
    'Syndicat mixte',
    'Caisse des écoles',
    'Département',
    'Conseil départemental',
    'Conseil régional',
    'Intercommunalité'
  ],
  association: [
    'ASSOCIATION',
    'Associations',
    'Association de la ville',
    'Association loi 1901',
    'ASSOCIATION LOI DE 1901',
    'Ass. loi du 1er juillet 1901',
    'Loi 1901',
    'Assoc.',
    'Asso',
    'Association (droit local, loi 1908)',
    'Association à but non lucratif',
    'Association mutualiste',
    'Secteur associatif',
    'Crèche associative'
  ],
  mutuelle: ['Mutuelle', 'MUTUELLES', 'Société mutualiste', 'Mutualité française', 'Union mutualiste'],
  entreprise: [
    'Entreprise',
    'SARL',
    'S.A.R.L.',
    'S. A. R. L.',
    's.a.r.l',
    'SAS',
    'S.A.S.U.',
    'SA',
    'S.A.',
    'EURL',
    'SCIC',
    'S.C.I.C. SARL',
    'SCOP',
    'SNC',
    'E.I.R.L.',
    'Société par actions',
    "Société coopérative d'intérêt collectif",
    'Coopérative',
    'Auto-entrepreneur',
    'Micro-entreprise',
    'Entreprise individuelle',
    'Privé lucratif'
  ],
  autre: [
    'Régie personnalisée',
    '',
    '…',
    'Fondation',
    'Fondation de la ville',
    "Comité d'entreprise",
    'Comité social et économique',
    'C.S.E.',
    'Hôpital',
    'Centre hospitalier intercommunal',
    'Mutualité sociale agricole',
    'Congrégation',
    'Sassenage',
    'Associé'
  ]
}

test.each(
  Object.entries(written).flatMap(([nature, list]) => list.map(asWritten => [asWritten, nature] as const))
)('P29 the nature « %s » is %s', (asWritten, nature) => {
  expect(normaliseNature(asWritten)).toBe(nature)
})

test('P29 a nature is the same in NFC and NFD, in capitals, with other spaces', () => {
  const anyWritten = fc.constantFrom(...Object.values(written).flat())
  fc.assert(
    fc.property(anyWritten, fc.string(), (words, end) => {
      const asWritten = `${words} ${end}`
      const nature = normaliseNature(asWritten)
      expect(normaliseNature(asWritten.normalize('NFD'))).toBe(normaliseNature(asWritten.normalize('NFC')))
      expect(normaliseNature(`\u00a0${asWritten.replaceAll(' ', '\u00a0 ')}`)).toBe(nature)
      expect(normaliseNature(words.toUpperCase())).toBe(normaliseNature(words))
    })
  )
})
