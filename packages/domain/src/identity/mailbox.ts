import type { ConventionModel } from '../model/model'
import type { Article } from '../refusal'
import type { Personne } from './personne'

/** Something that is told and stops nothing (P10). */
export type MailboxWarning = {
  readonly code: 'shared-mailbox' | 'mailbox-already-used'
  readonly article: Article
  readonly computation: string
}

/**
 * Codes go to an individual mailbox: one that several persons read is « pas souhaitable » (P10). A warning, not a
 * refusal, and without the address, which is personal data.
 */
export const mailboxWarnings = (
  { habilitation }: ConventionModel,
  { mail }: Personne,
  /** Whether somebody else has the same address. */
  isUsed: boolean
): ReadonlyArray<MailboxWarning> => {
  const mailbox = habilitation?.mailbox ?? null
  if (mail === null || mailbox === null) return []
  const { shared, article } = mailbox
  const local = mail.slice(0, mail.indexOf('@')).toLowerCase()
  const looksShared = shared.includes(local)
  return [
    ...(looksShared
      ? [
          {
            code: 'shared-mailbox',
            article,
            computation: `« ${local}@… » est un nom de boîte partagée`
          } as const
        ]
      : []),
    ...(isUsed
      ? [
          {
            code: 'mailbox-already-used',
            article,
            computation: 'la même adresse sert à une autre personne'
          } as const
        ]
      : [])
  ]
}
