import { Silence } from './silence'

const never = (): Promise<never> => new Promise(() => {})

test('34 an answer is handed on, also a bad one; one that does not come is given up, each after its own time', async () => {
  const silence = new Silence(20)
  expect(await silence.bounded(Promise.resolve('here'))).toBe('here')
  await expect(silence.bounded(Promise.reject(new Error('bad')))).rejects.toThrow('bad')
  const ended: string[] = []
  const told = (name: string): Promise<void> =>
    silence.bounded(never()).catch((error: { readonly code: string }) => {
      ended.push(`${name} ${error.code}`)
    })
  const first = told('first')
  const later = first.then(() => told('later'))
  await Promise.all([first, later])
  expect(ended).toEqual(['first CONNECTION_SILENT', 'later CONNECTION_SILENT'])
})

test('34 what still waits at the end is given up at once', async () => {
  const silence = new Silence(60_000)
  const waiting = silence.bounded(never())
  silence.end()
  await expect(waiting).rejects.toMatchObject({ code: 'CONNECTION_SILENT' })
})

test('34 what asks again after the end is bounded as before', async () => {
  const silence = new Silence(20)
  const waiting = silence.bounded(never())
  silence.end()
  await expect(waiting).rejects.toMatchObject({ code: 'CONNECTION_SILENT' })
  await expect(silence.bounded(never())).rejects.toMatchObject({ code: 'CONNECTION_SILENT' })
})
