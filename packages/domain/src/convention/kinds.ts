/** The kinds of lines of a convention. */
import * as t from 'io-ts'
import { attribute } from '../dossier/attribute'

import { dependedOnBy, dependingOn } from '../dossier/dependent'
import { followedBy, heldWhile } from '../dossier/held-while'
import type { Kind } from '../dossier/kind'
import { frenchAdresse } from '../identity/adresse'
import { changedFicheLines, changedFields, changedPersonneFields } from '../identity/changed-fields'

import { Établissement } from '../identity/etablissement'
import { frenchNom, frenchÉtablissement, ofName } from '../identity/french-names'
import { Fiche, Partie } from '../identity/partie'
import { Personne } from '../identity/personne'
import { ModelRef } from '../model/ref'

import { addDays, DateCivile, frenchDate } from '../time/date-civile'
import { adoptionNeed } from './adoption'
import { SignalSays } from './changes'
import { effetLine } from './effect'
import {
  frenchAdhésion,
  frenchDérogation,
  frenchNonRespect,
  frenchSeat,
  representedPartie,
  roleArticle,
  signatureFields,
  untilIncluded
} from './french-lines'
import type { Ground } from './ground'
import { holderGroup, inscriptionGroup, listedGroup, seatGroup } from './groups'
import {
  AcceptedDocument,
  Adhésion,
  AnnulledClause,
  attributionOf,
  Dérogation,
  Effet,
  Manquement,
  NonRespect,
  Presence,
  Rang,
  rangNames,
  Signature,
  Transmission,
  Vérification
} from './values'

const kind = <Value extends t.Mixed>(value: Value, more: Omit<Kind<Ground, t.TypeOf<Value>>, 'value'>) => ({
  value,
  ...more
})

/** One entry a kind of line: its values, how it is told, its article, and what follows from it. */
export const conventionKinds = {
  model: kind(ModelRef, {
    label: 'le modèle',
    sentences: {
      comes: ({ value: { id, version } }) => `Le modèle de la convention est « ${id} », version ${version}`,
      goes: () => "Le modèle de la convention n'est pas connu",
      changes: ({ value: was }, { value: { id, version } }) =>
        `Le modèle de la convention est désormais « ${id} », version ${version} ; c'était « ${was.id} », version ${was.version}`
    },
    article: model => adoptionNeed(model).article
  }),
  effet: kind(Effet, {
    label: 'la situation de la convention',
    grounded: effetLine,
    article: (model, _, effet) => (effet.status === 'terminee' ? effet.article : model.effect.article)
  }),
  /** That a party is one, where it may join or leave; what it is called is another line, and holds while it is. */
  adhesion: kind(Adhésion, {
    label: ['adhésion', 'adhésions'],
    sentences: {
      comes: ({ id, value }, { partie }) => `${partie(id)} : ${frenchAdhésion(value)}`,
      goes: ({ id }, { partie }) => `${partie(id)} : rien ne dit son adhésion`
    },
    article: (model, _, adhésion) =>
      adhésion.status === 'preavis' ? adhésion.article : model.parties.article,
    ...followedBy<Ground>('partie')
  }),
  partie: kind(Partie, {
    ...heldWhile<Ground>(attribute(), 'adhesion', value => Adhésion.is(value) && value.status === 'partie'),
    label: ['partie', 'parties'],
    sentences: {
      comes: (line, names) => `Partie à la convention : ${representedPartie(line, names)}`,
      goes: (line, names) => `N'est plus partie : ${representedPartie(line, names)}`
    },
    article: model => model.parties.article
  }),
  fiche: kind(Fiche, {
    ...attribute<Ground>(),
    label: 'la fiche administrative',
    sentences: {
      comes: ({ value: { denomination, representantLegal, numeroGestionnaire } }, { personne }) =>
        `La fiche administrative est celle ${ofName(denomination ?? (representantLegal === null ? '' : personne(representantLegal)))}, gestionnaire n° ${numeroGestionnaire}`,
      goes: () => 'La fiche administrative ne figure pas',
      changes: ({ value: before }, { value: after }, names) =>
        `La fiche administrative a changé : ${changedFicheLines(before, after, names)}`
    },
    article: model => model.fiche?.article ?? null
  }),
  documents: kind(t.readonlyArray(AcceptedDocument), {
    label: 'la liste des documents',
    sentences: {
      comes: ({ value }) =>
        `Documents acceptés : ${value.map(({ titre, version }) => `${titre} (${version})`).join(', ') || 'aucun'}`,
      goes: () => 'Documents acceptés : aucun'
    }
  }),
  /** The date by which an annexe names the convention (M23). */
  'date-nommee': kind(DateCivile, {
    label: 'la date nommée',
    article: model => model.namedDate?.article ?? null
  }),
  signature: kind(Signature, {
    label: ['signature', 'signatures'],
    sentences: {
      comes: ({ value: { partie, signataire, parDelegationDe, signedOn }, personneOn }, names) =>
        `${personneOn(signataire, signedOn)} a signé (${names.partie(partie)}) le ${frenchDate(signedOn)}${
          parDelegationDe === null ? '' : `, par délégation ${ofName(personneOn(parDelegationDe, signedOn))}`
        }`,
      goes: ({ value: { partie, signedOn } }, names) =>
        `N'est pas connue : la signature du ${frenchDate(signedOn)} (${names.partie(partie)})`,
      changes: (before, after, names) =>
        `La signature (${names.partie(after.value.partie)}) a changé : ${changedFields(signatureFields(before), signatureFields(after))}`
    },
    article: model => model.parties.article
  }),
  personne: kind(Personne, {
    ...attribute<Ground>(),
    label: ['personne', 'personnes'],
    section: 'personnes',
    sentences: {
      comes: ({ value }) => `${frenchNom(value)} est parmi les personnes nommées`,
      goes: ({ value }) => `${frenchNom(value)} n'est plus parmi les personnes nommées`,
      changes: ({ value: before }, { value: after }) =>
        `${frenchNom(before)} : ${changedPersonneFields(before, after)}`
    },
    article: model => model.personnes.change.article
  }),
  /** That an establishment is in the annexe; its name is another line. */
  inscription: kind(Presence, {
    label: ["inscription d'établissement", "inscriptions d'établissements"],
    article: model => model.etablissements?.article ?? null,
    groups: () => [listedGroup],
    ...dependedOnBy('attribution', inscriptionGroup)
  }),
  etablissement: kind(Établissement, {
    ...attribute<Ground>(),
    label: ['établissement', 'établissements'],
    describes: 'inscription',
    section: 'etablissements',
    sentences: {
      comes: ({ value }) => `${frenchÉtablissement(value)} est sur la liste des établissements`,
      goes: ({ value }) => `${frenchÉtablissement(value)} n'est plus sur la liste des établissements`,
      changes: ({ value: before }, { value: after }) =>
        `${frenchÉtablissement(before)} est désormais décrit ainsi : ${frenchÉtablissement(after)}${
          after.adresse === null ? '' : `, ${frenchAdresse(after.adresse)}`
        }`
    },
    article: model => model.etablissements?.article ?? null
  }),
  /** That a person has a role, on an establishment or on none; the rang is another line, which tells both. */
  attribution: kind(Presence, {
    label: ['attribution de rôle', 'attributions de rôle'],
    article: roleArticle,
    groups: id => {
      const attribution = attributionOf(id)
      const { etablissementId, personneId } = attribution
      return [
        ...(etablissementId === null ? [] : [inscriptionGroup(etablissementId)]),
        seatGroup(attribution),
        holderGroup(personneId)
      ]
    },
    ...dependingOn('inscription', id => attributionOf(id).etablissementId)
  }),
  rang: kind(Rang, {
    ...attribute<Ground>(),
    label: ['rang', 'rangs'],
    describes: 'attribution',
    section: 'attributions',
    sentences: {
      comes: ({ id, value }, names) => {
        const { who, what } = frenchSeat(id, names)
        return `${who} a ${what}, comme ${rangNames[value]}`
      },
      goes: ({ id }, names) => {
        const { who, what } = frenchSeat(id, names)
        return `${who} n'a plus ${what}`
      },
      changes: ({ value: before }, { id, value: after }, names) => {
        const { who, what } = frenchSeat(id, names)
        return `${who} a ${what} comme ${rangNames[after]}, et non plus comme ${rangNames[before]}`
      }
    },
    article: roleArticle
  }),
  'non-respect': kind(NonRespect, {
    label: "l'accord sur le non-respect",
    section: 'non-respect',
    sentences: {
      comes: ({ value }) => `Figure désormais : ${frenchNonRespect(value)}`,
      goes: ({ value }) => `Ne figure plus : ${frenchNonRespect(value)}`,
      changes: (_, { value }) => `A changé : ${frenchNonRespect(value)}`
    },
    article: model => model.derogations?.article ?? null
  }),
  derogation: kind(Dérogation, {
    label: ['dérogation', 'dérogations'],
    section: 'non-respect',
    sentences: {
      comes: line => frenchDérogation(line, `est admise${untilIncluded(line.until())}`),
      goes: (line, { on }) => {
        const until = line.until()
        return frenchDérogation(
          line,
          until !== null && until <= on
            ? `a pris fin le ${frenchDate(addDays(until, -1))}`
            : "n'est pas en cours"
        )
      },
      changes: (_, line) => frenchDérogation(line, `a changé ; elle est admise${untilIncluded(line.until())}`)
    },
    article: model => model.derogations?.article ?? null
  }),
  /** A modification that was signalled, while it is pending (G22). */
  modification: kind(SignalSays, {
    label: ['modification', 'modifications'],
    article: model => model.signalling?.article ?? null
  }),
  /** Of the convention, or of an avenant by the id of its modification. */
  transmission: kind(Transmission, {
    label: ['transmission à la préfecture', 'transmissions à la préfecture'],
    sentences: {
      comes: ({ id, value: { acte, transmittedOn } }) =>
        `${id === '' ? 'Acte' : `Avenant ${id} : acte`} ${acte.asWritten} transmis à la préfecture le ${frenchDate(transmittedOn)}`,
      goes: ({ id }) =>
        `La transmission ${id === '' ? '' : `de l'avenant ${id} `}à la préfecture n'est pas connue`
    },
    article: model => model.transmission?.article ?? null
  }),
  clause: kind(AnnulledClause, {
    label: ['clause', 'clauses'],
    sentences: {
      comes: ({ id, value: { decision } }) => `La clause « ${id} » est réputée non écrite (${decision})`,
      goes: ({ id }) => `La clause « ${id} » produit effet`
    },
    article: (_, __, { article }) => article
  }),
  verification: kind(Vérification, {
    label: ['vérification de la sécurité', 'vérifications de la sécurité'],
    sentences: {
      comes: ({ value: { on, resultat } }) =>
        `La sécurité a été vérifiée le ${frenchDate(on)} : ${resultat.replace('-', ' ')}`,
      goes: ({ value: { on } }) => `La vérification de la sécurité du ${frenchDate(on)} n'est pas connue`
    },
    article: (_, __, { article }) => article
  }),
  /** The breach for which the Caf ended the convention (P22). */
  manquement: kind(Manquement, {
    label: 'le manquement',
    sentences: {
      comes: ({ value }) => `Manquement retenu : ${value}`,
      goes: () => "Aucun manquement n'est retenu",
      changes: ({ value: before }, { value: after }) => `Manquement retenu : ${after} ; c'était : ${before}`
    },
    article: model => model.termination?.article ?? null
  })
} as const

/** The values of each kind. */
export type ConventionValues = {
  readonly [K in keyof typeof conventionKinds]: t.TypeOf<(typeof conventionKinds)[K]['value']>
}
