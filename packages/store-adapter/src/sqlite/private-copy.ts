import { type BigIntStats, read, statSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { codeOf } from '../error-code'
import { openToRead } from './descriptors'

/**
 * A copy of a journal that others may be writing, made without SQLite: nothing is locked, made or touched where the
 * journal stands.
 *
 * The database is copied first, and its log (-wal) after it. What a checkpoint writes into the database meanwhile comes
 * from the log, and stays there until the log is begun again, under another header. With one header before and after, the
 * copied log puts right whatever was copied half written. Where there is no log, the database must not have changed.
 */
export type PrivateCopy = {
  /** Of the copy alone, and readable by this user alone. */
  readonly folder: string
  readonly file: string
  /** Of the journal, taken before it was copied. */
  readonly signature: Signature
}

/** What changes when a journal is written to. */
export type Signature = {
  readonly text: string
  /** Of the database: another file of its name is another journal. */
  readonly identity: string
  /** Changed so short a time ago that the next change may leave the same times: the same text then tells nothing. */
  readonly fresh: boolean
}

/** Milliseconds: a file's times move on in steps, of ten at most. */
const step = 20

const suffixes = ['', '-wal', '-journal'] as const

/** Throws as `fs` does when there is no database. */
export const signatureOf = (file: string): Signature => {
  const database = statSync(file, { bigint: true })
  const all = [
    database,
    ...suffixes.slice(1).map(suffix => statSync(file + suffix, { bigint: true, throwIfNoEntry: false }))
  ]
  const last = Math.max(...all.map(stats => Number(stats?.mtimeMs ?? 0)))
  return {
    text: all.map(marksOf).join(),
    identity: `${database.dev}:${database.ino}`,
    fresh: Math.abs(Date.now() - last) < step
  }
}

const marksOf = (stats: BigIntStats | undefined): string =>
  stats === undefined ? '-' : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`

/** One attempt; null when the journal moved on too far meanwhile. Throws as `fs` does. */
export const copyPrivately = async (file: string): Promise<PrivateCopy | null> => {
  const header = await logHeader(file)
  const signature = signatureOf(file)
  // Without a log only times can tell a change: they have to be able to.
  if (header === null && signature.fresh) return null
  const folder = await mkdtemp(join(tmpdir(), 'avenant-lecture-'))
  const copy = join(folder, 'journal.db')
  try {
    for (const suffix of suffixes) await copyBytes(file + suffix, copy + suffix, suffix !== '')
    const now = signatureOf(file)
    const after = await logHeader(file)
    const whole =
      header === null
        ? after === null && now.text === signature.text
        : after?.equals(header) === true && now.identity === signature.identity
    if (whole) return { folder, file: copy, signature }
    await removeFolder(folder)
    return null
  } catch (error) {
    await removeFolder(folder)
    throw error
  }
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

const readInto = promisify(read)

/** The log's header names the run of the log: it is another each time that the log is begun again. */
const headerBytes = 32

const logHeader = async (file: string): Promise<Buffer | null> => {
  const log = openUnlessMissing(`${file}-wal`)
  if (log === null) return null
  try {
    const header = Buffer.alloc(headerBytes)
    const { bytesRead } = await readInto(log.number, header, 0, headerBytes, 0)
    return bytesRead === headerBytes ? header : null
  } finally {
    log.close()
  }
}

const copyBytes = async (from: string, to: string, mayMiss: boolean): Promise<void> => {
  const source = mayMiss ? openUnlessMissing(from) : openToRead(from)
  if (source === null) return
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      const buffer = Buffer.allocUnsafe(1024 * 1024)
      for (let at = 0; ; ) {
        const { bytesRead } = await readInto(source.number, buffer, 0, buffer.length, at)
        if (bytesRead === 0) return
        await target.write(buffer, 0, bytesRead, at)
        at += bytesRead
      }
    } finally {
      await target.close()
    }
  } finally {
    source.close()
  }
}

const openUnlessMissing = (file: string): ReturnType<typeof openToRead> | null => {
  try {
    return openToRead(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
