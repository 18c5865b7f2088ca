import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import { openAvenant } from 'avenant'
import fastify from 'fastify'
import * as E from 'fp-ts/Either'
import { forgottenPassword } from './forgotten-password'

test('A5 M11 the page answers an address that is known as it answers any other, and what it sends goes to the one that is', async () => {
  const codes = new Map([['agent@example.fr', 'h-1960-1']])
  const sent: Array<string | null> = []
  const opened = await openAvenant({
    store: 'memory:',
    hands: 'told',
    reactions: false,
    passwords: {
      send: (_, { personne }) => {
        sent.push(personne.mail)
      },
      habilitationOf: typed => codes.get(typed)
    }
  })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const avenant = opened.right
  for (const { command } of [...psu2017, ...psu2017Habilitations]) await avenant.execute(command)()
  const asked = new Map<string, number>()
  const app = fastify()
  forgottenPassword(app, avenant, ip => {
    asked.set(ip, (asked.get(ip) ?? 0) + 1)
    return (asked.get(ip) ?? 0) > 5
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const post = async (payload: object) => {
    const answer = await fetch(`${address}/mot-de-passe-oublie`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload)
    })
    return [answer.status, answer.headers.get('content-length'), await answer.text()]
  }
  const typed = ['agent@example.fr', 'personne@example.fr', '', 'h-1960-1', { adresse: 'agent@example.fr' }]
  const answers: Awaited<ReturnType<typeof post>>[] = []
  for (const adresse of typed) answers.push(await post({ adresse }))
  expect(answers[0]?.[0]).toBe(200)
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  expect((await post({ adresse: 'agent@example.fr' }))[0]).toBe(429)
  await app.close()
  await avenant.close()
  expect(sent).toEqual([expect.stringMatching(/@example\.fr$/)])
  expect(sent).not.toContain('agent@example.fr')
})
