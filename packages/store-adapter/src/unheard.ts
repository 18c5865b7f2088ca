/** A caller's view of the progress: what it throws, at once or later, does not stop the work, nor the process. */
export const unheard =
  <Progress>(told: (progress: Progress) => unknown = () => {}) =>
  (progress: Progress): void => {
    try {
      Promise.resolve(told(progress)).catch(() => {})
    } catch {
      // Nobody has to hear of it.
    }
  }
