import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { read } from '../fixtures'
import { Adresse, frenchAdresse } from './adresse'
import { Établissement } from './etablissement'
import { StableId } from './ids'
import { Fiche } from './partie'
import { Personne } from './personne'

const fiche = {
  caf: 'HAUTS-DE-SEINE',
  departement: 'Hauts-de-Seine',
  codeInsee: '092',
  numeroGestionnaire: '1960',
  denomination: 'VILLE DE SCEAUX',
  siret: '219 200 714 000 18',
  nature: { asWritten: 'COLLECTIVITE TERRITORIALE', normalised: 'collectivite-territoriale' },
  adresse: { voie: '122 RUE HOUDAN', codePostal: '92330', commune: 'SCEAUX' },
  representantLegal: null
}

test('P29 the administrative sheet keeps its numbers as text, with the SIRET in fourteen digits', () => {
  expect(decode(Fiche)(fiche)).toEqual(E.right({ ...fiche, siret: '21920071400018' }))
})

test('P29 G15 a sheet with several wrong numbers says each', () => {
  const wrong = {
    ...fiche,
    codeInsee: 92,
    siret: '1',
    numeroGestionnaire: 'x',
    adresse: { ...fiche.adresse, codePostal: '9' }
  }
  const decoded = decode(Fiche)(wrong)
  expect(E.isLeft(decoded) && decoded.left.map(({ path }) => path)).toEqual([
    'codeInsee',
    'numeroGestionnaire',
    'siret',
    'adresse.codePostal'
  ])
})

test('P30 two establishments may share a name and an address: both are kept', () => {
  const moussaillons = {
    nom: 'LES MOUSSAILLONS',
    numeroSias: null,
    adresse: {
      voie: '41, boulevard Charles de Gaulle',
      codePostal: '92390',
      commune: 'VILLENEUVE LA GARENNE'
    },
    nature: 'eaje',
    financeParLaCaf: true
  }
  const decoded = decode(Établissement)(moussaillons)
  expect(decoded).toEqual(E.right(moussaillons))
})

test('P11 a person has a nom, and a prénom but for who has one name only; fonction, mail and téléphone may be unknown', () => {
  const personne = { nom: 'MORVAN', prenom: 'Jeanne', fonction: null, mail: null, telephone: null }
  expect(decode(Personne)(personne)).toEqual(E.right(personne))
  expect(decode(Personne)({ ...personne, prenom: null })).toEqual(E.right({ ...personne, prenom: null }))
  expect(decode(Personne)({ ...personne, nom: null, prenom: '' })).toMatchObject(
    E.left([{ path: 'nom' }, { path: 'prenom', message: 'texte vide' }])
  )
})

test('P29 an address on one line', () => {
  const adresse = read(Adresse, { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' })
  expect(frenchAdresse(adresse)).toBe('122 rue Houdan, 92330 SCEAUX')
})

test('G10 G14 an id is 1 to 64 ASCII letters, digits or dashes', () => {
  for (const good of ['a', '201500086', 'psu-1960-2017', 'x'.repeat(64)])
    expect(decode(StableId)(good)).toEqual(E.right(good))
  for (const bad of ['', 'x'.repeat(65), '-a', 'a-', 'a b', 'é', 'a@b', 'a/b', 'a:b', 'a\n', '../a'])
    expect(decode(StableId)(bad)).toEqual(
      E.left([
        {
          path: '',
          message: `attendu : 1 à 64 lettres ASCII, chiffres ou tirets, reçu : ${JSON.stringify(bad)}`
        }
      ])
    )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), input => {
      if (E.isRight(decode(StableId)(input))) expect(input).toMatch(/^[\x21-\x7e]{1,64}$/)
      else expect(/^[A-Za-z0-9]+$/.test(input) && input.length <= 64).toBe(false)
    })
  )
})
