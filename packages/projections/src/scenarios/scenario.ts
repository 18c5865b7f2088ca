/** A history as data: what was done, what is asked, what must be answered. */
import {
  AddressedCommand,
  coherent,
  DateCivile,
  decode,
  type Fault,
  HabilitationId,
  type Incoherence,
  Instant,
  integer,
  type Models,
  NonBlank,
  shippedModels,
  struct
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { oneWay } from '../one-way'
import { type ModelFiles, modelsCodec } from './models'
import { AskedQuestion } from './questions'

/** The codes of the refusal that is expected, or the paths of the faults, in any order, each once. */
const Codes = coherent(t.readonlyArray(NonBlank), codes =>
  codes.length === 0
    ? [{ path: [], message: "liste vide ; attendu : un code de refus, ou le chemin d'un défaut, au moins" }]
    : []
)

/** The codes of an habilitation are used every so many days, from a day through another: each connection is recorded at once. */
const Connections = struct('Connexions', {
  habilitationId: HabilitationId,
  from: DateCivile,
  through: DateCivile,
  every: integer(1, 3_650)
})

/**
 * What was asked, and when it was recorded; or that the shipped reactions run then, until nothing is left to do; or which
 * models are given from then on in place of those before: a file was edited, a version added; or that codes are used regularly.
 */
const stepIn = (files: ModelFiles) =>
  oneWay(
    'react',
    struct('Pas', { at: Instant, react: t.literal(true) }),
    oneWay(
      'models',
      struct('Pas', { at: Instant, models: modelsCodec(files) }),
      oneWay(
        'connections',
        struct('Pas', { at: Instant, connections: Connections }),
        struct('Pas', { at: Instant, command: AddressedCommand }, { refused: Codes })
      )
    )
  )
export type Step = t.TypeOf<ReturnType<typeof stepIn>>

/** Knowledge never goes back: a step is not recorded before the one above it. */
const disordered = (steps: ReadonlyArray<Pick<Step, 'at'>>): ReadonlyArray<Incoherence> =>
  steps.flatMap(({ at }, i) => {
    const before = steps[i - 1]?.at ?? at
    return at < before ? [{ path: [i, 'at'], message: `${at} précède le pas d'avant, du ${before}` }] : []
  })

/** A model that contradicts itself, and the path of each fault that is told of it, in any order. */
const RefusedModel = struct('ModèleRefusé', { model: t.unknown, faults: Codes })
export type RefusedModel = t.TypeOf<typeof RefusedModel>

const codecOf = (files: ModelFiles) =>
  struct(
    'Scénario',
    { title: NonBlank, steps: coherent(t.readonlyArray(stepIn(files)), disordered) },
    {
      models: modelsCodec(files),
      refusedModels: t.readonlyArray(RefusedModel),
      questions: t.readonlyArray(AskedQuestion)
    }
  )

export type Scenario = {
  readonly title: string
  readonly models: Models
  readonly refusedModels: ReadonlyArray<RefusedModel>
  readonly steps: ReadonlyArray<Step>
  readonly questions: ReadonlyArray<AskedQuestion>
}

/**
 * Reads a scenario, with every fault and its path (G15).
 *
 * @param files what was read of the files that {@link modelFilesOf} gives
 * @example
 * decodeScenario(new Map())({ title: 'Rien', steps: [] })
 */
export const decodeScenario =
  (files: ModelFiles) =>
  (input: unknown): E.Either<ReadonlyArray<Fault>, Scenario> =>
    E.map(
      ({
        title,
        steps,
        models = shippedModels,
        refusedModels = [],
        questions = []
      }: t.TypeOf<ReturnType<typeof codecOf>>) => ({
        title,
        models,
        refusedModels,
        steps,
        questions
      })
    )(decode(codecOf(files))(input))
