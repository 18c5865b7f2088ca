/** `/conventions/:id/et-si`: a command tried on a dossier, by a form that is posted; nothing is recorded. */
import { decode, oneOf, struct } from '@avenant/domain'
import { commandForms, etSi, framed, textOf, type WhatIfOutcome } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Answering } from '../../answering'
import { conventionNamedBy } from '../../named-convention'
import { commandIn } from '../commands'
import { type Problem, problemOf, wrongInput } from '../problem'
import { conventionOf, type ScreenRoute, screen, type Visit } from './screen'

const path = '/conventions/:id/et-si'

/** Those of any convention: their examples name the one of the page. */
const types = commandForms('essai' as Parameters<typeof commandForms>[0]).map(({ type }) => type)

const Type = oneOf('acte', types as [string, ...string[]])

/** The form, with the example of the command that is chosen. */
export const etSiForm = screen({
  path,
  tab: 'Et si',
  params: struct('et-si', {}, { type: Type }),
  questions: () => ({}),
  page: ({ frame, visitor }, _, { type }) => {
    const forms = commandForms(conventionOf(frame), visitor.acteur.kind)
    const chosen = forms.find(form => form.type === type) ?? forms[0]
    return etSi(frame, {
      forms,
      type: chosen?.type ?? '',
      command: JSON.stringify(chosen?.example ?? {}, null, 2),
      tried: null
    })
  }
})

const EtSiParams = struct('et-si', { commande: t.string }, {})

/** What came of the command that was posted. */
export const etSiScreen: ScreenRoute = {
  path,
  tab: null,
  method: 'POST',
  faultsIn: params => {
    const decoded = decode(EtSiParams)(params)
    return E.isLeft(decoded) ? decoded.left : []
  },
  respond: async (avenant, visit, params) => {
    const decoded = decode(EtSiParams)(params)
    if (E.isLeft(decoded)) return E.left(wrongInput(decoded.left))
    const { commande } = decoded.right
    const parsed = parsedJson(commande)
    const tried = E.isLeft(parsed) ? E.right(parsed.left) : await triedBy(avenant, visit, parsed.right)
    if (E.isLeft(tried)) return tried
    const answers = {
      forms: commandForms(conventionOf(visit.frame), visit.visitor.acteur.kind),
      type: E.isRight(parsed) ? typeOf(parsed.right) : '',
      command: commande,
      tried: tried.right
    }
    return E.right({
      type: 'text/html',
      text: textOf(framed(visit.frame, etSi(visit.frame, answers))),
      file: null
    })
  }
}

const typeOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'type' in body ? `${body.type}` : ''

const parsedJson = (text: string): E.Either<WhatIfOutcome, unknown> =>
  E.tryCatch(
    () => JSON.parse(text),
    (): WhatIfOutcome => ({
      outcome: 'faulty',
      sentence: "Ce n'est pas du JSON : un signe manque ou est de trop.",
      faults: []
    })
  )

/** What is to be mended is told on the page; what he may not see, and what the service cannot do, as everywhere. */
const triedBy = async (
  avenant: Answering,
  { visitor, frame }: Visit,
  body: unknown
): Promise<E.Either<Problem, WhatIfOutcome>> => {
  const given = await commandIn(avenant, visitor, body)
  if (E.isLeft(given)) return given.left.status === 400 ? E.right(faultyBy(given.left)) : given
  const { command, hand } = given.right
  const conventionId = conventionOf(frame)
  if ((conventionNamedBy(command) ?? conventionId) !== conventionId) return E.right(elsewhere(conventionId))
  const said = await avenant.whatIf(command, { on: frame.point.on, hand })()
  if (E.isRight(said))
    return E.right(
      said.right.conventionId === conventionId
        ? { outcome: 'accepted', whatIf: said.right }
        : elsewhere(conventionId)
    )
  if (said.left._tag === 'Refused') return E.right({ outcome: 'refused', refusals: said.left.refusals })
  const problem = problemOf(said.left)
  return problem.status >= 500 ? E.left(problem) : E.right(faultyBy(problem))
}

const faultyBy = ({ detail, more }: Problem): WhatIfOutcome => {
  const faults = more?.faults
  return Array.isArray(faults)
    ? { outcome: 'faulty', sentence: 'La commande est à reprendre.', faults }
    : { outcome: 'faulty', sentence: `La commande ne serait pas prise : ${detail}.`, faults: [] }
}

const elsewhere = (conventionId: string): WhatIfOutcome => ({
  outcome: 'faulty',
  sentence: `Cette page essaie des commandes sur la convention ${conventionId} : celle-ci est pour un autre dossier.`,
  faults: []
})
