/** How the access of a person is asked for, delivered, blocked and closed. */
import * as t from 'io-ts'
import { defaulted, described, NonBlank, oneOf, optionally, struct } from '../codec'
import { DateExpression } from '../dates/expression'
import { integer } from '../integer'
import type { Article } from '../refusal'
import { AnomaliesBlock, IncidentsBlock } from './anomalies'
import { ModelArticle } from './article'
import { PasswordPolicy } from './passwords'
import { Reminders } from './reminders'
import { Words } from './words'

/** A step of the request of an habilitation, in order; each names its article. */
export const RequestStep = oneOf('étape', [
  'requested',
  'acknowledged',
  'checked',
  'convention-sent',
  'signed-return',
  'delivered'
])
export type RequestStep = t.TypeOf<typeof RequestStep>

/** As people say it. */
export const requestStepNames: Readonly<Record<RequestStep, string>> = {
  requested: 'demande',
  acknowledged: 'accusé de réception',
  checked: 'vérification',
  'convention-sent': 'envoi de la convention',
  'signed-return': 'retour signé',
  delivered: 'délivrance'
}

const Step = struct('Étape', {
  step: described(
    'Demande, accusé de réception, vérification, envoi de la convention, retour signé, délivrance.',
    RequestStep
  ),
  article: described("L'article de l'étape.", ModelArticle)
})

const Mailbox = struct('Messagerie', {
  shared: described(
    'Les débuts d’adresse qui trahissent une boîte partagée : `mairie`, `contact`.',
    t.readonlyArray(NonBlank)
  ),
  article: described("L'article qui demande des boîtes individuelles.", ModelArticle)
})

const Blocking = struct('BlocagePrévu', {
  causes: described('Ce pour quoi la Caf bloque un accès.', Words),
  article: described("L'article du blocage.", ModelArticle)
})

/** The cause of a blocking that follows from the model and the uses: it is told when it is due, and asserts nothing. */
export const unusedCause = 'non-utilisation'

const Inactivity = struct('Inactivité', {
  delay: described(
    'Le dernier jour utilisable sans nouvelle utilisation, compté de la dernière : `last-use`, 45 jours après.',
    DateExpression
  ),
  reminders: described(
    'Combien de temps avant son dernier jour utilisable un accès est rappelé ; par défaut, jamais.',
    Reminders
  ),
  article: described("L'article du blocage.", ModelArticle)
})

type Cited = { readonly article: Article }

const EndOfMission = struct('FinDeMission', {
  delay: described(
    "Le dernier jour pour signaler une fin de mission, compté depuis le départ ; absent : la source n'en donne pas.",
    optionally(DateExpression)
  ),
  article: described("L'article de la fin de mission.", ModelArticle)
})

const Closing = struct('FermeturePrévue', { article: described("L'article de la fermeture.", ModelArticle) })

export const HabilitationBlock = struct('Demande', {
  steps: described('Les étapes de la demande, de la demande à la délivrance.', t.readonlyArray(Step)),
  article: described("L'article de l'habilitation.", ModelArticle),
  mailbox: described(
    "Les codes vont à des boîtes individuelles ; absent : la source n'en dit rien.",
    optionally(Mailbox)
  ),
  endOfMission: described(
    'Comment une fin de mission est signalée ; par défaut, sans délai.',
    defaulted(EndOfMission, ({ article }: Cited) => ({ delay: null, article: article }))
  ),
  blocking: described(
    "La Caf bloque un accès et lève le blocage ; absent : la source n'en connaît pas.",
    optionally(Blocking)
  ),
  inactivity: described(
    "Un accès que personne n'utilise est bloqué ; absent : la source n'en dit rien.",
    optionally(Inactivity)
  ),
  connectionsKept: described(
    'Combien de mois chaque connexion est gardée ; par défaut, douze. Ensuite, les jours seuls le sont.',
    defaulted(integer(1, 1_200), () => 12)
  ),
  closing: described(
    "La Caf ferme un accès ; par défaut, selon l'article de l'habilitation.",
    defaulted(Closing, ({ article }: Cited) => ({ article: article }))
  ),
  passwords: described(
    "Ce qu'est un mot de passe ; absent : le service reconnaît autrement les personnes.",
    optionally(PasswordPolicy)
  ),
  incidents: described(
    "Le partenaire signale les incidents de sécurité ; absent : la source n'en connaît pas.",
    optionally(IncidentsBlock)
  ),
  anomalies: described(
    "Les anomalies des connexions sont notifiées, et justifiées ; absent : la source n'en connaît pas.",
    optionally(AnomaliesBlock)
  )
})
export type HabilitationBlock = t.TypeOf<typeof HabilitationBlock>

/** The block of a model; under a model without one, a block that provides nothing. */
export const habilitationOf = ({
  habilitation,
  parties: { article }
}: {
  readonly habilitation: HabilitationBlock | null
  readonly parties: { readonly article: Article }
}): HabilitationBlock =>
  habilitation ?? {
    steps: [],
    article,
    mailbox: null,
    endOfMission: { delay: null, article },
    blocking: null,
    inactivity: null,
    connectionsKept: 12,
    closing: { article },
    passwords: null,
    incidents: null,
    anomalies: null
  }
