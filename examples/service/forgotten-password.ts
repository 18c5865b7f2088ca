/** A page « mot de passe oublié » of a portal: it answers every address alike, and is asked a few times an hour by one machine. */
import type { Avenant } from 'avenant'
import type { FastifyInstance } from 'fastify'

const told = 'Si cette adresse est connue, un nouveau mot de passe y est envoyé.'

/** @param isTooOften whether that machine asked enough for now: what an address is asked for is the portal's own to limit */
export const forgottenPassword = (
  app: FastifyInstance,
  { passwords }: Pick<Avenant, 'passwords'>,
  isTooOften: (ip: string) => boolean
) =>
  app.post<{ Body: { readonly adresse?: unknown } }>(
    '/mot-de-passe-oublie',
    { bodyLimit: 1_000 },
    async ({ body, ip }, reply) => {
      if (isTooOften(ip)) return reply.code(429).send({ message: 'Réessayez dans une heure.' })
      if (typeof body?.adresse === 'string') passwords.forgotten(body.adresse)
      return { message: told }
    }
  )
