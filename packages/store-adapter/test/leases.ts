import { right } from '../src/contract/harness'
import type { Leases } from '../src/runtime/leases'

/** What every kind of leases does, seen by two programs that keep them in one place. */
export const leaseTests = (two: () => Promise<readonly [Leases, Leases]>): void => {
  test('a lease is held by one, kept by it, and had by another once it is let go of', async () => {
    const [here, there] = await two()
    expect(right(await here.hold('fins', 'a', 60_000)())).toBe(true)
    expect(right(await there.hold('fins', 'b', 60_000)())).toBe(false)
    expect(right(await there.hold('autres', 'b', 60_000)())).toBe(true)
    expect(right(await here.hold('fins', 'a', 60_000)())).toBe(true)
    right(await there.release('fins', 'b')())
    expect(right(await there.hold('fins', 'b', 60_000)())).toBe(false)
    right(await here.release('fins', 'a')())
    expect(right(await there.hold('fins', 'b', 60_000)())).toBe(true)
    expect(right(await here.hold('fins', 'a', 60_000)())).toBe(false)
  })

  test('a lease that nobody kept in its time is had by who asks next', async () => {
    const [here, there] = await two()
    expect(right(await here.hold('fins', 'a', 0)())).toBe(true)
    expect(right(await there.hold('fins', 'b', 60_000)())).toBe(true)
    expect(right(await here.hold('fins', 'a', 60_000)())).toBe(false)
    right(await here.release('fins', 'a')())
    expect(right(await here.hold('fins', 'a', 60_000)())).toBe(false)
  })

  test('of many that ask at once, one has it', async () => {
    const [here, there] = await two()
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? here : there).hold('fins', `p${i}`, 60_000)())
    )
    expect(asked.map(right).filter(held => held)).toEqual([true])
  })
}
