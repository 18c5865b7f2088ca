/** That it runs, and gives figures: how good they are depends on the machine. */
import { bench } from './bench'

/** Milliseconds: minutes of work, on a machine that does ten other things. */
const BUSY = 1_800_000

test(
  'the small size measures everything, and every figure is one',
  async () => {
    const said: Array<string> = []
    const { size, machine, measures } = JSON.parse(
      JSON.stringify(await bench('small', line => said.push(line)))
    )
    expect(size).toBe('small')
    expect(machine).toMatchObject({ cores: expect.any(Number), node: process.version })
    expect(said.length).toBeGreaterThan(0)
    expect(measures.length).toBeGreaterThan(5)
    for (const line of measures) {
      expect(line).toEqual({
        what: expect.any(String),
        aim: expect.any(String),
        measured: expect.stringMatching(/^-?[\d,.]+/),
        met: line.aim === '' ? null : expect.any(Boolean),
        value: expect.any(Number),
        unit: expect.any(String),
        limit: line.met === false ? expect.any(String) : null
      })
      expect(Number.isFinite(line.value)).toBe(true)
      // At this size they are less than what else goes on: what a process gives back, what the machine does besides.
      if (!['bytes a fact', 'ms more', 'MB'].includes(line.unit)) expect(line.value).toBeGreaterThan(0)
    }
    expect(new Set(measures.map(({ what }: { readonly what: string }) => what)).size).toBe(measures.length)
  },
  BUSY
)
