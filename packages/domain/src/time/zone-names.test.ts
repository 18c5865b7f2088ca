import { frenchZones } from './french-zones'
import { frenchZone } from './zone-names'

test('G3 every French zone has a French name', () => {
  for (const zone of Object.keys(frenchZones)) expect(frenchZone(zone)).toMatch(/^heure (?:de|des) \S/)
  expect(['Europe/Paris', 'Indian/Reunion', 'America/Guadeloupe', 'Europe/Berlin'].map(frenchZone)).toEqual([
    'heure de Paris',
    'heure de La Réunion',
    'heure de la Guadeloupe',
    'fuseau horaire Europe/Berlin'
  ])
})
