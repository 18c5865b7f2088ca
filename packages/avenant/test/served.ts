/** For tests: both signed conventions behind the handler, asked by an agent of the Caf or by a director of one of them. */
import {
  monenfant2023,
  psu2017,
  psu2017Connections,
  psu2017Habilitations,
  psu2017Id
} from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type Avenant, caf, handler, openAvenant, partie, type Visitor } from '../src'

export const agent: Visitor = {
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  hand: caf('hauts-de-seine'),
  sees: 'all'
}
/** She acts for the gestionnaire of one convention, and sees that one. */
const director: Visitor = {
  acteur: { kind: 'partenaire', id: 'directrice' },
  hand: partie(psu2017Id, 'gestionnaire'),
  sees: id => id === psu2017Id
}
/** He sees all, and acts for nobody. */
const looker: Visitor = { ...agent, hand: null }
export const visitors: Readonly<Record<string, Visitor>> = { agent, director, looker }

type Asked = {
  readonly as?: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

export type Served = {
  readonly avenant: Avenant
  readonly ask: (request: Request) => Promise<Response>
  /** Asks an address under `/avenant`, as the agent where nobody else is named. */
  readonly at: (path: string, asked?: Asked) => Promise<Response>
  readonly post: (path: string, content: unknown, asked?: Asked) => Promise<Response>
  /** What was told of the program's own defects. */
  readonly defects: ReadonlyArray<unknown>
}

export const serve = async (): Promise<Served> => {
  const opened = await openAvenant({ store: 'memory:', hands: 'told', reactions: false })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const avenant = opened.right
  for (const { command, commandId } of [
    ...psu2017,
    ...psu2017Habilitations,
    ...psu2017Connections,
    ...monenfant2023
  ]) {
    const done = await avenant.execute(command, { commandId })()
    if (E.isLeft(done)) throw new Error(done.left.message)
  }
  const defects: unknown[] = []
  const ask = handler(avenant, {
    access: request => visitors[request.headers.get('authorization') ?? ''] ?? null,
    base: '/avenant',
    maxBodyBytes: 20_000,
    onDefect: error => defects.push(error)
  })
  const at: Served['at'] = (path, { as = 'agent', method = 'GET', headers = {}, body } = {}) =>
    ask(
      new Request(`http://avenant.example.fr/avenant${path}`, {
        method,
        headers: { authorization: as, ...headers },
        ...(body === undefined ? {} : { body })
      })
    )
  const post: Served['post'] = (path, content, { headers = {}, ...asked } = {}) =>
    at(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(content),
      ...asked
    })
  return { avenant, ask, at, post, defects }
}

export const annexesOf = (id: string): string => `/conventions/${id}/annexes?on=2017-08-31`

/** Whether somebody may act, in the convention that the director does not see. */
export const acting = {
  personneId: 'p-mef-1',
  etablissementId: 'e-219200789-1',
  role: 'disponibilites',
  on: '2023-08-31'
}

/** What a convention alone says, and another one does not: its names and numbers. */
export const secretsOf = async (
  { at }: Served,
  id: string,
  other: string
): Promise<ReadonlyArray<string>> => {
  const told = await (await at(`/conventions/${id}/annexes?on=2023-08-31`)).text()
  const own = await (await at(annexesOf(other))).text()
  return [
    ...new Set(
      [...told.matchAll(/"(?:nom|mail|siret|denomination|numeroSias)":"([^"]{4,})"/g)].map(
        ([, name]) => name ?? ''
      )
    )
  ].filter(name => !own.includes(name))
}
