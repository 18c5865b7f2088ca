import { endable } from './pages'

test('54 return() ends a next() whose page never comes, and what comes after it', async () => {
  let letGo = 0
  async function* pages(): AsyncGenerator<number, void> {
    try {
      yield 1
      await new Promise(() => {})
    } finally {
      letGo++
    }
  }
  const reading = endable(pages())
  expect(await reading.next()).toEqual({ done: false, value: 1 })
  const pending = [reading.next(), reading.next()]
  expect(await reading.return?.()).toEqual({ done: true, value: undefined })
  expect(await Promise.all(pending)).toEqual(Array(2).fill({ done: true, value: undefined }))
  expect(letGo).toBe(0)
})

test('54 what the source holds is let go of when it comes to it, and a reading that ends by itself ends once', async () => {
  let letGo = 0
  async function* pages(): AsyncGenerator<number, void> {
    try {
      yield 1
      yield 2
    } finally {
      letGo++
    }
  }
  const seen: number[] = []
  for await (const page of endable(pages())) {
    seen.push(page)
    if (seen.length === 1) break
  }
  expect(letGo).toBe(1)
  for await (const page of endable(pages())) seen.push(page)
  expect(seen).toEqual([1, 1, 2])
  expect(letGo).toBe(2)
})
