/** Lets a test wait for what a server was asked, without looking now and then. */
export class Watch {
  private watchers: (() => void)[] = []

  changed(): void {
    for (const wake of this.watchers.splice(0)) wake()
  }

  async until(reached: () => boolean): Promise<void> {
    while (!reached()) await new Promise<void>(resolve => this.watchers.push(resolve))
  }
}
