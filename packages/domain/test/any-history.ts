/** Histories of any commands of a convention, over few ids and days so that they meet; many are refused. */
import * as fc from 'fast-check'
import { type ConventionCommand, type ConventionState, conventionActs } from '../src/convention'
import { modificationOf, progressOf } from '../src/convention/ground'
import * as c from './convention-commands'

/** Numbers from which one command is made, on the dossier as it stands. */
export type Throw = ReadonlyArray<number>
export const aThrow: fc.Arbitrary<Throw> = fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 })

const days = [
  '2016-12-01',
  '2017-01-01',
  '2017-02-23',
  '2017-06-30',
  '2018-01-31',
  '2018-02-28',
  '2018-03-01',
  '2019-05-01',
  '2020-12-31',
  '2021-01-01',
  '2023-08-01'
]

/** Takes numbers in turn. */
const dealer = (numbers: Throw) => {
  let i = 0
  const next = () => numbers[i++ % numbers.length] ?? 0
  const pick = <A>(values: ReadonlyArray<A>): A => values[next() % values.length] as A
  return { next, pick, day: () => pick(days) }
}
type Deal = ReturnType<typeof dealer>

export type Setting = {
  readonly draft: ReadonlyArray<ConventionCommand>
  readonly signatures: ReadonlyArray<ConventionCommand>
  readonly parties: ReadonlyArray<string>
  readonly roles: ReadonlyArray<string>
  readonly natures: ReadonlyArray<string>
  /** Its end moves by acts, and an avenant may state its day. */
  readonly moves?: true
  /** Of its roles, those that are held on no establishment. */
  readonly withoutPlace?: ReadonlyArray<string>
}

export const settings: Readonly<Record<'psu' | 'mef' | 'rivage' | 'moved', Setting>> = {
  psu: {
    draft: c.psuDrafted,
    signatures: [c.sign('gestionnaire', '2017-02-23'), c.sign('caf', '2017-02-23')],
    parties: ['gestionnaire', 'caf'],
    roles: ['activite', 'approbateur'],
    natures: ['eaje']
  },
  mef: {
    draft: c.mefDrafted,
    signatures: [c.sign('caf', '2017-01-01'), c.sign('fournisseur', '2017-02-23')],
    parties: ['fournisseur', 'caf'],
    roles: ['fonctionnement', 'disponibilites'],
    natures: ['eaje', 'accueil-de-loisirs']
  },
  rivage: {
    draft: c.rivageDrafted(),
    signatures: ['association', 'commune', 'caf'].map(of => c.sign(of, '2017-02-23')),
    parties: ['association', 'commune', 'caf'],
    roles: ['saisie', 'validation'],
    natures: ['accueil-de-loisirs']
  },
  moved: {
    draft: c.rivageDrafted(5, { period: { from: '2017-01-01', to: '2021-01-01' } }),
    signatures: ['association', 'commune', 'caf'].map(of => c.sign(of, '2017-02-23')),
    parties: ['association', 'commune', 'caf'],
    roles: ['saisie', 'validation', 'coordination'],
    withoutPlace: ['coordination'],
    natures: ['accueil-de-loisirs'],
    moves: true
  }
}

const changeOf = ({ roles, withoutPlace = [], parties, natures }: Setting, { pick, next, day }: Deal) => {
  const person = () => pick(['p-1', 'p-2', 'p-3', 'p-9'])
  const place = () => pick(['e-1', 'e-2', 'e-3'])
  const seat = (): readonly [role: string, place: string | null] => {
    const role = pick(roles)
    // Now and then where it cannot be.
    return [role, withoutPlace.includes(role) && next() % 8 > 0 ? null : place()]
  }
  const until = next() % 4 === 0 ? { to: day() } : {}
  const rang = () => pick(['titulaire', 'suppleant'] as const)
  const of = (e: string) => ({
    nom: pick(['LES OISEAUX', 'LES LILAS']),
    nature: pick(natures),
    numeroSias: `20150000${e.slice(-1)}`
  })
  switch (next() % 12) {
    case 0:
    case 1:
    case 2:
    case 3:
      return c.attribute(person(), ...seat(), { rang: rang(), ...until })
    case 4:
    case 5:
      return c.withdraw(person(), ...seat(), until)
    case 6: {
      const [role, at] = seat()
      return c.changeRang(person(), role, rang(), at, until)
    }
    case 7: {
      const e = place()
      return c.list(e, of(e), until)
    }
    case 8:
      return c.delist(place(), until)
    case 9: {
      const e = place()
      return c.amendEtablissement(e, of(e), until)
    }
    case 10:
      return c.identify(person(), pick(['MARTIN', 'DURAND']), until)
    default:
      return next() % 2 === 0
        ? c.amend(c.partie(pick(parties), person()), until)
        : c.amendFiche({ codeInsee: pick(['092', '093']), representantLegal: person() }, until)
  }
}

const pickLength = ({ next }: Deal): number => (next() % 3 === 0 ? 1 + (next() % 3) : 1)

const changesOf = (setting: Setting, deal: Deal) =>
  Array.from({ length: pickLength(deal) }, () => changeOf(setting, deal))

/** What a modification asks: changes of the annexes, and where the end moves by acts, that it move, or from another day. */
const asked = (setting: Setting, deal: Deal) => {
  const changes = changesOf(setting, deal)
  if (setting.moves === undefined) return { changes, more: {} }
  const end =
    deal.next() % 2 === 0
      ? { kind: 'renew' }
      : { kind: 'prolong', to: deal.pick(['2021-06-01', '2022-02-28', '2023-08-01']) }
  return {
    changes: deal.next() % 2 === 0 ? [...(deal.next() % 3 === 0 ? changes : []), end] : changes,
    more: deal.next() % 3 === 0 ? { effectiveOn: deal.day() } : {}
  }
}

const signalled = (setting: Setting, deal: Deal, id: string, on: string): ConventionCommand => {
  const { changes, more } = asked(setting, deal)
  return c.signal(id, on, changes, more)
}

/** A command that is no correction. */
const plain = (setting: Setting, dossier: ConventionState, deal: Deal): ConventionCommand => {
  const { ground } = dossier
  const { next, pick, day } = deal
  const waiting = [...ground.signals.keys()]
    .filter(id => progressOf(ground, id).completed === null)
    .map(String)
  const free = ['m-1', 'm-2', 'm-3', 'm-4', 'm-5', 'm-6'].filter(
    id => ![...ground.signals.keys()].some(known => known === id)
  )
  // Mostly one that waits; one that was never signalled is refused.
  const modification = () => pick(waiting.length === 0 || next() % 12 === 0 ? ['m-1', 'm-9'] : waiting)
  const party = () => pick(setting.parties)
  switch (next() % 18) {
    case 0:
    case 1:
    case 2:
      return ground.signatures.size === 0
        ? c.edit(...changesOf(setting, deal))
        : signalled(setting, deal, pick(free.length === 0 ? ['m-1'] : free), day())
    case 3:
      return c.sign(party(), day())
    case 4:
    case 5:
    case 6:
      return signalled(setting, deal, pick(free.length === 0 ? ['m-1'] : free), pick(days.slice(2, 6)))
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
    case 12:
      return next() % 8 === 0
        ? pick([
            c.receive(modification(), day()),
            c.revise(modification(), day()),
            c.signAvenant(modification(), party(), day())
          ])
        : completing(setting, dossier, modification(), deal)
    case 13:
      return next() % 2 === 0
        ? c.agreeNonRespect(day(), [pick(['e-1', 'e-2'])])
        : c.derogation(day(), { agreedOn: day(), derogationId: pick(['d-1', 'd-2']) })
    case 14:
      return c.notice(day(), day(), party())
    case 15:
      return next() % 3 === 0 ? c.terminate(day()) : c.withdrawModification(modification(), day())
    case 16:
      return next() % 2 === 0
        ? c.annul(day(), pick(['2', '3']))
        : c.verify(day(), { resultat: pick(['conforme', 'non-conforme']) }, pick(['v-1', 'v-2']))
    default:
      return next() % 2 === 0 ? c.transmit(day(), day()) : c.transmit(day(), day(), modification())
  }
}

/** What brings a modification further, by the instrument that it was told to need. */
const completing = (
  { parties }: Setting,
  { ground, said }: ConventionState,
  id: string,
  { pick, next }: Deal
): ConventionCommand => {
  const signalledAs = [...ground.signals.keys()].find(known => known === id)
  const known = signalledAs === undefined ? null : modificationOf(ground, signalledAs)
  const recorded = said.get(known?.signalled.place ?? -1)
  const needed: unknown = Reflect.get(Reflect.get(recorded ?? {}, 'computed') ?? {}, 'instrument')
  const later = days.filter(other => other >= (known?.signalled.says.signalledOn ?? ''))
  const on = pick(later.length === 0 ? days : later)
  if (needed === 'formulaire' && next() % 3 > 0) return c.receive(id, on)
  if (needed === 'annexe-revisee' && next() % 3 > 0) return c.revise(id, on)
  const missing = parties.filter(of => known?.signatures.has(of) !== true)
  return c.signAvenant(id, pick(missing.length === 0 ? parties : missing), on)
}

/** What may be given on a dossier: one time in four, the correction of an act that stands or stood. */
export const commandOn =
  (setting: Setting) =>
  (numbers: Throw) =>
  (dossier: ConventionState): ConventionCommand => {
    const deal = dealer(numbers)
    if (deal.next() % 4 !== 0) return plain(setting, dossier, deal)
    const places = [...dossier.acts.keys()]
    const corrects = deal.pick(places.length === 0 ? [0] : places)
    return deal.next() % 3 === 0
      ? c.correct(corrects, null)
      : c.correct(corrects, sameAct(setting, dossier, corrects, deal) ?? plain(setting, dossier, deal))
  }

/** The act at a place, with other dates. */
const sameAct = (
  setting: Setting,
  { acts }: ConventionState,
  place: number,
  deal: Deal
): ConventionCommand | null => {
  const act = acts.get(place)
  if (act === undefined || act === null) return null
  const command = conventionCommandOf(act.type)
  if (command === null || act.type === 'ConventionDrafted') return null
  const data = JSON.parse(JSON.stringify(act.says), (key, value) =>
    /On$/.test(key) && deal.next() % 2 === 0 ? deal.day() : value
  )
  if (act.type === 'AnnexesEdited' || act.type === 'ModificationSignalled')
    return c.command(command, { ...data, changes: changesOf(setting, deal) })
  return c.command(command, data)
}

const conventionCommandOf = (event: string): string | null =>
  Object.values(conventionActs).find(({ event: type }) => type === event)?.command ?? null
