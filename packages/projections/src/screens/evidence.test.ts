import { instant } from '@avenant/domain'
import { evidenceOf } from '../questions/asked'
import { evidenceHtml } from './evidence'
import { textOf } from './html'

test.each([
  ['ConventionSigned', 'Signature de la convention, enregistrée le'],
  ['NoticeGiven', 'Préavis, enregistré le'],
  ['ConventionCorrected', 'Correction, enregistrée le'],
  ['MissionEnded', 'Fin de mission, enregistrée le'],
  ['FactureEmise', 'Acte « FactureEmise », enregistré le']
])('the act %s behind what is shown agrees in gender', (type, said) => {
  const cause = {
    type,
    revision: 3,
    id: '00000000-0000-4000-8000-000000000003',
    recordedAt: instant('2017-02-24T08:30:00Z')
  }
  const text = textOf(evidenceHtml(evidenceOf('convention-psu-1', cause), 'Europe/Paris'))
  expect(text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')).toContain(`${said} 24/02/2017`)
})
