import { metadataOf } from '../recorded'
import { instant } from '../time'
import { fingerprintOf } from './fingerprint'
import { psu } from './index'
import {
  editedVersion,
  modelGiven,
  modelsGiven,
  type RecordedModels,
  recordedModel,
  recordedVersions,
  withModelOf
} from './recorded-models'

const edited = { ...psu, titre: 'Convention éditée en place' }
const second = { ...psu, version: 2 }
const stream = 'convention-c-1'
const at = (year: number) => instant(`${year}-01-01T00:00:00Z`)

/** An event of a year, at the revision that it has since 2016, decided under a model. */
const event = (year: number, model: ReturnType<typeof recordedModel>) => ({
  revision: year - 2016,
  type: 'ConventionDrafted',
  recordedAt: at(year),
  metadata: { ...metadataOf({ kind: 'systeme', id: psu.id }, 'c'), model }
})
const recorded = (...events: ReadonlyArray<ReturnType<typeof event>>): RecordedModels =>
  events.reduce(withModelOf, [])

const under = (model: typeof psu) => recordedModel(model, model)

test('G11 the model that a dossier recorded is the same, whoever resolved it; another of its name and version is other', () => {
  const models = recorded(event(2016, under(psu)), event(2017, under(psu)))
  expect(models).toHaveLength(1)
  expect(modelGiven(stream, models, psu, structuredClone(psu))).toEqual({
    id: 'psu',
    version: 1,
    fingerprint: 'same',
    edited: null
  })
  expect(modelGiven(stream, models, psu, edited)).toEqual({
    id: 'psu',
    version: 1,
    fingerprint: 'other',
    edited: {
      recorded: fingerprintOf(psu),
      given: fingerprintOf(edited),
      since: { revision: 0, type: 'ConventionDrafted', recordedAt: at(2016) },
      sentence:
        "le modèle psu, version 1, n'est pas celui sous lequel le dossier convention c-1 est enregistré depuis sa révision 0 " +
        `(ConventionDrafted, ${at(2016)}) : empreinte ${fingerprintOf(psu)} enregistrée, ${fingerprintOf(edited)} donnée ; ` +
        'rétablissez le fichier du modèle, ou donnez une version à elle à ce qui change'
    }
  })
})

test('G11 the first event of a version says what it is; each version of a dossier has its own', () => {
  const models = recorded(event(2016, under(psu)), event(2017, under(edited)), event(2018, under(second)))
  expect(modelGiven(stream, models, psu, psu).fingerprint).toBe('same')
  expect(modelGiven(stream, models, psu, edited)).toMatchObject({ edited: { since: { revision: 0 } } })
  expect(modelGiven(stream, models, second, second).fingerprint).toBe('same')
  expect(modelGiven(stream, models, second, { ...second, source: 'X' })).toMatchObject({
    fingerprint: 'other',
    edited: { since: { revision: 2 } }
  })
  expect(
    modelsGiven(stream, models, ({ version }) => (version === 1 ? edited : second)).map(given => [
      given.version,
      given.fingerprint
    ])
  ).toEqual([
    [1, 'other'],
    [2, 'same']
  ])
})

test('G2 G11 what no event had recorded yet is not recorded, and no model given is neither', () => {
  const bare = recordedModel(psu, null)
  expect(bare).toEqual({ id: 'psu', version: 1 })
  const models = recorded(event(2016, bare), event(2017, bare), event(2018, under(psu)), event(2019, null))
  expect(models).toHaveLength(2)
  expect(modelGiven(stream, models, psu, edited, at(2017)).fingerprint).toBe('not-recorded')
  expect(modelGiven(stream, models, psu, edited, at(2018))).toMatchObject({
    edited: { since: { revision: 2 } }
  })
  expect(modelGiven(stream, models, psu, null).fingerprint).toBeNull()
  expect(modelGiven(stream, [], psu, psu).fingerprint).toBe('not-recorded')
  expect(modelsGiven(stream, models, () => psu, at(2017))).toEqual([
    { id: 'psu', version: 1, fingerprint: 'not-recorded', edited: null }
  ])
  expect(modelsGiven(stream, models, () => psu, at(2015))).toEqual([])
  expect(modelsGiven(stream, models, () => psu)).toHaveLength(1)
})

test('G11 an event names each version that none has recorded, and the last apart; a dossier has then recorded them all', () => {
  const third = { ...psu, version: 3 }
  const given = (...all: ReadonlyArray<typeof psu>) => all.map(data => ({ ref: data, data }))
  const before = recorded(event(2016, under(psu)))
  // The third was adopted for days before those of the second, which stays the last; what comes twice is told once.
  const told = recordedVersions(before, second, given(psu, third, psu, third, second))
  expect(told).toEqual({ model: under(second), versions: [under(third)] })
  expect(recordedVersions(before, second, given(psu, second))).toEqual({ model: under(second) })
  expect(recordedVersions([], null, [])).toEqual({ model: null })
  const one = event(2017, told.model)
  const models = withModelOf(before, { ...one, metadata: { ...one.metadata, ...told } })
  expect(models.map(({ version, since }) => [version, since.revision])).toEqual([
    [1, 0],
    [2, 1],
    [3, 1]
  ])
  expect(editedVersion(stream, models, given(psu, third, second))).toBeNull()
  expect(editedVersion(stream, models, given(psu, { ...third, titre: 'Éditée' }, second))).toMatchObject({
    ref: { version: 3 },
    edited: { since: { revision: 1 } }
  })
})
