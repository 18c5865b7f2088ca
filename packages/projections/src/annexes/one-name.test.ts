import { dateCivile } from '@avenant/domain'
import { psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, later, recordedBy } from '../../test/played'
import { annexesCsv } from '../documents/csv'
import { annexesHtml } from '../documents/html'
import { annexesMarkdown } from '../documents/markdown'

const identified = (prenom: string | null) => ({
  kind: 'identify-personne',
  personneId: 'p-1960-2',
  personne: { nom: 'SUHARTO', prenom, fonction: null, mail: null, telephone: null }
})
const edited = (prenom: string | null) =>
  psu2017.flatMap(scheduled =>
    scheduled.command.type === 'AgreeNonRespect'
      ? [
          later(psu2017Id)('2016-12-05T10:00:00Z', 'EditAnnexes', { changes: [identified(prenom)] }),
          scheduled
        ]
      : [scheduled]
  )

test('P11 a person of one name is read in every format under that name alone', () => {
  const document = indexOf(recordedBy(edited(null))).describe(psu2017Id, { on: dateCivile('2017-08-31') })
  for (const text of [annexesHtml(document), annexesMarkdown(document), annexesCsv(document)]) {
    expect(text).toContain('SUHARTO')
    expect(text).not.toMatch(/null|undefined/)
  }
  expect(annexesCsv(document)).toContain('"Titulaire";"SUHARTO";"";')
})
