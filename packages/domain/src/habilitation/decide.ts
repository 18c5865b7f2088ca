/** Every decision about an habilitation. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Decider } from '../decider'
import { type Decision, refused } from '../decision'
import type { ConventionModel, Models } from '../model/model'
import { allowedTo, modelOf } from '../model/under-model'
import { giversOf, type HabilitationCommand, habilitationAddressee } from './commands'
import { decideBlock, decideEnd, decideEndOfMission, decideResume, decideUnblock } from './decide-access'
import { decideCorrectHabilitation } from './decide-correct'
import { decideRefuse, decideRequest, decideStep, notRequested } from './decide-request'
import type { HabilitationEvent } from './events'
import type { HabilitationRefusal } from './refusals'
import { evolveHabilitation, type HabilitationState, habilitationModel, initialHabilitation } from './state'

/**
 * The Habilitation aggregate, under the models that the service knows (G11).
 *
 * @example
 * const { initial, decide, evolve } = habilitationDecider(shippedModels)
 */
export const habilitationDecider = (
  models: Models
): Decider<HabilitationState, HabilitationCommand, HabilitationEvent, HabilitationRefusal> => {
  const under = modelOf(models)
  return {
    initial: initialHabilitation,
    evolve: evolveHabilitation,
    model: habilitationModel,
    addressee: habilitationAddressee,
    decide: command => state => {
      const ref = command.type === 'RequestHabilitation' ? command.data.model : state.requested?.model
      return pipe(
        allowedTo(giversOf(command), command.acteur),
        E.chainW(() => (ref === undefined ? refused(notRequested) : under(ref))),
        E.chainW(model => decideUnder(model, state, command))
      )
    }
  }
}

const decideUnder = (
  model: ConventionModel,
  state: HabilitationState,
  command: HabilitationCommand
): Decision<HabilitationEvent, HabilitationRefusal> => {
  switch (command.type) {
    case 'RequestHabilitation':
      return decideRequest(model, state, command)
    case 'AcknowledgeRequest':
      return decideStep(model, state, 'acknowledged', 'HabilitationAcknowledged', command.data.on)
    case 'CheckRequest':
      return decideStep(model, state, 'checked', 'HabilitationChecked', command.data.on)
    case 'SendConvention':
      return decideStep(model, state, 'convention-sent', 'ConventionSent', command.data.on)
    case 'ReceiveSignedReturn':
      return decideStep(model, state, 'signed-return', 'SignedReturnReceived', command.data.on)
    case 'DeliverHabilitation':
      return decideStep(model, state, 'delivered', 'HabilitationDelivered', command.data.on)
    case 'RefuseHabilitation':
      return decideRefuse(model, state, command)
    case 'BlockAccess':
      return decideBlock(model, state, command)
    case 'UnblockAccess':
      return decideUnblock(model, state, command)
    case 'ReportEndOfMission':
      return decideEndOfMission(model, state, command)
    case 'EndHabilitation':
      return decideEnd(model, state, command)
    case 'ResumeHabilitation':
      return decideResume(model, state)
    case 'CorrectHabilitation':
      return decideCorrectHabilitation(state, command, (known, right) => decideUnder(model, known, right))
  }
}
