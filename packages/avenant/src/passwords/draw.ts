import { randomInt } from 'node:crypto'
import { type PasswordPolicy, passwordCharacters, passwordFaults } from '@avenant/domain'

/**
 * A password of the least length that the policy allows, each of them as likely as any other: what lacks a kind of
 * character is drawn anew as a whole, so that no place is more often a digit than another.
 *
 * @param below a whole number from 0 to one less than its argument, each as likely
 */
export const drawPassword = (
  policy: PasswordPolicy,
  below: (count: number) => number = count => randomInt(count)
): string => {
  const characters = passwordCharacters(policy)
  const faultsOf = passwordFaults(policy)
  for (;;) {
    const drawn = Array.from({ length: policy.length }, () => characters[below(characters.length)]).join('')
    if (faultsOf(drawn).length === 0) return drawn
  }
}
