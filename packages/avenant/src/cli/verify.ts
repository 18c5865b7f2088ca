/** `avenant verify`: whether a journal reads, decodes and is as today's rules would record it; and what tells it from another. */
import { conventionAggregate, frenchCount, habilitationAggregate, type Models } from '@avenant/domain'
import {
  categoryOf,
  compareJournals,
  type EventStore,
  importJournal,
  openEventStore
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { dossierEvents } from '../journal'
import { answered, exitCodes, failed, type Said } from '../program'
import { all } from './arguments'
import { type Drift, driftIn, unjudgedTold } from './drift'
import { modelsOf } from './models'
import { type Source, sourceOf, sourceOptions } from './places'
import { progressOf } from './progress'
import { type Seal, sealOf, sealTold } from './seal'
import { type Fed, faultsOf, replay } from './source'
import type { Subcommand } from './subcommand'
import { journalFault, lookedThrough, reading } from './whole-journal'

export const verify: Subcommand = {
  options: program =>
    sourceOptions(program).option(
      '--kept <fichier.ndjson>',
      'export gardé ailleurs : ce journal doit commencer par tous ses événements'
    ),
  notes: `Ne prouve pas que rien n'a été modifié ni retiré : un journal n'est pas scellé. Ce qui fut changé avec soin se lit aussi bien,
et la fin d'un journal qui fut coupée ne manque à rien. Seul ce qui est gardé ailleurs le montre : l'empreinte et le nombre
d'événements qui sont dits ici, ou un export, que --kept compare.

Une dérive est une ligne que les règles d'aujourd'hui écriraient autrement qu'elle n'est enregistrée : elle a été modifiée depuis,
ou les règles ont changé. Rien n'en est changé ici.`,
  codes: {
    done: 'se lit en entier, sans dérive',
    not: "une dérive, un dossier non jugé, aucun événement, ou ce n'est pas la suite de --kept"
  },
  examples: ['--store avenant.db', '--journal journal.ndjson', '--store avenant.db --kept journal.ndjson'],
  run: async given => {
    const asked = all({ source: sourceOf(given), models: await modelsOf(given) })
    if (E.isLeft(asked)) return failed(asked.left)
    const { source, models } = asked.right
    const { kept } = given.values
    return withStore(source, async store => {
      const fed = await replay({ source, models, progress: progressOf(given, 'relecture') })
      if (E.isLeft(fed)) return fed.left
      const told = await verdict(store, fed.right, models)
      return kept === undefined || told.code > exitCodes.not
        ? told
        : withStore({ kind: 'journal', file: kept, retained: given.lists.retained ?? [] }, async keeping =>
            continuing(told, keeping, store, kept)
          )
    })
  }
}

/** What a store is asked of is in it; a file is taken into memory. */
const withStore = (source: Source, use: (store: EventStore) => Promise<Said>): Promise<Said> =>
  source.kind === 'store'
    ? reading(lookedThrough(source.address))(use)
    : reading(openEventStore('memory:'))(async store => {
        const { file, retained } = source
        const taken = await importJournal({ store, codec: dossierEvents, from: { file }, retained })()
        if (E.isRight(taken)) return use(store)
        const { left } = taken
        return left._tag === 'JournalRefused' ? failed(faultsOf(left), exitCodes.journal) : journalFault(left)
      })

const verdict = async (store: EventStore, fed: Fed, models: Models): Promise<Said> => {
  const seal = await sealOf(store)
  if (E.isLeft(seal)) return journalFault(seal.left)
  const drift = await driftIn(store, fed.streams, models)
  if (E.isLeft(drift)) return journalFault(drift.left)
  return toldVerdict(fed, seal.right, drift.right)
}

const toldVerdict = (fed: Fed, seal: Seal, { drifted, unjudged }: Drift): Said => {
  const head = `${frenchCount(fed.events, 'événement lu et décodé', 'événements lus et décodés')} : ${dossiersIn(fed).join(', ')}`
  const isSound = drifted.length === 0 && unjudged.length === 0 && seal.events > 0
  return answered(
    [
      `${head} ; ${drifted.length === 0 ? 'aucune dérive' : 'dérive :'}`,
      ...drifted.map(line => `  ${line}`),
      ...(unjudged.length === 0 ? [] : [unjudgedTold(unjudged)]),
      ...sealTold(seal)
    ].join('\n'),
    isSound ? exitCodes.done : exitCodes.not
  )
}

const dossiersIn = ({ streams }: Fed): ReadonlyArray<string> =>
  [
    [conventionAggregate.category, 'convention'],
    [habilitationAggregate.category, 'habilitation']
  ].map(([category, name = '']) =>
    frenchCount(streams.filter(stream => categoryOf(stream) === category).length, name)
  )

/** Whether a journal goes on from one that was kept: every event of that, and others or none after them. */
const continuing = async (told: Said, kept: EventStore, store: EventStore, file: string): Promise<Said> => {
  const compared = await compareJournals(kept, store)()
  const said = (line: string, code: number): Said =>
    answered(`${told.text}\n${line}`, Math.max(code, told.code))
  if (E.isRight(compared))
    return said(`${file} : les mêmes ${frenchCount(compared.right.events, 'événement')}, et aucun autre.`, 0)
  const { left } = compared
  if (left._tag !== 'JournalsDiffer') return journalFault(left)
  switch (left.longer) {
    case 'to':
      return said(
        `${file} : ses ${frenchCount(left.event - 1, 'événement')} sont le début de ce journal, qui continue.`,
        left.event === 1 ? exitCodes.not : exitCodes.done
      )
    case 'from':
      return said(
        `${file} : ce journal s'arrête avant ; il y manque l'événement de la ligne ${left.event} et les suivants.`,
        exitCodes.not
      )
    case null:
      return said(
        `${file} : ce journal n'en est pas la suite : le premier événement différent est celui de la ligne ${left.event}.`,
        exitCodes.not
      )
  }
}
