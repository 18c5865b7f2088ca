import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  psu,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Id, read } from '@avenant/domain/fixtures'
import { collect, driftedDossiers, executor, journalCodec, memoryEventStore } from '..'
import { right } from '../contract/harness'

/** What rules that read the article of the duration otherwise lay, under the same model. */
const mended = { ...psu, duration: { ...psu.duration, article: { source: 'PSU', article: '5, alinéa 2' } } }
const mendedRules = {
  ...conventionDecider([mended]),
  versions: () => [{ ref: { id: psu.id, version: psu.version }, data: psu }]
}
const codec = journalCodec(conventionEvents)

test('G2 G11 a journal that today’s rules would write otherwise is told, dossier by dossier, and mended by an act', async () => {
  const store = memoryEventStore()
  const before = executor({ store, codec, decider: conventionDecider(shippedModels), hands: 'told' })
  for (const given of psu2017) right(await before(given.stream, given.command, given)())
  const asked = (decider: ReturnType<typeof conventionDecider>) =>
    collect(driftedDossiers(store, 'convention', codec, decider))()

  expect(right(await asked(conventionDecider(shippedModels)))).toEqual([])
  const drifted = right(await asked(mendedRules))
  expect(drifted).toMatchObject([
    {
      stream: conventionStream(psu2017Id),
      lines: [
        {
          kind: 'effet',
          period: { from: '2021-01-01', to: null },
          recorded: { article: psu.duration.article },
          ruled: { article: mended.duration.article },
          // Its second signature put it in force.
          since: 5
        }
      ]
    }
  ])

  const after = executor({ store, codec, decider: mendedRules, hands: 'told' })
  const restate = read(ConventionCommand, {
    type: 'RestateConvention',
    acteur: { kind: 'agent-caf', id: 'agent-1' },
    data: { motif: 'article de la durée corrigé' }
  })
  right(await after(conventionStream(psu2017Id), restate, { commandId: 'restate' })())
  expect(right(await asked(mendedRules))).toEqual([])
})
