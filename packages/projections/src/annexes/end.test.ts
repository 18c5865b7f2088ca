/** A convention whose end is known says so in every answer, before that day and after it. */
import { dateCivile } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesJson } from '../documents/json'
import { annexesMarkdown } from '../documents/markdown'

const terminated = (on: string) =>
  indexOf(
    recordedBy([
      ...psu2017,
      later(psu2017Id)('2018-07-02T10:00:00Z', 'TerminateConvention', { on, manquement: 'Codes partagés' })
    ])
  )
const noticed = indexOf(
  recordedBy([
    ...monenfant2023,
    later(monenfant2023Id)('2024-04-22T09:00:00Z', 'GiveNotice', {
      partie: 'fournisseur',
      dispatchedOn: '2024-04-18',
      receivedOn: '2024-04-20'
    })
  ])
)
const psuOn = (on: string) => terminated('2018-07-01').describe(psu2017Id, { on: dateCivile(on) })
const mefOn = (on: string) => noticed.describe(monenfant2023Id, { on: dateCivile(on) })

test.each([
  [
    'P22 G12 a termination',
    psuOn,
    ['2018-05-01', '2018-07-01'],
    {
      lastDay: '2018-06-30',
      computation: 'prévu à la signature : du 01/01/2017 au 31/12/2020 (PSU, article 5)',
      end: {
        cause: 'resiliation',
        article: { source: 'PSU', article: '2.4' },
        computation: 'résiliée le 01/07/2018 (PSU, article 2.4) : Codes partagés'
      }
    },
    'Dernier jour le 30/06/2018, résiliation (PSU, article 2.4)'
  ],
  [
    'M19 G12 a notice, with who gave it',
    mefOn,
    ['2024-05-01', '2024-07-26'],
    {
      lastDay: '2024-07-25',
      computation:
        'prévu à la signature : à compter du 26/07/2023, date de la dernière signature, pour un an renouvelable par tacite reconduction (MEF, article 5)',
      end: {
        cause: 'preavis',
        article: { source: 'MEF', article: '5' },
        computation:
          'préavis donné par le fournisseur de données, envoyé le 18/04/2024, reçu le 20/04/2024 (la réception compte) ; échéance du 26/07/2024, dernier jour du préavis : 26/07/2024 − 3 mois = 26/04/2024'
      }
    },
    'Dernier jour le 25/07/2024, préavis donné (MEF, article 5)'
  ]
] as const)(
  '%s is told before it and after it, in every format',
  (_, describe, days, situation, sentence) => {
    for (const day of days) {
      const document = describe(day)
      expect(document.situation).toMatchObject(situation)
      expect(JSON.parse(annexesJson(document))).toMatchObject({ situation })
      expect(annexesMarkdown(document)).toContain(`- **Fin** : ${sentence}  \n`)
      expect(annexesHtml(document)).toContain('<dt>Fin</dt>')
      expect(annexesCsv(document)).toMatch(/"Fin de la convention".*"(?:PSU, article 2\.4|MEF, article 5)"/)
    }
  }
)

test('P27 a term is in the effect: there is nothing to add', () => {
  const document = indexOf(recordedBy(psu2017)).describe(psu2017Id, { on: dateCivile('2021-01-01') })
  expect(document.situation).toMatchObject({
    computation: 'du 01/01/2017 au 31/12/2020 (PSU, article 5)',
    end: { cause: 'terme', article: { source: 'PSU', article: '5' } }
  })
  expect(annexesMarkdown(document)).not.toContain('**Fin**')
})
