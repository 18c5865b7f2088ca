import { readFile } from 'node:fs/promises'
import { utf8Beginning } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

/** What a JSON file holds; a `Left` says in one line, with the name that was given, why it cannot be read. */
export const readJson = async (file: string, named = file): Promise<E.Either<string, unknown>> => {
  const bytes = await bytesOf(file, named)
  if (E.isLeft(bytes)) return bytes
  const text = utf8Beginning(bytes.right)
  if (E.isLeft(text)) return E.left(`${named} : ${text.left}`)
  return E.tryCatch(
    (): unknown => JSON.parse(text.right),
    () => `${named} n'est pas du JSON`
  )
}

const bytesOf = (file: string, named: string): Promise<E.Either<string, Buffer>> =>
  readFile(file).then(E.right, error =>
    E.left(
      error.code === 'ENOENT'
        ? `fichier introuvable : ${named}`
        : `fichier illisible : ${named} (${error.code})`
    )
  )
