import { ConventionCommand, conventionDecider, decode, frenchArticle, shippedModels } from '@avenant/domain'
import { psu2017 } from '@avenant/domain/fixtures'
import { either as E } from 'fp-ts'

const decider = conventionDecider(shippedModels)

/** Each command is decided on the state that those before it left. */
let state = decider.initial
for (const { command } of psu2017) {
  const decided = decider.decide(command)(state)
  if (E.isRight(decided)) state = decided.right.reduce(decider.evolve, state)
}

/** A command as it arrives: every fault with its path, or a command that is decided. */
export const answer = (body: unknown): ReadonlyArray<string> => {
  const command = decode(ConventionCommand)(body)
  if (E.isLeft(command)) return command.left.map(({ path, message }) => `${path} : ${message}`)
  const decided = decider.decide(command.right)(state)
  return E.isRight(decided)
    ? decided.right.map(({ type }) => type)
    : decided.left.map(refusal =>
        [refusal.sentence, refusal.article && frenchArticle(refusal.article)].join(' – ')
      )
}

/** The PSU convention does not know the notice: it ends at its term, or at once for a breach. */
export const notice = {
  type: 'GiveNotice',
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data: { partie: 'gestionnaire', dispatchedOn: '2018-01-02', receivedOn: '2018-01-05' }
}
