import { openEventStore } from './address'
import { left } from './contract/harness'
import { shownAddress } from './shown-address'

test.each([
  ['esdb://ici:2113?tls=false', 'esdb://ici:2113'],
  ['esdb://bob:S3cr3t@ici:2113?tls=false', 'esdb://***@ici:2113'],
  ['esdb://bob:p@S3cr3t@ici:1?tls=false', 'esdb://***@ici:1'],
  ['esdb://bob:p?S3cr3t@ici:1?tls=false', 'esdb://'],
  ['esdb://bob:p#S3cr3t@ici:1', 'esdb://'],
  ['postgres://bob:12/S3cr3t@ici:1/base', 'postgres://***@ici:1/base'],
  ['postgres://ici/base?password=p@S3cr3t', 'postgres://'],
  ['postgres://ici/base?password=S3cr3t', 'postgres://ici/base'],
  ['bob:S3cr3t@ici', 'bob:***@ici']
])('%s is shown as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown)
})

test.each([
  'esdb://bob:p@S3cr3t@127.0.0.1:port?tls=false',
  'esdb://bob:p?S3cr3t@127.0.0.1:1?tls=false',
  'esdb://127.0.0.1:1?S3cr3t@127.0.0.1',
  'postgre://bob:S3/cr3t@h/db',
  'postgres://bob:12/S3cr3t@127.0.0.1:1/db?sslmode=disable',
  'postgresql:bob:S3cr3t@h/db',
  'mysql:bob:S3cr3t@h/db',
  'mysql://h/db?password=S3cr3t'
])('no opening that fails shows the password of %s', async address => {
  expect(JSON.stringify(left(await openEventStore(address)()))).not.toMatch(/S3\/?cr3t/)
})
