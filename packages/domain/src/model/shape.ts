/** The blocks of a convention model, and what each is for, in French. */
import * as t from 'io-ts'
import { Count, defaulted, described, NonBlank, oneOf, optionally, struct } from '../codec'
import { Calendar } from '../dates/calendar'
import { StableId } from '../identity/ids'
import { Zone } from '../time/zone'
import { ModelArticle } from './article'
import { ChangesBlock, DeclarationsBlock, DurationBlock, EffectBlock, NoticeBlock } from './course'
import { Deadline } from './deadlines'
import { EtablissementsBlock, Role } from './etablissements'
import { HabilitationBlock } from './habilitation'
import { Need } from './instrument'
import { FicheBlock, Parties } from './parties'
import { ModelRef } from './ref'
import { SecurityBlock } from './security'
import { Words } from './words'

/** What an annexe shows, in order. */
export const Section = oneOf('section', ['etablissements', 'personnes', 'attributions', 'non-respect'])
export type Section = t.TypeOf<typeof Section>

const Cited = (name: string) =>
  struct(name, { article: described("L'article qui le prévoit.", ModelArticle) })

export const ModelShape = struct('ConventionModel', {
  id: described('Le nom du modèle : lettres ASCII, chiffres et tirets.', StableId),
  version: described("Un modèle dont un acte s'est servi ne change plus : il a une nouvelle version.", Count),
  extended: described(
    'Le modèle que celui-ci étend : écrit quand il est résolu, d’après `extends`.',
    optionally(ModelRef)
  ),
  titre: described('Le titre de la convention.', NonBlank),
  subject: described(
    "Ce dont il s'agit : sous les modèles d'un même sujet, un établissement ne figure que dans une convention ; par défaut, l'id du modèle.",
    defaulted(StableId, ({ id }: { readonly id: StableId }) => id)
  ),
  source: described('Le nom court du texte dans les articles : « PSU ».', NonBlank),
  otherSources: described(
    'Les autres textes que les articles citent : une loi, un modèle dont celui-ci varie.',
    defaulted(t.readonlyArray(NonBlank), () => [])
  ),
  zone: described('Le fuseau dans lequel un instant devient une date : `Europe/Paris`.', Zone),
  calendars: described(
    'Les calendriers de jours ouvrés que le modèle apporte, en plus de ceux de la bibliothèque.',
    defaulted(t.readonlyArray(Calendar), () => [])
  ),
  parties: described('Qui est partie à la convention, et la signe.', Parties),
  fiche: described(
    'La fiche administrative du gestionnaire ; absent : la convention n’en a pas.',
    optionally(FicheBlock)
  ),
  etablissements: described(
    'Quels établissements la convention peut couvrir ; absent : aucun.',
    optionally(EtablissementsBlock)
  ),
  roles: described(
    "Ce qu'une personne peut tenir.",
    defaulted(t.readonlyArray(Role), () => [])
  ),
  personnes: described(
    "Le changement d'une personne sans rôle ; par défaut, ce que demande celui d'une partie.",
    defaulted(
      struct('Personnes', { change: described("Ce qu'il demande.", Need) }),
      ({ parties }: { readonly parties: Parties }) => ({
        change: parties.change
      })
    )
  ),
  signalling: described(
    'Comment un changement est signalé ; absent : la source n’en dit rien.',
    optionally(
      struct('Signalement', {
        channels: described('Par quelles voies.', Words),
        article: described("L'article du signalement.", ModelArticle)
      })
    )
  ),
  changes: described(
    'À partir de quand un avenant a effet, et ce que demande un changement de la convention elle-même ; absent : un avenant a effet à sa dernière signature, et la période ne change pas.',
    optionally(ChangesBlock)
  ),
  effect: described('À partir de quand la convention est en vigueur.', EffectBlock),
  duration: described('Pour combien de temps.', DurationBlock),
  notice: described(
    'Comment une partie met fin, à une échéance, à une convention qui se reconduit ; absent : pas de préavis.',
    optionally(NoticeBlock)
  ),
  termination: described(
    'La Caf met fin à la convention pour un manquement.',
    optionally(
      struct('RésiliationPrévue', {
        causes: described(
          'Ce pour quoi la Caf résilie, quand la source nomme des causes.',
          defaulted(Words, () => [])
        ),
        article: described("L'article qui le prévoit.", ModelArticle)
      })
    )
  ),
  derogations: described(
    "L'accord de la Caf au non-respect des conditions générales, et les dérogations.",
    optionally(
      struct('DérogationsPrévues', {
        conditions: described(
          'Les conditions générales qui peuvent ne pas être respectées, quand la source en nomme.',
          defaulted(Words, () => [])
        ),
        article: described("L'article qui le prévoit.", ModelArticle)
      })
    )
  ),
  interpretation: described(
    "Ce qui prévaut entre les parties du texte, et ce qu'il reste d'une clause nulle.",
    optionally(
      struct('Interprétation', {
        severable: described('Une clause nulle laisse les autres valables.', t.boolean),
        prevails: described(
          'Entre un titre et sa clause, ce qui prévaut.',
          oneOf('prévaut', ['titre', 'clause'])
        ),
        article: described("L'article d'interprétation.", ModelArticle)
      })
    )
  ),
  transmission: described(
    'La transmission à la préfecture est enregistrée.',
    optionally(Cited('TransmissionPrévue'))
  ),
  namedDate: described("L'annexe nomme la convention par une date.", optionally(Cited('DateNomméePrévue'))),
  controller: described(
    'Qui répond du traitement des données (RGPD), et sur quel fondement la Caf agit.',
    optionally(
      struct('Responsable', {
        name: described('Le responsable du traitement.', NonBlank),
        basis: described('Le fondement.', NonBlank),
        article: described("L'article qui le nomme.", ModelArticle)
      })
    )
  ),
  habilitation: described(
    'Comment les accès sont demandés, délivrés, bloqués et fermés ; absent : la convention n’en a pas.',
    optionally(HabilitationBlock)
  ),
  security: described(
    "Ce à quoi le partenaire s'engage pour la sécurité, et que la Caf vérifie ; absent : la source n'en dit rien.",
    optionally(SecurityBlock)
  ),
  deadlines: described(
    'Ce qui est à faire pour un jour donné.',
    defaulted(t.readonlyArray(Deadline), () => [])
  ),
  declarations: described(
    "Jusqu'à quel jour les déclarations d'une année sont données ; absent : la source n'en connaît pas.",
    optionally(DeclarationsBlock)
  ),
  annexes: described(
    'Ce que montrent les annexes.',
    defaulted(
      t.readonlyArray(
        struct('Annexe', {
          numero: described('Son numéro.', Count),
          titre: described('Son titre.', NonBlank),
          sections: described(
            'Ce qu’elle montre, dans cet ordre : établissements, personnes, attributions, non-respect des conditions générales.',
            t.readonlyArray(Section)
          ),
          article: described("L'article qui la demande.", ModelArticle)
        })
      ),
      () => []
    )
  )
})
