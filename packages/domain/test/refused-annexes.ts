/** Commands that a convention refuses, for what is drafted, signed or listed: each with what is told. */
import type { ConventionCommand } from '../src/convention'
import { read } from '../src/fixtures'
import { Acteur } from '../src/identity/acteur'
import {
  agreeNonRespect,
  attribute,
  command,
  derogation,
  draftMef,
  draftPsu,
  edit,
  fiche,
  list,
  mefDrafted,
  notice,
  partie,
  psuDrafted,
  psuSigned,
  revise,
  rivageDrafted,
  sign,
  signal,
  terminate,
  withdraw
} from './convention-commands'

export type Refused = {
  readonly given: ReadonlyArray<ConventionCommand>
  readonly when: ConventionCommand
  /** Where, by which article (null: none speaks), and what people read. */
  readonly path: string
  readonly article: string | null
  readonly sentence: string
  readonly computation?: string
}

const psuData = draftPsu().data
const period = { from: '2017-01-01', to: '2021-01-01' }
const without = (key: string) => Object.fromEntries(Object.entries(psuData).filter(([name]) => name !== key))
const habilite = read(Acteur, { kind: 'habilite', id: 'h-1' })
const three = edit(...['p-1', 'p-2', 'p-3'].map(id => attribute(id, 'activite')))
const formed = signal('m-1', '2018-03-01', [attribute('p-3', 'activite')])

export const refusedAnnexes = {
  'acteur-not-allowed': {
    given: psuSigned,
    when: { ...terminate('2018-05-02'), acteur: habilite },
    path: 'acteur',
    article: null,
    sentence: 'opération réservée aux agents de la Caf'
  },
  'unknown-model': {
    given: [],
    when: draftPsu({ model: { id: 'psu', version: 7 } }),
    path: 'data.model',
    article: null,
    sentence:
      'modèle inconnu : psu version 7 ; valeurs admises : psu version 1, monenfant version 1, rivage version 3, rivage version 4, rivage version 5'
  },
  'not-drafted': {
    given: [],
    when: formed,
    path: '',
    article: null,
    sentence: "cette convention n'existe pas encore"
  },
  'already-drafted': {
    given: [draftPsu()],
    when: draftMef(),
    path: '',
    article: null,
    sentence: 'cette convention existe déjà, avec un autre contenu'
  },
  'partie-missing': {
    given: [],
    when: draftPsu({ parties: [partie('gestionnaire')] }),
    path: 'data.parties',
    article: 'Entre',
    sentence: 'il manque une partie : la Caf'
  },
  'partie-too-many': {
    given: [],
    when: draftPsu({ parties: [partie('gestionnaire'), partie('caf'), { ...partie('autre'), role: 'caf' }] }),
    path: 'data.parties[2]',
    article: 'Entre',
    sentence: 'une partie de trop : la Caf, 1 au plus'
  },
  'partie-twice': {
    given: [],
    when: draftPsu({ parties: [partie('gestionnaire'), partie('caf'), partie('caf')] }),
    path: 'data.parties[2].id',
    article: 'Entre',
    sentence: 'deux parties sous le même nom : « caf » ; chacune a le sien'
  },
  'unknown-partie': {
    given: psuDrafted,
    when: sign('mairie', '2017-02-23'),
    path: 'data.partie',
    article: 'Entre',
    sentence: 'partie inconnue : « mairie » ; valeurs admises : gestionnaire (le gestionnaire), caf (la Caf)'
  },
  'fiche-missing': {
    given: [],
    when: command('DraftConvention', without('fiche')),
    path: 'data.fiche',
    article: 'annexe',
    sentence: 'il manque la fiche administrative'
  },
  'period-missing': {
    given: [],
    when: command('DraftConvention', without('period')),
    path: 'data.period',
    article: '5',
    sentence: 'il manque la période de la convention, avec un premier et un dernier jour'
  },
  'period-not-declared': {
    given: [],
    when: draftMef({ period }),
    path: 'data.period',
    article: '5',
    sentence: "cette convention prend effet à la dernière signature : sa période ne s'écrit pas"
  },
  'period-empty': {
    given: psuDrafted,
    when: derogation('2016-12-15'),
    path: 'data.to',
    article: 'annexe 3',
    sentence: 'période vide : du 01/01/2017 au 14/12/2016'
  },
  'unknown-personne': {
    given: [],
    when: draftPsu({ fiche: { ...fiche, representantLegal: 'p-9' } }),
    path: 'data.fiche.representantLegal',
    article: null,
    sentence: 'personne inconnue dans cette convention : p-9'
  },
  'draft-closed': {
    given: psuSigned,
    when: edit(attribute('p-3', 'activite')),
    path: '',
    article: null,
    sentence:
      'le texte est déjà signé par : le gestionnaire, la Caf ; il ne change plus que par une modification'
  },
  'not-signed': {
    given: mefDrafted,
    when: notice('2024-04-20', '2024-04-26'),
    path: '',
    article: null,
    sentence: "cette convention n'est pas encore signée de toutes les parties"
  },
  'no-etablissement': {
    given: [draftPsu(), sign('gestionnaire', '2017-02-23')],
    when: sign('caf', '2017-02-23'),
    path: '',
    article: '1',
    sentence: "l'annexe ne compte aucun établissement"
  },
  'etablissements-missing': {
    given: psuDrafted,
    when: agreeNonRespect('2016-12-02', []),
    path: 'data.etablissementIds',
    article: 'annexe 3',
    sentence: 'la liste des établissements concernés est vide'
  },
  'unknown-etablissement': {
    given: psuSigned,
    when: signal('m-1', '2018-03-01', [attribute('p-3', 'activite', 'e-7')]),
    path: 'data.changes[0].etablissementId',
    article: '1',
    sentence: "établissement absent de l'annexe : e-7 au 01/03/2018"
  },
  'role-needs-etablissement': {
    given: psuDrafted,
    when: edit(attribute('p-3', 'activite', null)),
    path: 'data.changes[0].role',
    article: '2.1',
    sentence:
      "le rôle « Fournisseur de données d'activité » se tient sur un établissement : il manque l'établissement"
  },
  'role-without-etablissement': {
    given: rivageDrafted(5, { period }),
    when: edit(attribute('p-3', 'coordination')),
    path: 'data.changes[0].etablissementId',
    article: '9',
    sentence: "le rôle « Coordination » ne se tient sur aucun établissement : n'en nommez pas"
  },
  'partie-nature': {
    given: [],
    when: draftPsu({
      parties: [
        {
          id: 'gestionnaire',
          representant: { personneId: 'p-1', qualite: 'Elle-même' },
          domicile: { voie: '1 rue des Essais', codePostal: '92000', commune: 'ESSAI' }
        },
        partie('caf', 'p-2')
      ]
    }),
    path: 'data.parties[0]',
    article: 'Entre',
    sentence: 'le gestionnaire est une personne morale : il faut sa dénomination et son siège'
  },
  'unknown-nature': {
    given: [],
    when: draftPsu({ fiche: { ...fiche, nature: { asWritten: 'Syndicat', normalised: 'syndicat' } } }),
    path: 'data.fiche.nature.normalised',
    article: 'annexe',
    sentence:
      'nature de gestionnaire inconnue : « syndicat » ; valeurs admises : collectivite-territoriale (collectivité territoriale), association, entreprise, mutuelle, autre'
  },
  'etablissement-out-of-scope': {
    given: [draftPsu()],
    when: edit(list('e-1', { nature: 'accueil-de-loisirs' })),
    path: 'data.changes[0].etablissement.nature',
    article: '1',
    sentence:
      "hors du champ de la convention : « accueil-de-loisirs » ; natures admises : eaje (établissement d'accueil du jeune enfant)"
  },
  'etablissement-not-financed': {
    given: [draftPsu()],
    when: edit(list('e-1'), list('e-2', { financeParLaCaf: false })),
    path: 'data.changes[1].etablissement.financeParLaCaf',
    article: '1',
    sentence: "e-2 n'est pas financé par la Caf"
  },
  'sias-missing': {
    given: [draftPsu()],
    when: edit(list('e-1', { numeroSias: null })),
    path: 'data.changes[0].etablissement.numeroSias',
    article: '1',
    sentence: 'il manque le n° Sias de e-1'
  },
  'sias-already-listed': {
    given: psuDrafted,
    when: edit(list('e-3', { numeroSias: '201500001' })),
    path: 'data.changes[0].etablissement.numeroSias',
    article: '1',
    sentence: 'le n° Sias 201500001 est déjà celui de e-1'
  },
  'said-twice': {
    given: psuDrafted,
    when: edit(withdraw('p-1', 'approbateur'), attribute('p-3', 'activite'), attribute('p-1', 'approbateur')),
    path: 'data.changes[2]',
    article: null,
    sentence: 'la même chose est dite deux fois dans cette liste, aussi en data.changes[0]'
  },
  'unknown-role': {
    given: psuDrafted,
    when: edit(withdraw('p-1', 'directeur')),
    path: 'data.changes[0].role',
    article: '2.1',
    sentence:
      "rôle inconnu : « directeur » ; valeurs admises : activite (Fournisseur de données d'activité), financier (Fournisseur de données financières), approbateur (Approbateur), import (Fournisseur de données par import)"
  },
  'role-not-for-nature': {
    given: mefDrafted,
    when: edit(attribute('p-1', 'fonctionnement'), attribute('p-1', 'disponibilites', 'e-2')),
    path: 'data.changes[1]',
    article: '1',
    sentence:
      "le rôle « Disponibilités des places » n'existe pas pour la nature « accueil de loisirs », mais pour : eaje (établissement d'accueil du jeune enfant)"
  },
  'role-full': {
    given: psuDrafted,
    when: three,
    path: 'data.changes[0]',
    article: '2.1',
    computation: '3 personnes > 2 au plus',
    sentence: "le rôle « Fournisseur de données d'activité » de e-1 est déjà tenu par 2 personnes"
  },
  'role-uncovered': {
    given: [...psuSigned, signal('m-1', '2018-01-01', [withdraw('p-1', 'approbateur')])],
    when: revise('m-1', '2018-01-01'),
    path: 'data.establishedOn',
    article: '2.1',
    computation: '0 personne < 1 au moins',
    sentence: 'le rôle « Approbateur » de e-1 doit être tenu par au moins 1 personne au 01/01/2018'
  }
} satisfies Readonly<Record<string, Refused>>
