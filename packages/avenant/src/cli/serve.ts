/** `avenant serve`: a journal shown to who is at this machine, and never written. */
import type { Models } from '@avenant/domain'
import { type AnyFault, importJournal } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { agreed } from '../apart'
import { handler } from '../http/handler'
import type { Visitor } from '../http/visitor'
import { dossierEvents } from '../journal'
import { type Avenant, openAvenant } from '../opening'
import { answered, exitCodes, failed } from '../program'
import { all, type Faults } from './arguments'
import { writeTo } from './descriptor'
import { listening } from './listening'
import { modelsOf } from './models'
import { type Source, sourceOf, sourceOptions } from './places'
import { faultsOf } from './source'
import type { Subcommand } from './subcommand'
import { doubtsOf } from './whole-journal'

/** He is at this machine, sees all that the journal holds, and acts for nobody. */
const local: Visitor = { acteur: { kind: 'agent-caf', id: 'local' }, hand: null, sees: 'all' }

export const serve: Subcommand = {
  options: program =>
    sourceOptions(program)
      .option('--port <port>', 'par défaut 8080 ; 0 : un port libre')
      .option('--host <adresse>', 'par défaut 127.0.0.1, où seule cette machine y accède'),
  notes: `Rien n'est écrit, et aucune commande n'est prise. Qui atteint cette adresse voit tout : au-delà de cette machine, montez la
fonction \`handler\` d'avenant derrière l'authentification de votre service. Ctrl+C arrête.`,
  codes: { done: 'arrêté' },
  examples: ['--store avenant.db', '--journal journal.ndjson --port 0'],
  run: async (given, tell) => {
    const { host = '127.0.0.1', port = '8080' } = given.values
    const asked = all({ source: sourceOf(given), port: portOf(port), models: await modelsOf(given) })
    if (E.isLeft(asked)) return failed(asked.left)
    const { source } = asked.right
    const doubts = source.kind === 'store' ? await doubtsOf(source.address) : []
    const opened = await openedFor(source, asked.right.models)
    if (E.isLeft(opened)) return failed(opened.left, exitCodes.journal)
    const avenant = opened.right
    try {
      const server = await listening(
        handler(avenant, { access: () => local, onDefect }),
        asked.right.port,
        host
      )
      if (E.isLeft(server)) return failed([server.left])
      // Who is told of the address may stop it at once.
      const stopped = signalled()
      await tell(server.right.address)
      for (const doubt of doubts) warn(doubt)
      await stopped
      await server.right.close()
      return answered('')
    } finally {
      await avenant.close()
    }
  }
}

const portOf = (text: string): E.Either<Faults, number> =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535
    ? E.right(Number(text))
    : E.left([`--port : attendu : un nombre de 0 à 65535, reçu : ${text}`])

const warn = (line: string): void => void writeTo('stderr', `${line}\n`).catch(() => undefined)

const onInterrupted = ({ message }: AnyFault): void => warn(message)

const onDefect = (error: unknown): void =>
  warn(`défaut : ${error instanceof Error ? error.message : String(error)}`)

const openedFor = async (source: Source, models: Models): Promise<E.Either<Faults, Avenant>> => {
  const opened = await openAvenant(
    source.kind === 'store'
      ? {
          store: source.address,
          ...(source.connections === null ? {} : { connections: source.connections }),
          models,
          readOnly: true,
          onInterrupted
        }
      : { store: 'memory:', models, reactions: false, onInterrupted }
  )()
  if (E.isLeft(opened)) return E.left([opened.left.message])
  const avenant = opened.right
  const fault = source.kind === 'store' ? null : await taken(avenant, source)
  if (fault === null) return E.right(avenant)
  await avenant.close()
  return E.left(fault)
}

/** Takes a file into memory; null once all of it is in the answers. */
const taken = async (
  { store, standingOf }: Avenant,
  { file, retained }: Extract<Source, { readonly kind: 'journal' }>
): Promise<Faults | null> => {
  const imported = await importJournal({ store, codec: dossierEvents, from: { file }, retained })()
  if (E.isLeft(imported))
    return imported.left._tag === 'JournalRefused' ? faultsOf(imported.left) : [imported.left.message]
  const whole = await agreed(store, false)()
  if (E.isLeft(whole)) return [whole.left.message]
  const { position } = imported.right
  if (position === null) return null
  const caughtUp = await standingOf('convention-0', { atLeast: position })()
  return E.isLeft(caughtUp) ? [caughtUp.left.message] : null
}

/** A first signal ends it; a second one, whatever is still at hand. */
const signalled = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
