/** What a source says of incidents and of anomalies in the connections: as words, rules and delays (A6, A7). */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { Count, coherent, described, NonBlank, optionally, struct, tagged, text } from '../codec'
import { Weekday } from '../dates/calendar'
import { DateExpression } from '../dates/expression'
import { StableId } from '../identity/ids'
import { integer } from '../integer'
import { ModelArticle } from './article'
import { Words } from './words'

export const IncidentsBlock = struct('IncidentsPrévus', {
  kinds: described('Ce que le partenaire signale : perte, vol, utilisation frauduleuse.', Words),
  delay: described(
    "Le dernier jour pour le signaler, compté depuis le jour où il est constaté, ou survenu s'il n'est pas dit quand il est constaté ; absent : la source n'en donne pas.",
    optionally(DateExpression)
  ),
  article: described("L'article des incidents.", ModelArticle)
})

/** `07:30`; `24:00` is the end of the day. Two compare as their texts do. */
const TimeOfDay = text('heure', input =>
  /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(input)
    ? E.right(input)
    : E.left(`attendu : une heure HH:MM, reçu : ${JSON.stringify(input)}`)
)

const named = {
  id: described('Ce qui est enregistré : lettres ASCII, chiffres et tirets.', StableId),
  label: described('Ce que les gens lisent.', NonBlank)
}
const kindOf = <const K extends string>(kind: K) => described('Ce que la règle regarde.', t.literal(kind))

export const AnomalyRule = tagged('RègleDAnomalie', 'kind', {
  /** So many failures within so many minutes. */
  failures: struct('Échecs', {
    ...named,
    kind: kindOf('failures'),
    count: described("Combien d'échecs au moins, de 1 à 1 000.", integer(1, 1_000)),
    minutes: described('En combien de minutes, celle du premier et celle du dernier comprises.', Count)
  }),
  /** A connection or an attempt outside the days and the hours of the zone. */
  'outside-hours': coherent(
    struct('HorsHoraires', {
      ...named,
      kind: kindOf('outside-hours'),
      days: described('Les jours où le service est utilisé.', t.readonlyArray(Weekday)),
      from: described('De quelle heure, dans le fuseau du modèle : `07:00`.', TimeOfDay),
      to: described("Jusqu'à quelle heure, exclue : `20:00`.", TimeOfDay)
    }),
    ({ days, from, to }) => [
      ...(days.length === 0
        ? [{ path: ['days'], message: 'liste vide : chaque connexion serait une anomalie' }]
        : []),
      ...(to <= from ? [{ path: ['to'], message: `ne vient pas après ${from}` }] : [])
    ]
  ),
  /** What no rule finds: somebody noted it. */
  noted: struct('Constat', { ...named, kind: kindOf('noted') })
})
export type AnomalyRule = t.TypeOf<typeof AnomalyRule>

export const AnomaliesBlock = struct('AnomaliesPrévues', {
  rules: described('Ce qui est une anomalie.', t.readonlyArray(AnomalyRule)),
  justification: described(
    "Le dernier jour pour justifier, compté depuis la demande ; absent : la source n'en donne pas.",
    optionally(DateExpression)
  ),
  article: described("L'article des anomalies.", ModelArticle)
})
