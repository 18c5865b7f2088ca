/** Where a journal is: a store by its address, or a file. */
import type { Command } from 'commander'
import * as E from 'fp-ts/Either'
import { all, type Faults, type Given } from './arguments'

export type Source =
  | {
      readonly kind: 'store'
      readonly address: string
      /** Where its connections are, when they have an address of their own. */
      readonly connections: string | null
    }
  | { readonly kind: 'journal'; readonly file: string; readonly retained: ReadonlyArray<string> }

export const storeOption = (program: Command): Command =>
  program.option('--store <fichier|adresse>', 'base SQLite, ou adresse : postgres://…, esdb://…')

export const connectionsOption = (program: Command): Command =>
  program.option(
    '--connections <fichier|adresse>',
    "base des connexions, si elle n'est pas celle de --store : sans elle, un accès paraîtrait inutilisé"
  )

export const modelsOption = (program: Command): Command =>
  program.option('--models <fichiers...>', 'modèles de convention, en plus de ceux qui sont livrés')

export const progressOption = (program: Command): Command =>
  program.option('--progress', "dit l'avancement sur la sortie d'erreur, même hors d'un terminal")

export const sourceOptions = (program: Command): Command =>
  progressOption(
    retainedOption(
      modelsOption(
        connectionsOption(storeOption(program)).option('--journal <fichier.ndjson>', 'journal NDJSON')
      )
    )
  )

/** A retention removed the beginning of streams of these categories: elsewhere, one that begins later is refused. */
export const retainedOption = (program: Command): Command =>
  program.option(
    '--retained <catégories...>',
    'catégories dont une conservation limitée a retiré le début des flux'
  )

export const sourceOf = (given: Given): E.Either<Faults, Source> => {
  const {
    values: { store, connections, journal },
    lists: { retained = [] }
  } = given
  if (store !== undefined && journal !== undefined) return E.left(['--store ou --journal, pas les deux'])
  if (store !== undefined)
    return E.map((stores: Stores): Source => ({ kind: 'store', ...stores }))(storesOf(given))
  if (connections !== undefined)
    return E.left([
      '--connections : avec --store seulement ; un fichier de journal peut être pris dans une base (avenant import)'
    ])
  if (journal !== undefined) return E.right({ kind: 'journal', file: journal, retained })
  return E.left(['il manque --store FICHIER ou --journal FICHIER.ndjson'])
}

/**
 * A SQLite file, unless it is an address: one that begins as those of the engines do, or as those of the web do, so
 * that a mistyped `postgre://` is told. `caf:92.db` is a file, and so is `C:\\avenant.db`. A journal in memory would be
 * empty, and gone afterwards.
 */
export const addressOf =
  (option: string) =>
  (given: string): E.Either<Faults, string> => {
    if (given === 'memory:')
      return E.left([`${option} : une base en mémoire est vide, et disparaît avec le programme`])
    return E.right(
      /^(?:sqlite|memory|postgres|postgresql|esdb|esdb\+discover):|^[a-z][a-z0-9+.-]+:\/\//i.test(given)
        ? given
        : `sqlite:${given}`
    )
  }

type Stores = Omit<Extract<Source, { readonly kind: 'store' }>, 'kind'>

/** A journal, and where its connections are; null: they are in it, also where its own address is given for them. */
export const storesOf = (given: Given): E.Either<Faults, Stores> => {
  const { connections } = given.values
  const own: E.Either<Faults, string | null> =
    connections === undefined ? E.right(null) : addressOf('--connections')(connections)
  return E.map(({ address, own }: { readonly address: string; readonly own: string | null }) => ({
    address,
    connections: own === address ? null : own
  }))(all({ address: storeOf(given), own }))
}

export const storeOf = ({ values: { store } }: Given): E.Either<Faults, string> =>
  store === undefined ? E.left(['il manque --store FICHIER']) : addressOf('--store')(store)
