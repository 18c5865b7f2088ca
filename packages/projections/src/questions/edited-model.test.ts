import { ConventionId, dateCivile, fingerprintOf, instant, psu, shippedModels } from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import {
  annexesCsv,
  annexesHtml,
  annexesMarkdown,
  deadlinesCsv,
  deadlinesIcs,
  differencesHtml,
  differencesMarkdown
} from '..'
import { annexesIndex } from '../annexes/annexes-index'

const conventionId = read(ConventionId, 'psu-1960-2017')
const edited = { ...psu, titre: 'Convention éditée en place' }
const given = shippedModels.map(model => (model === psu ? edited : model))
const journal = journalOf(signedScheduled)
const on = dateCivile('2018-01-01')
const year = { from: dateCivile('2018-01-01'), to: dateCivile('2018-12-31') }
const sentence = `empreinte ${fingerprintOf(psu)} enregistrée, ${fingerprintOf(edited)} donnée`

test('G11 of one journal, the register says of each convention whether its own model was edited', () => {
  const { conventions } = dossiersOf(journal, given).register({ on: dateCivile('2024-01-01') })
  expect(conventions.map(({ conventionId, model }) => [conventionId, model.fingerprint])).toEqual([
    ['mef-219200789-2023', 'same'],
    ['psu-1960-2017', 'other']
  ])
})

test('G11 every document that is made under an edited model says so, with both fingerprints, and none does otherwise', () => {
  const documentsOf = (models: typeof shippedModels) => {
    const index = dossiersOf(journal, models)
    const at = { on }
    const annexes = index.describe(conventionId, at)
    const none = index.describe(conventionId, { on: dateCivile('2016-01-01') })
    const differences = index.differences(conventionId, { on: dateCivile('2016-01-01') }, at)
    const deadlines = index.deadlines({ ...year, conventionId })
    expect(deadlines.deadlines.length).toBeGreaterThan(0)
    return {
      annexesMarkdown: annexesMarkdown(annexes),
      annexesHtml: annexesHtml(annexes),
      annexesCsv: annexesCsv(annexes),
      noAnnexesCsv: annexesCsv(none),
      differencesMarkdown: differencesMarkdown(differences),
      differencesHtml: differencesHtml(differences),
      deadlinesCsv: deadlinesCsv(deadlines),
      deadlinesIcs: deadlinesIcs(deadlines).replaceAll('\r\n ', '').replaceAll('\\,', ',')
    }
  }
  // A page keeps a colon with the word before it.
  const saysSo = (text: string): boolean => text.replaceAll(/\u00a0|&nbsp;/g, ' ').includes(sentence)
  const saying = Object.entries(documentsOf(given)).map(([name, text]) => [name, saysSo(text)])
  expect(saying.filter(([, says]) => !says)).toEqual([])
  for (const text of Object.values(documentsOf(shippedModels))) expect(text).not.toContain('empreinte')
})

test('G11 a journal that recorded no fingerprint is told as such, and not taken for an edited one', () => {
  const bare = journal.map(event => ({
    ...event,
    metadata: { ...event.metadata, model: { id: psu.id, version: psu.version } }
  }))
  const document = dossiersOf(bare, given).describe(conventionId, { on })
  expect(document.convention?.model).toMatchObject({ fingerprint: 'not-recorded', edited: null })
  expect(annexesMarkdown(document)).toContain("son empreinte n'est pas enregistrée")
})

test('G2 G11 what the register keeps of a convention is not what was known before its fingerprint was recorded', () => {
  const first = journal.find(({ stream }) => stream === `convention-${conventionId}`)
  if (first === undefined) throw new Error('no convention')
  const bare = { ...first, metadata: { ...first.metadata, model: { id: psu.id, version: psu.version } } }
  // Nothing moves between the two moments: only the second event says under which model the dossier is.
  const signed = {
    ...first,
    type: 'Noted',
    revision: 1,
    recordedAt: instant('2020-01-01T00:00:00Z'),
    data: null
  }
  const index = dossiersOf([bare, signed], given)
  const statusAt = (knownAt: string) =>
    index.register({ on, knownAt: instant(knownAt) }).conventions.map(({ model }) => model.fingerprint)
  expect(statusAt('2019-01-01T00:00:00Z')).toEqual(['not-recorded'])
  expect(statusAt('2021-01-01T00:00:00Z')).toEqual(['other'])
  expect(statusAt('2019-01-01T00:00:00Z')).toEqual(['not-recorded'])
})

test('G11 the compact answer says it too, and of a model that was not given that nothing is compared', () => {
  const [one, two, none] = [shippedModels, given, []].map(models => {
    const index = annexesIndex(models)
    for (const event of journal) index.append(event)
    return index.annexesAt(conventionId, { on }).given?.fingerprint
  })
  expect([one, two, none]).toEqual(['same', 'other', null])
  expect(annexesIndex(given).annexesAt(conventionId, { on }).given).toBeNull()
})
