import * as t from 'io-ts'
import { read } from '../codec'
import { Calendar, calendarsOf } from './calendar'
import { DateExpression } from './expression'
import { frenchDateExpression } from './french'
import { shippedCalendars } from './shipped-calendars'

const ouvrables = {
  id: 'ouvrables',
  label: 'jours ouvrables',
  extends: 'france',
  worked: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
  days: []
}
const said = (expression: unknown): string =>
  frenchDateExpression({
    calendars: calendarsOf([...shippedCalendars, ...read(t.readonlyArray(Calendar), [ouvrables])]),
    partyLabel: id => (id === 'gestionnaire' ? 'le gestionnaire' : "l'association")
  })(read(DateExpression, expression))

const threeMonths = { unit: 'month', count: 3, direction: 'before' }
const fifteenDays = { unit: 'day', count: 15, direction: 'after' }
const lastSignature = { from: 'last-signature' }

test.each<[unknown, string]>([
  [lastSignature, 'à la dernière signature'],
  [{ from: 'departure' }, 'au départ'],
  [{ from: 'party-signature', party: 'gestionnaire' }, 'à la signature du gestionnaire'],
  [
    { from: 'party-signature', party: 'association', bound: 'exclusive' },
    "avant la signature de l'association"
  ],
  [{ from: 'date', date: '2020-12-31' }, 'le 31 décembre 2020'],
  [
    { from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'inclusive' },
    "au plus tard le 31 mars de l'année suivante"
  ],
  [{ from: 'day', month: 10, day: 12, bound: 'exclusive' }, 'avant le 12 octobre'],
  [
    { from: 'day', month: 10, day: 'last', yearsAfter: -1 },
    "le dernier jour d'octobre de l'année précédente"
  ],
  [{ from: 'day', month: 1, day: 1, yearsAfter: 2 }, "le 1er janvier de l'année N+2"],
  [
    { from: 'echeance', offset: threeMonths, shift: { to: 'previous', calendar: 'france' } },
    "trois mois avant l'échéance, reporté au jour ouvré précédent"
  ],
  [{ from: 'echeance', offset: threeMonths, bound: 'inclusive' }, "au plus tard trois mois avant l'échéance"],
  [{ from: 'echeance', offset: threeMonths, bound: 'exclusive' }, "plus de trois mois avant l'échéance"],
  [
    { from: 'notification', offset: fifteenDays, bound: 'exclusive' },
    'moins de quinze jours après la notification'
  ],
  [{ from: 'last-use', offset: { ...fifteenDays, count: 45 } }, '45 jours après la dernière utilisation'],
  [
    { from: 'receipt', offset: { unit: 'week', count: 1, direction: 'after' } },
    'une semaine après la réception'
  ],
  [
    { from: 'receipt', offset: { unit: 'working-day', count: 5, direction: 'after', calendar: 'mayotte' } },
    'cinq jours ouvrés après la réception'
  ],
  [
    {
      from: 'receipt',
      offset: { unit: 'working-day', count: 1, direction: 'after', calendar: 'ouvrables' },
      shift: { to: 'next', calendar: 'ouvrables' }
    },
    'un jour ouvrable après la réception, reporté au jour ouvrable suivant'
  ],
  [{ ...lastSignature, to: { day: 1, side: 'after' } }, 'le 1er du mois suivant la dernière signature'],
  [
    { from: 'departure', to: { day: 'last', side: 'same' }, bound: 'inclusive' },
    'au plus tard la fin du mois du départ'
  ],
  [
    { ...lastSignature, offset: fifteenDays, to: { day: 1, side: 'after' } },
    'le 1er du mois suivant la date située quinze jours après la dernière signature'
  ],
  [
    { ...lastSignature, to: { day: 1, months: [9], side: 'on-or-after' } },
    'le premier 1er septembre à compter de la dernière signature'
  ],
  [
    { from: 'effect', to: { day: 'last', months: [3, 6, 9, 12], side: 'after' } },
    "la première fin de mars, fin de juin, fin de septembre ou fin de décembre après la prise d'effet"
  ],
  [{ from: 'end', to: { day: 31, months: [12], side: 'same' } }, "le 31 décembre de l'année de la fin"],
  [
    { from: 'departure', to: { day: 15, side: 'on-or-before' } },
    'le dernier 15 du mois, au plus tard au départ'
  ],
  [
    { from: 'latest', of: [{ from: 'day', month: 9, day: 1 }, lastSignature] },
    'le 1er septembre, au plus tôt à la dernière signature'
  ],
  [
    { from: 'earliest', of: [{ from: 'effect', offset: fifteenDays }, { from: 'end' }] },
    "quinze jours après la prise d'effet, au plus tard à la fin"
  ],
  [
    { from: 'latest', of: [{ from: 'day', month: 9, day: 1 }, lastSignature], offset: threeMonths },
    'trois mois avant la plus tardive de ces dates (le 1er septembre ; à la dernière signature)'
  ]
])('G12 %j is said in French: %s', (expression, french) => {
  expect(said(expression)).toBe(french)
})
