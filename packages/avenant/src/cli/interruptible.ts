const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Does a work that leaves something half done when the process is ended: at a first signal the work is told to stop
 * and clean up, and then the process ends as that signal asks. A second one ends it at once.
 */
export const interruptible = async <A>(work: (signal: AbortSignal) => Promise<A>): Promise<A> => {
  const interrupted = new AbortController()
  const heard: NodeJS.Signals[] = []
  const hear = (signal: NodeJS.Signals): void => {
    heard.push(signal)
    interrupted.abort()
  }
  for (const signal of signals) process.once(signal, hear)
  try {
    return await work(interrupted.signal)
  } finally {
    for (const signal of signals) process.off(signal, hear)
    const [first] = heard
    if (first !== undefined) process.kill(process.pid, first)
  }
}
