/** What a large draft weighs in the journal: 40 establishments, six roles, two persons in each. */
import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  defineModel,
  psu,
  StableId
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import { journalCodec } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Measure, measure } from './measure'
import { draft, listed, NUMBER, personne } from './story'

const ESTABLISHMENTS = 40
const ROLES = 6
const RANGS = ['titulaire', 'suppleant']
const AIM = 17_000

const roleIdOf = (n: number): string => `role-${n}`
const model = defineModel({
  ...psu,
  id: read(StableId, 'six-roles'),
  roles: Array.from({ length: ROLES }, (_, n) => {
    const [role] = psu.roles
    if (role === undefined) throw new Error('the model has no role')
    return { ...role, id: read(StableId, roleIdOf(n)) }
  })
})
const codec = journalCodec(conventionEvents)

/** Kilobytes that the events say, and that they move; nothing of a name is written twice. */
export const largeDraft = (): ReadonlyArray<Measure> => {
  const { initial, decide, evolve } = conventionDecider([model])
  let state = initial
  let said = 0
  let moved = 0
  for (const [type, data] of commands) {
    const acteur = { kind: 'agent-caf', id: 'agent-1' }
    const decided = decide(read(ConventionCommand, { type, acteur, data }))(state)
    if (E.isLeft(decided)) throw new Error(JSON.stringify(decided.left))
    for (const event of decided.right) {
      const written = codec.encode(event)
      if (E.isLeft(written)) throw new Error(JSON.stringify(written.left))
      // What the codec of the convention's events writes.
      const { says, moves } = written.right.data as {
        readonly says: unknown
        readonly moves: unknown
      }
      said += bytesOf(says)
      moved += bytesOf(moves)
      state = evolve(state, event)
    }
  }
  const what = `a draft of ${ESTABLISHMENTS} establishments, ${ROLES} roles and ${RANGS.length} persons in each`
  return [
    measure(`${what}: written as said`, said, 'bytes'),
    measure(`${what}: written as moved`, moved, 'bytes', AIM)
  ]
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const personneIdOf = (role: number, rang: number): string => `p-${10 + role * RANGS.length + rang}`
const commands: ReadonlyArray<readonly [ConventionCommand['type'], unknown]> = [
  [
    'DraftConvention',
    {
      ...draft,
      model: { id: model.id, version: model.version },
      personnes: [
        ...draft.personnes,
        ...Array.from({ length: ROLES * RANGS.length }, (_, n) => ({
          personneId: `p-${10 + n}`,
          personne: personne(n, 'Adjoint')
        }))
      ]
    }
  ],
  [
    'EditAnnexes',
    {
      changes: Array.from({ length: ESTABLISHMENTS }, (_, n) => `${NUMBER.slice(1)}${n + 10}`).flatMap(
        etablissementId => [
          listed(etablissementId, `CRECHE ${etablissementId}`),
          ...Array.from({ length: ROLES }, (_, role) =>
            RANGS.map((rang, r) => ({
              kind: 'attribute-role',
              personneId: personneIdOf(role, r),
              role: roleIdOf(role),
              etablissementId,
              rang
            }))
          ).flat()
        ]
      )
    }
  ]
]
