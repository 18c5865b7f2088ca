/** A dossier as one file: its journal, and the screens that read it, which ask nothing of any network. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ConventionId,
  civilDateOf,
  conventionStream,
  decode,
  frenchCount,
  frenchDate,
  type Instant,
  type Models,
  type Recorded,
  streamsOfHabilitation
} from '@avenant/domain'
import { frenchInstant, stylesheet } from '@avenant/projections'
import { collect, defect, type EventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { invalidQuestion } from '../faults'
import type { Questions } from '../questions'
import { type Stores, storeOf } from '../stores'
import type { OfflineDossier } from './asked'
import { type Enclosed, screensOf } from './enclosed'

/** What is read of the journal and of the connections. */
type Readable = { readonly [K in keyof Stores]: Pick<EventStore, 'read'> }

type Source = {
  readonly stores: Readable
  readonly models: Models
  readonly standingOf: Questions['standingOf']
  readonly clock: () => Instant
}

/**
 * One HTML file with a convention, the habilitations under it, and both axes live: of nothing else, and of what is recorded later,
 * it knows nothing. Written again at the same moment from the same journal it is the same, byte for byte.
 */
export const offlineDossierOf =
  ({ stores, models, standingOf, clock }: Source): OfflineDossier =>
  ({ conventionId, zone = 'Europe/Paris' }) => {
    const id = decode(ConventionId)(conventionId)
    if (E.isLeft(id))
      return TE.left(invalidQuestion(id.left.map(({ message }) => ({ path: 'conventionId', message }))))
    return pipe(
      standingOf(conventionStream(id.right)),
      TE.chainW(standing =>
        standing === null
          ? TE.right(null)
          : pipe(
              [conventionStream(id.right), ...standing.habilitations.flatMap(streamsOfHabilitation)],
              TE.traverseSeqArray(stream => eventsOf(storeOf(stores, stream), stream)),
              TE.map(streams => streams.flat()),
              TE.chainW(events =>
                TE.tryCatch(
                  () =>
                    fileOf({
                      conventionId: id.right,
                      writtenAt: clock(),
                      zone,
                      models: models.filter(model => events.some(isUnder(model))),
                      events
                    }),
                  // A bundle of a program leaves the engine behind.
                  error => defect('offlineDossier', error)
                )
              )
            )
      )
    )
  }

/** Of a stream of which nothing is recorded there are none. */
const eventsOf = (store: Pick<EventStore, 'read'>, stream: string) =>
  pipe(
    collect(store.read(stream)),
    TE.orElse(fault => (fault._tag === 'StreamNotFound' ? TE.right([]) : TE.left(fault)))
  )

/** Days of a dossier may be under other versions than the one under which an event was decided: it names them. */
const isUnder =
  ({ id, version }: Models[number]) =>
  ({ metadata: { model, versions = [] } }: Recorded): boolean =>
    [model, ...versions].some(ref => ref !== null && ref.id === id && ref.version === version)

/** Made beside the compiled sources by the build; it is read once. */
let engine: string | null = null
const engineText = (): string => {
  engine ??= readFileSync(join(__dirname, '..', '..', 'dist', 'offline', 'engine.js'), 'utf8')
  return engine
}

/** The page as it is on the day of its writing stands in it, for who has no scripts. */
const fileOf = async (enclosed: Enclosed): Promise<string> => {
  const defects: unknown[] = []
  const screens = screensOf(enclosed, error => defects.push(error))
  const path = `/conventions/${enclosed.conventionId}`
  const first = await screens(
    new Request(`http://dossier.invalid${path}`, { headers: { accept: 'text/html' } })
  )
  const [, title, body] = /<title>(.*?)<\/title>.*?<body>(.*)<\/body>/s.exec(await first.text()) ?? []
  // A page that says that something went wrong is no dossier.
  if (!first.ok || title === undefined || body === undefined)
    throw defects[0] ?? new Error(`page ${first.status}`)
  return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="${POLICY}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${stylesheet}</style>
</head>
<body>
<aside aria-label="Copie hors ligne"><p class="banner">${noteOf(enclosed)}</p></aside>
<div id="page">${body}</div>
<footer class="note copy">${footOf(enclosed)}</footer>
<script type="application/json" id="enclosed">${JSON.stringify(enclosed).replace(/</g, '\\u003c')}</script>
<script>${engineText()}</script>
</body>
</html>
`
}

const noteOf = ({ conventionId, writtenAt, zone }: Enclosed): string =>
  `Copie du dossier ${conventionId}, écrite le ${frenchDate(civilDateOf(writtenAt, zone))} : c'est le jour « aujourd'hui » de ce fichier, et il ne sait rien de ce qui a été enregistré depuis.`

/** By what a reader tells whether it is the file that was written: nothing inside of it can say so. */
const footOf = ({ events, zone, conventionId }: Enclosed): string => {
  const last = events.reduce<Instant | null>(
    (latest, { recordedAt }) => (latest === null || recordedAt > latest ? recordedAt : latest),
    null
  )
  return `<p>Ce fichier contient ${frenchCount(events.length, 'événement')} de la convention ${conventionId} et de ses habilitations${
    last === null ? '' : `, le dernier enregistré le ${frenchInstant(last, zone)}`
  }. Écrit par Avenant, version ${version()}.</p>
<p>Pour le vérifier : calculez son empreinte (<code>sha256sum ${conventionId}.html</code>, ou <code>certutil -hashfile ${conventionId}.html SHA256</code> sous Windows) et comparez-la à celle qui fut dite à son écriture, ou écrivez-le de nouveau depuis le journal et comparez-en les événements. Rien dans ce fichier ne prouve qu'il n'a pas été modifié.</p>`
}

const version = (): string => {
  const { version }: { readonly version: string } = require('../../package.json')
  return version
}

/** It fetches nothing, sends nothing, and is put in no other page. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
