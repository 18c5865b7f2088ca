/** Whom the conventions of the portfolio let in: an access for each of three persons, asked for and delivered. */
import {
  HabilitationCommand,
  HabilitationId,
  habilitationDecider,
  habilitationStream,
  instantOfEpoch,
  type Recorded,
  shippedModels,
  usesStream
} from '@avenant/domain'
import { read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { playing } from './playing'
import { idOf, numberOf, recordedOf } from './portfolio'
import { DAYS, date, draft, FIRST_DAY, NUMBER, personne, ROLES, établissements } from './story'

const PERSONS = [2, 3, 4]

/** The events of the habilitations under one convention, as new objects: always the same for the same number. */
export const habilitations = (): ((convention: number) => ReadonlyArray<Recorded>) => {
  const texts = PERSONS.flatMap(n => [...played(n), ...used(n)].map(event => JSON.stringify(event)))
  return convention => texts.map(text => recordedOf(text.replaceAll(NUMBER, numberOf(convention))))
}

const played = (n: number): ReadonlyArray<Recorded> => {
  const habilitationId = `h-${NUMBER}-${n}`
  const { recorded, give } = playing(
    habilitationDecider(shippedModels),
    habilitationStream(read(HabilitationId, habilitationId))
  )
  for (const [days, type, data] of stepsOf(n, habilitationId)) {
    const acteur = { kind: 'agent-caf', id: 'agent-1' }
    const command = read(HabilitationCommand, { type, acteur, data })
    const at = instantOfEpoch((FIRST_DAY + days) * 86_400_000)
    const given = give({ at, command, commandId: `c-${recorded.length}`, id: idOf })
    if (E.isLeft(given)) throw new Error(JSON.stringify(given.left))
  }
  return recorded
}

/** Each uses her access every six weeks, so that it stays open: the days alone are left of it, in one event. */
const used = (n: number): ReadonlyArray<Recorded> => {
  const [request] = played(n)
  if (request === undefined) throw new Error('no request')
  const uses = Array.from({ length: Math.floor((DAYS - 9) / 42) }, (_, i) => {
    const day = FIRST_DAY + 10 + i * 42
    return { on: date(day), revision: i, recordedAt: instantOfEpoch(day * 86_400_000 + 43_200_000) }
  })
  return [
    {
      ...request,
      stream: usesStream(read(HabilitationId, `h-${NUMBER}-${n}`)),
      revision: 0,
      type: 'UsesKept',
      data: { uses }
    }
  ]
}

const stepsOf = (
  n: number,
  habilitationId: string
): ReadonlyArray<readonly [days: number, type: HabilitationCommand['type'], data: unknown]> => {
  const [gestionnaire, caf] = draft.parties
  return [
    [
      1,
      'RequestHabilitation',
      {
        habilitationId,
        conventionId: draft.conventionId,
        model: draft.model,
        demandeur: { denomination: gestionnaire?.denomination, siege: gestionnaire?.siege },
        caf: caf?.denomination,
        personneId: `p-${NUMBER}-${n}`,
        personne: personne(n, 'Adjoint'),
        roles: établissements.flatMap(etablissementId =>
          ROLES.map(role => ({ role, etablissementId, nature: 'eaje' }))
        ),
        requestedOn: date(FIRST_DAY + 1)
      }
    ],
    [9, 'DeliverHabilitation', { on: date(FIRST_DAY + 9) }]
  ]
}
