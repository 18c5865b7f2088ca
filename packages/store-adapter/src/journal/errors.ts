import { type Fault, frenchCount } from '@avenant/domain'
import { codeOf, messageOf } from '../error-code'

/** `line` counts from 1. `id` is the event's, when the line could be read that far. */
export type JournalFault = Fault & { readonly line: number; readonly id: string | null }

/** What the journal has wrong: the first hundred faults, and how many there are. */
export type JournalRefused = {
  readonly _tag: 'JournalRefused'
  readonly faults: ReadonlyArray<JournalFault>
  readonly total: number
  readonly retryable: false
  readonly message: string
}

/** The file cannot be read; `code` is the system's. */
export type JournalFileError = {
  readonly _tag: 'JournalFileError'
  readonly file: string
  readonly code: string
  readonly retryable: boolean
  readonly message: string
}

export const maxFaults = 100

const shown = ({ line, id, path, message }: JournalFault): string =>
  `ligne ${line}${id === null ? '' : ` (${id})`}${path === '' ? '' : `, ${path}`} : ${message}`

export const journalRefused = (faults: ReadonlyArray<JournalFault>, total: number): JournalRefused => ({
  _tag: 'JournalRefused',
  faults,
  total,
  retryable: false,
  message: `journal refusé, ${frenchCount(total, 'faute')} : ${faults.slice(0, 3).map(shown).join(' | ')}${total > 3 ? ' | …' : ''}`
})

const reasons: Readonly<Record<string, string>> = {
  EISDIR: "c'est un dossier ; donnez un fichier",
  ENOENT: "ce fichier n'existe pas ; vérifiez le chemin",
  EACCES: 'vérifiez les droits du fichier et de son dossier',
  ELOOP: 'ses liens tournent en rond ; donnez le fichier lui-même'
}

export const journalFileError = (file: string, error: unknown): JournalFileError => {
  const code = codeOf(error) ?? 'UNKNOWN'
  return {
    _tag: 'JournalFileError',
    file,
    code,
    retryable: code === 'EMFILE',
    message: `impossible de lire ${file} : ${reasons[code] ?? 'vérifiez le chemin et les droits'} (${code})`
  }
}

/** What came as a stream, and not from a file that it could name: it failed, or did not give bytes. */
export const journalStreamError = (error: unknown): JournalFileError => {
  const code = codeOf(error) ?? 'UNKNOWN'
  return {
    _tag: 'JournalFileError',
    file: '',
    code,
    retryable: false,
    message: `lecture du journal interrompue (${code} : ${messageOf(error)}) ; donnez un flux d'octets entier`
  }
}
