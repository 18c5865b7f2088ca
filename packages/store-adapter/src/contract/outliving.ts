/// <reference types="jest" />
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ContractTest, Failure, WithStore } from './harness'

/** As many appends show that the store goes on, where it can. */
const goingOn = 20

/** Case 52. */
export const outlivingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '52 a store that fails under a program at work ends no program that has no handlers; each call is answered',
    run(async ({ failures }) => {
      if (failures === undefined)
        throw new Error('the harness has no failures; give them, or name case 52 in `cannot`')
      expect(failures.length).toBeGreaterThan(0)
      for (const failure of failures)
        expect({ what: failure.what, ...(await outlived(failure)) }).toEqual({
          what: failure.what,
          ended: { code: 0, signal: null },
          complaint: expect.not.stringMatching(/unhandled|uncaught/i),
          worked: true
        })
    })
  )
}

type Outlived = {
  readonly ended: { readonly code: number | null; readonly signal: string | null }
  readonly complaint: string
  /** Whether every kind of call was answered before the store failed. */
  readonly worked: boolean
}

/** It works, the store fails, a call is refused or the appends go on; then it closes the store, which still fails. */
const outlived = async ({ begin }: Failure): Promise<Outlived> => {
  const { program, fail, end } = await begin()
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = spawn(process.execPath, ['--unhandled-rejections=throw', ...program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env
  })
  const ended = new Promise<Outlived['ended']>(resolve =>
    child.once('close', (code, signal) => resolve({ code, signal }))
  )
  let complaint = ''
  child.stderr.on('data', chunk => {
    complaint += chunk
  })
  // It may be gone by then.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** False when it ended before. */
  const hears = async (enough: (line: string) => boolean): Promise<boolean> => {
    for (;;) {
      const line = await lines.next()
      if (line.done === true) return false
      if (enough(line.value)) return true
    }
  }
  try {
    const worked = await hears(line => line === 'working')
    if (fail !== null && worked) {
      await fail()
      let appended = 0
      await hears(line => line.startsWith('refused') || (line === 'appended' && ++appended > goingOn))
    }
    child.stdin.end()
    await hears(() => false)
    return { ended: await ended, complaint, worked }
  } finally {
    child.kill('SIGKILL')
    await end()
  }
}
