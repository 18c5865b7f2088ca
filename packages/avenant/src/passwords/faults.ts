/** Why no password went out, or why it is not recorded that one did. None holds a password, nor what a service's function threw. */
import type { HabilitationId } from '@avenant/domain'
import type { ExecuteFault } from '../commands'

/**
 * A function of the service failed. What it threw may hold the password, or what a person typed, as it is or written
 * otherwise: it is told by nobody but that function itself.
 */
export type PasswordFunctionFailed = {
  readonly _tag: 'PasswordFunctionFailed'
  readonly function: 'send' | 'habilitationOf'
  /** Null where it is not known whose password it is about. */
  readonly habilitationId: HabilitationId | null
  readonly retryable: true
  readonly message: string
}

export const sendFailed = (habilitationId: HabilitationId): PasswordFunctionFailed => ({
  _tag: 'PasswordFunctionFailed',
  function: 'send',
  habilitationId,
  retryable: true,
  message: `aucun envoi de mot de passe n'est enregistré pour l'habilitation ${habilitationId} : la fonction « send » du service a échoué ; voyez ce qu'elle en dit, puis demandez un autre mot de passe`
})

export const habilitationOfFailed: PasswordFunctionFailed = {
  _tag: 'PasswordFunctionFailed',
  function: 'habilitationOf',
  habilitationId: null,
  retryable: true,
  message:
    "un mot de passe oublié n'est pas remplacé : la fonction « habilitationOf » du service a échoué ; voyez ce qu'elle en dit"
}

/** The command that records a sending. */
export type SendPasswordCommand = {
  readonly type: 'SendPassword'
  readonly habilitationId: string
  readonly acteur: unknown
  readonly data: { readonly on: string; readonly occasion: string }
}

/** The password was sent, and the journal does not say so: `command` says it, given to `execute` under `commandId`. */
export type PasswordUnrecorded = {
  readonly _tag: 'PasswordUnrecorded'
  readonly command: SendPasswordCommand
  readonly commandId: string
  readonly cause: ExecuteFault
  /** Whether the same command may be recorded later; if not, the access has changed since: the password is to be revoked. */
  readonly retryable: boolean
  readonly message: string
}

export const unrecorded = (
  command: SendPasswordCommand,
  commandId: string,
  cause: ExecuteFault
): PasswordUnrecorded => ({
  _tag: 'PasswordUnrecorded',
  command,
  commandId,
  cause,
  retryable: cause.retryable,
  message: `un mot de passe est envoyé pour l'habilitation ${command.habilitationId}, et son envoi n'est pas enregistré : ${cause.message} ; ${
    cause.retryable
      ? 'donnez plus tard « command » à « execute », sous « commandId »'
      : 'révoquez ce mot de passe, ou levez ce qui empêche de l’enregistrer et donnez « command » à « execute »'
  }`
})

/** This program has nothing to send a password with. */
export type PasswordsNotSet = {
  readonly _tag: 'PasswordsNotSet'
  readonly retryable: false
  readonly message: string
}

const notSet = (option: string): PasswordsNotSet => ({
  _tag: 'PasswordsNotSet',
  retryable: false,
  message: `ce programme n'envoie pas de mot de passe ; ouvrez le journal avec « ${option} »`
})
export const noSend = notSet('passwords.send')
export const noHabilitationOf = notSet('passwords.habilitationOf')
