/** A real Chromium, and the handler behind a real server. */
import { execFileSync } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { type Browser, chromium } from 'playwright-core'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** That of the package, which must start on Linux; one that is installed elsewhere. Null: there is none, and that is said aloud. */
export const launch = async (): Promise<Browser | null> => {
  for (const options of [{ executablePath: packaged() }, { channel: 'chrome' }, { channel: 'msedge' }]) {
    if ('executablePath' in options && options.executablePath === null) continue
    try {
      return await chromium.launch({ ...options, args } as Parameters<typeof chromium.launch>[0])
    } catch (error) {
      console.warn(`no browser by ${JSON.stringify(options)}: ${error}`)
    }
  }
  if (isPackaged) throw new Error('the Chromium of the package does not start on this machine')
  console.warn('SKIPPED: the screens are not tested in a browser, none starts on this machine')
  return null
}

/** For which machines the package has one. */
const isPackaged = process.platform === 'linux' && process.arch === 'x64'

/** The package is an ES module, and unpacks its program where it says. */
const packaged = (): string | null => {
  if (!isPackaged) return null
  const program =
    "import chromium from '@sparticuz/chromium'; process.stdout.write(await chromium.executablePath())"
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: __dirname,
    encoding: 'utf8'
  })
}

export type Served = { readonly address: string; readonly close: () => Promise<void> }

/** The handler behind `node:http`, under a free port. */
export const serve = async (handle: (request: Request) => Promise<Response>): Promise<Served> => {
  const server = createServer((incoming, outgoing) => void pass(handle, incoming, outgoing))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const pass = async (
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse
): Promise<void> => {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const { method = 'GET', headers } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const answer = await handle(
    new Request(`http://${headers.host}${incoming.url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, `${value}`]),
      signal: gone.signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const } : {})
    })
  )
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
  outgoing.flushHeaders()
  if (answer.body === null) outgoing.end()
  else
    Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
      .on('error', () => outgoing.destroy())
      .pipe(outgoing)
}
