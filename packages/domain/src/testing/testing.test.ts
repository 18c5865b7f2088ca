import { conventionDecider } from '../convention'
import { psu2017, psu2017Habilitations } from '../fixtures'
import { psu, shippedModels } from '../model'
import {
  conventionsUnder,
  habilitationsUnder,
  heldOn,
  modelFaults,
  readModel,
  specification,
  typesOf
} from '.'

const commands = psu2017.map(({ command }) => command)
const { given } = conventionsUnder()
const terminate = (on: string) => ({
  type: 'TerminateConvention',
  acteur: { kind: 'agent-caf', id: 'agent-4021' },
  data: { on, manquement: 'Codes prêtés' }
})

test('what an accepted command records, and what holds on each side of its day', () => {
  const ended = given(...commands).when(terminate('2018-07-01'))
  expect(typesOf(ended.events)).toEqual(['ConventionTerminated'])
  expect(ended.codes).toEqual([])
  expect(ended.on('2018-06-30').effet).toMatchObject({ '': { status: 'en-vigueur' } })
  expect(ended.on('2018-07-01').effet).toMatchObject({ '': { status: 'terminee' } })
  expect(() => ended.refusals).toThrow('accepted: ')
})

test('what a refused command is told, and that it leaves all as it was', () => {
  const before = given(...commands)
  const refused = before.when(terminate('2030-01-01'))
  expect(refused.codes).toEqual(['not-in-force'])
  expect(refused.refusals).toMatchObject([{ code: 'not-in-force', path: 'data.on' }])
  expect(() => refused.events).toThrow('refused: [')
  expect(refused.on('2018-07-01')).toEqual(before.on('2018-07-01'))
})

test('a command that cannot be read, or is refused where it is given, is a fault of the test', () => {
  expect(() => given({ type: 'SignConvention', data: {} })).toThrow(/acteur : .* ; data\.partie/)
  expect(() => given(terminate('2018-07-01'))).toThrow('refused: [')
  expect(() => given(...commands, {})).toThrow(`command ${commands.length + 1} of given: `)
  expect(() => given(...commands, terminate('2030-01-01'))).toThrow(
    `command ${commands.length + 1} of given refused: [`
  )
  expect(() => given(...commands).on('31/12/2018')).toThrow('31/12/2018')
})

test('habilitations in the same way', () => {
  const [first] = psu2017Habilitations
  const own = psu2017Habilitations
    .filter(({ stream }) => stream === first?.stream)
    .map(({ command }) => command)
  const held = habilitationsUnder()
    .given(...own)
    .on('2018-01-01')
  expect(held.sujet?.['']?.conventionId).toBe('psu-1960-2017')
})

test('a kind of which nothing is said that day is not there', () => {
  const { state } = specification(conventionDecider(shippedModels)).given(...commands)
  expect(heldOn(state, '2017-08-31')).toHaveProperty('derogation')
  expect(heldOn(state, '2017-09-01')).not.toHaveProperty('derogation')
})

test('a model is read whole, or every fault of its file is told', () => {
  const file = { extends: { id: 'psu', version: 1 }, id: 'psu-92', version: 1, titre: 'PSU du 92' }
  expect(readModel(file)).toMatchObject({ id: 'psu-92', roles: psu.roles })
  expect(modelFaults(file)).toEqual([])
  const bad = { ...file, version: 'un', zone: 'Europe/Nulle-Part' }
  expect(modelFaults(bad).map(({ path }) => path)).toEqual(['version', 'zone'])
  expect(() => readModel(bad)).toThrow(/version : .* ; zone : /)
})
