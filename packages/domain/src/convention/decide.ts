/** Every decision about a convention. */

import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Decider } from '../decider'
import { type Decision, refused } from '../decision'
import type { ConventionModel, Models } from '../model/model'
import { allowedTo, modelOf } from '../model/under-model'
import { because } from '../refusal'
import { type ConventionCommand, conventionAddressee, conventionCommandGivers } from './commands'
import { decideCorrectConvention } from './decide-correct'
import { decideDraft, decideDérogation, decideEdit, decideNonRespect } from './decide-draft'
import { decideAnnulClause, decideNotice, decideTerminate } from './decide-end'
import {
  decideCorrect,
  decideFormulaire,
  decideRevise,
  decideSignAvenant,
  decideSignal
} from './decide-modify'
import { decideCorrectSignature, decideSign } from './decide-sign'
import { decideTransmission } from './decide-transmission'
import type { ConventionEvent } from './events'
import type { ConventionRefusal } from './refusals'
import { type ConventionState, conventionModel, evolveConvention, initialConvention } from './state'

/**
 * The Convention aggregate, under the models that the service knows (G11).
 *
 * @example
 * const { initial, decide, evolve } = conventionDecider(shippedModels)
 */
export const conventionDecider = (
  models: Models
): Decider<ConventionState, ConventionCommand, ConventionEvent, ConventionRefusal> => {
  const under = modelOf(models)
  return {
    initial: initialConvention,
    evolve: evolveConvention,
    model: conventionModel,
    addressee: conventionAddressee,
    decide: command => state => {
      const ref = command.type === 'DraftConvention' ? command.data.model : state.drafted?.model
      return pipe(
        allowedTo(conventionCommandGivers[command.type], command.acteur),
        E.chainW(() => (ref === undefined ? refused(notDrafted) : under(ref))),
        E.chainW(model => decideUnder(model, state, command))
      )
    }
  }
}

const notDrafted: ConventionRefusal = because('not-drafted', '', null)

const decideUnder = (
  model: ConventionModel,
  state: ConventionState,
  command: ConventionCommand
): Decision<ConventionEvent, ConventionRefusal> => {
  switch (command.type) {
    case 'DraftConvention':
      return decideDraft(model, state, command)
    case 'EditAnnexes':
      return decideEdit(model, state, command)
    case 'AgreeNonRespect':
      return decideNonRespect(model, state, command)
    case 'GrantDérogation':
      return decideDérogation(model, state, command)
    case 'SignConvention':
      return decideSign(model, state, command)
    case 'CorrectSignature':
      return decideCorrectSignature(model, state, command)
    case 'SignalModification':
      return decideSignal(model, state, command)
    case 'ReceiveFormulaire':
      return decideFormulaire(model, state, command)
    case 'ReviseAnnexe':
      return decideRevise(model, state, command)
    case 'SignAvenant':
      return decideSignAvenant(model, state, command)
    case 'CorrectAnnexes':
      return decideCorrect(model, state, command)
    case 'GiveNotice':
      return decideNotice(model, state, command)
    case 'TerminateConvention':
      return decideTerminate(model, state, command)
    case 'AnnulClause':
      return decideAnnulClause(model, state, command)
    case 'RecordTransmission':
      return decideTransmission(model, state, command)
    case 'CorrectConvention':
      return decideCorrectConvention(model, state, command, (known, right) =>
        decideUnder(model, known, right)
      )
  }
}
