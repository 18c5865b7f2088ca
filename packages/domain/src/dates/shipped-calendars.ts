/** The calendars that ship, in the form in which a model brings its own. Today's law holds in them for every year. */
import * as t from 'io-ts'
import { read } from '../codec'
import { Calendar } from './calendar'

const fixed = (month: number, day: number, label: string) => ({ rule: 'fixed', month, day, label })
const fromEaster = (days: number, label: string) => ({ rule: 'easter', days, label })

/** Each territory overseas has its day of the abolition of slavery (art. L3422-2 code du travail). */
const overseas = (id: string, label: string, month: number, day: number) => ({
  id,
  label,
  extends: 'france',
  days: [fixed(month, day, "abolition de l'esclavage")]
})

export const shippedCalendars = read(t.readonlyArray(Calendar), [
  {
    // Art. L3133-1 code du travail.
    id: 'france',
    label: 'France métropolitaine',
    days: [
      fixed(1, 1, "jour de l'an"),
      fromEaster(1, 'lundi de Pâques'),
      fixed(5, 1, 'fête du Travail'),
      fixed(5, 8, 'victoire de 1945'),
      fromEaster(39, 'Ascension'),
      fromEaster(50, 'lundi de Pentecôte'),
      fixed(7, 14, 'fête nationale'),
      fixed(8, 15, 'Assomption'),
      fixed(11, 1, 'Toussaint'),
      fixed(11, 11, 'armistice de 1918'),
      fixed(12, 25, 'Noël')
    ]
  },
  {
    // Art. L3134-13 code du travail.
    id: 'alsace-moselle',
    label: 'Alsace et Moselle',
    extends: 'france',
    days: [fromEaster(-2, 'vendredi saint'), fixed(12, 26, 'deuxième jour de Noël')]
  },
  overseas('guadeloupe', 'Guadeloupe', 5, 27),
  overseas('guyane', 'Guyane', 6, 10),
  overseas('martinique', 'Martinique', 5, 22),
  overseas('mayotte', 'Mayotte', 4, 27),
  overseas('la-reunion', 'La Réunion', 12, 20),
  overseas('saint-barthelemy', 'Saint-Barthélemy', 10, 9),
  overseas('saint-martin', 'Saint-Martin', 5, 28)
])

/** The calendars of each zone that is not metropolitan; the Caf of Guadeloupe serves the two islands as well. */
export const overseasCalendars: Readonly<Record<string, ReadonlyArray<string>>> = {
  'America/Cayenne': ['guyane'],
  'America/Guadeloupe': ['guadeloupe', 'saint-barthelemy', 'saint-martin'],
  'America/Marigot': ['saint-martin'],
  'America/Martinique': ['martinique'],
  'America/St_Barthelemy': ['saint-barthelemy'],
  'Indian/Mayotte': ['mayotte'],
  'Indian/Reunion': ['la-reunion']
}
