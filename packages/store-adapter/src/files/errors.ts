import { codeOf } from '../error-code'

/**
 * The file was not written, and what was there is there still. `code` is the system's, or `NOT_A_FILE`, `SOURCE`,
 * `DATABASE`, `ABORTED`.
 */
export type FileNotWritten = {
  readonly _tag: 'FileNotWritten'
  readonly file: string
  readonly code: string
  readonly retryable: boolean
  readonly message: string
}

const reasons: Readonly<Record<string, string>> = {
  NOT_A_FILE: "ce n'est pas un fichier ordinaire ; donnez un nom de fichier",
  SOURCE: "ce fichier est en cours de lecture, il n'est pas remplacé ; donnez un autre nom",
  DATABASE: "une base SQLite n'est pas remplacée ; donnez un autre nom",
  ABORTED: 'écriture interrompue',
  ENOENT: "le dossier n'existe pas",
  ENOTDIR: "le chemin passe par ce qui n'est pas un dossier",
  ENOSPC: 'plus de place sur le disque',
  EDQUOT: 'plus de place sur le disque',
  EACCES: 'vérifiez les droits du fichier et de son dossier',
  EPERM: 'vérifiez les droits du fichier et de son dossier',
  EROFS: 'le disque est en lecture seule'
}

export const notWritten = (file: string, code: string): FileNotWritten => ({
  _tag: 'FileNotWritten',
  file,
  code,
  retryable: code === 'ENOSPC' || code === 'EDQUOT' || code === 'EMFILE',
  message: `impossible d'écrire ${file} : ${reasons[code] ?? 'vérifiez le chemin'} (${code})`
})

export const notWrittenBecause = (file: string, error: unknown): FileNotWritten =>
  notWritten(file, codeOf(error) ?? 'UNKNOWN')
