/** That they run, and give figures: how good they are depends on the machine. */
import { measuring, PARTS, type PartName } from './measuring'

// Object.keys forgets that the keys are the names.
test.each(Object.keys(PARTS) as PartName[])(
  'the small size of %s runs, and every figure is one',
  async part => {
    const said: string[] = []
    const { size, machine, measures } = await measuring([part], 'small', line => said.push(line))
    expect(size).toBe('small')
    expect(said).toEqual([part])
    expect(Object.values(machine.packages)).not.toContain('not installed')
    expect(measures.length).toBeGreaterThan(1)
    for (const line of measures) {
      expect(line).toEqual({
        what: expect.any(String),
        aim: expect.any(String),
        measured: expect.stringMatching(/^-?[\d,.]+/),
        met: line.aim === '' ? null : expect.any(Boolean),
        value: expect.any(Number),
        unit: expect.any(String),
        // What is not met on this machine may say what limits it.
        limit: line.met === false && line.limit !== null ? expect.any(String) : null
      })
      if (line.met === false && line.unit === 'ratio' && line.aim.startsWith('≥'))
        expect(line.limit).not.toBeNull()
      expect(Number.isFinite(line.value)).toBe(true)
      // Memory may also shrink.
      if (line.unit !== 'MiB') expect(line.value).toBeGreaterThan(0)
    }
    expect(new Set(measures.map(({ what }) => what)).size).toBe(measures.length)
  }
)
