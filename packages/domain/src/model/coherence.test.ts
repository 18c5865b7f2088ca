import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { ConventionModel, psu } from '.'

/** A model with every block, as JSON that a test may write into. */
const whole = () => {
  const article = { source: 'PSU', article: '5' }
  const model = JSON.parse(JSON.stringify(ConventionModel.encode(psu)))
  return {
    ...model,
    effect: { from: { from: 'last-signature' }, article },
    duration: { term: { count: 12, unit: 'month' }, renewal: { kind: 'tacit' }, article },
    notice: {
      delay: { from: 'echeance', offset: { unit: 'month', count: 3, direction: 'before' } },
      counts: 'receipt',
      ends: 'echeance',
      article
    }
  }
}
type Written = ReturnType<typeof whole>

const pathsOf = (model: unknown): ReadonlyArray<string> => {
  const decoded = decode(ConventionModel)(model)
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

/**
 * A contradiction: how it is planted, and where it is told. `hides` are the paths that no longer are there once it is: what
 * stands under them cannot be told beside it.
 */
type Contradiction = {
  readonly path: string
  readonly plant: (model: Written) => unknown
  readonly hides?: ReadonlyArray<string>
}

const contradictions: Readonly<Record<string, Contradiction>> = {
  'no signatory': {
    path: 'parties.roles',
    plant: m => m.parties.roles.splice(0),
    hides: ['parties.roles']
  },
  'no Caf': {
    path: 'parties.roles',
    plant: m => Object.assign(m.parties.roles[1], { acteur: 'partenaire' }),
    hides: ['parties.roles[1]']
  },
  'a party twice': {
    path: 'parties.roles[2].id',
    plant: m => m.parties.roles.push({ ...m.parties.roles[0] })
  },
  'a Caf that is a natural person': {
    path: 'parties.roles[1].nature',
    plant: m => Object.assign(m.parties.roles[1], { nature: 'natural' })
  },
  'no nature of gestionnaire': { path: 'fiche.natures', plant: m => m.fiche.natures.splice(0) },
  'no nature of establishment': {
    path: 'etablissements.natures',
    plant: m => m.etablissements.natures.splice(0),
    hides: ['etablissements.natures']
  },
  'a nature twice': {
    path: 'etablissements.natures[1].id',
    plant: m => m.etablissements.natures.push({ ...m.etablissements.natures[0] })
  },
  'no channel': { path: 'signalling.channels', plant: m => m.signalling.channels.splice(0) },
  'no cause of blocking': {
    path: 'habilitation.blocking.causes',
    plant: m => m.habilitation.blocking.causes.splice(0)
  },
  'no shared mailbox': {
    path: 'habilitation.mailbox.shared',
    plant: m => m.habilitation.mailbox.shared.splice(0)
  },
  'a role twice': { path: 'roles[4].id', plant: m => m.roles.push({ ...m.roles[0] }) },
  'a cap of 0': { path: 'roles[0].cap', plant: m => Object.assign(m.roles[0], { cap: 0 }) },
  'a minimum above the cap': { path: 'roles[1].min', plant: m => Object.assign(m.roles[1], { min: 3 }) },
  'a rang for nobody': {
    path: 'roles[0].capByRang',
    plant: m => Object.assign(m.roles[0], { capByRang: { titulaire: 0, suppleant: 0 } })
  },
  'a cap of 0 in the convention': {
    path: 'roles[1].capPerConvention',
    plant: m => Object.assign(m.roles[1], { capPerConvention: 0 })
  },
  'a minimum in the convention above its cap': {
    path: 'roles[2].capPerConvention',
    plant: m => Object.assign(m.roles[2], { capPerConvention: 3, minPerConvention: 4 })
  },
  'a role of no nature': { path: 'roles[2].natures', plant: m => Object.assign(m.roles[2], { natures: [] }) },
  'a role of a nature that is not covered': {
    path: 'roles[3].natures[0]',
    plant: m => Object.assign(m.roles[3], { natures: ['ludotheque'] })
  },
  'roles without establishments': {
    path: 'roles',
    plant: m => Object.assign(m, { etablissements: null }),
    hides: ['etablissements', 'roles[3].natures']
  },
  'an habilitation without roles': {
    path: 'habilitation',
    plant: m => Object.assign(m, { roles: [] }),
    hides: ['roles']
  },
  'a term of no month': {
    path: 'duration.term.count',
    plant: m => Object.assign(m.duration.term, { count: 0 }),
    hides: ['duration.term', 'duration.renewal', 'notice.delay']
  },
  'a tacit renewal without length': {
    path: 'duration.renewal.term',
    plant: m => Object.assign(m.duration, { term: null }),
    hides: ['duration.term', 'notice.delay']
  },
  'a notice of a convention that does not renew itself': {
    path: 'notice',
    plant: m => Object.assign(m.duration, { renewal: { kind: 'none' } }),
    hides: ['duration', 'notice']
  },
  'a notice that could fall on its échéance': {
    path: 'notice.delay',
    plant: m => Object.assign(m.notice.delay.offset, { count: 0 }),
    hides: ['notice.delay']
  },
  'a notice as long as the term': {
    path: 'notice.delay',
    plant: m => Object.assign(m.notice.delay.offset, { count: 13 }),
    hides: ['notice.delay']
  },
  'a notice that falls after its échéance': {
    path: 'notice.delay',
    plant: m => Object.assign(m.notice.delay, { to: { day: 'last', months: [12], side: 'on-or-after' } }),
    hides: ['notice.delay']
  },
  'a notice by nobody': {
    path: 'notice.by',
    plant: m => Object.assign(m.notice, { by: [] })
  },
  'renewed no time': {
    path: 'duration.renewal.times',
    plant: m => Object.assign(m.duration.renewal, { times: 0 }),
    hides: ['duration', 'notice']
  },
  'an effect counted from what nobody knows': {
    path: 'effect.from.from',
    plant: m => Object.assign(m.effect, { from: { from: 'receipt' } }),
    hides: ['effect.from']
  },
  'an act for a renewal that is tacit': {
    path: 'changes.kinds.renewal',
    plant: m => Object.assign(m, { changes: { kinds: { renewal: { ...m.parties.change } } } })
  },
  'no end of any kind': {
    path: 'duration',
    plant: m => Object.assign(m, { termination: null, notice: null }),
    hides: ['notice']
  },
  'a delay to tell a departure that is counted from a receipt': {
    path: 'habilitation.endOfMission.delay.from',
    plant: m => Object.assign(m.habilitation.endOfMission.delay, { from: 'receipt' })
  },
  'a day to tell a departure that is the same for each': {
    path: 'habilitation.endOfMission.delay',
    plant: m => Object.assign(m.habilitation.endOfMission, { delay: { from: 'date', date: '2020-01-01' } }),
    hides: ['habilitation.endOfMission.delay']
  },
  'a request that does not begin with itself': {
    path: 'habilitation.steps',
    plant: m => m.habilitation.steps.shift(),
    hides: ['habilitation.steps']
  },
  'a request that is never delivered': {
    path: 'habilitation.steps',
    plant: m => m.habilitation.steps.pop(),
    hides: ['habilitation.steps']
  },
  'steps in an absurd order': {
    path: 'habilitation.steps[2].step',
    plant: m =>
      m.habilitation.steps.splice(
        1,
        0,
        ...['signed-return', 'convention-sent'].map(step => ({ ...m.habilitation.steps[0], step }))
      ),
    hides: ['habilitation.steps']
  },
  'an annexe that shows nothing': {
    path: 'annexes[0].sections',
    plant: m => m.annexes[0].sections.splice(0),
    hides: ['annexes[0].sections']
  },
  'a section without its block': {
    path: 'annexes[2].sections[0]',
    plant: m => Object.assign(m, { derogations: null }),
    hides: ['derogations']
  },
  'a section twice': {
    path: 'annexes[1].sections[1]',
    plant: m => m.annexes[1].sections.push('attributions')
  },
  'an annexe number twice': {
    path: 'annexes[2].numero',
    plant: m => Object.assign(m.annexes[2], { numero: 1 })
  },
  'a day that no year has': {
    path: 'deadlines[1].due.day',
    plant: m => Object.assign(m.deadlines[1].due, { day: 31 })
  },
  'declarations until a deadline that is not there': {
    path: 'declarations.deadline',
    plant: m => Object.assign(m.declarations, { deadline: 'bilan' })
  },
  'an article of another text': {
    path: 'controller.article.source',
    plant: m =>
      Object.assign(m, {
        controller: { name: 'Cnaf', basis: 'RGPD', article: { source: 'MEF', article: '1' } }
      })
  }
}

const names = Object.keys(contradictions)
const planted = (...chosen: ReadonlyArray<string>): ReadonlyArray<string> => {
  const model = whole()
  for (const name of chosen) contradictions[name]?.plant(model)
  return pathsOf(model)
}

test('G11 a model with every block contradicts itself in nothing', () => {
  expect(pathsOf(whole())).toEqual([])
})

test.each(Object.entries(contradictions))(
  'G11 a contradiction is found, with its path: %s',
  (name, { path }) => {
    expect(planted(name)).toContain(path)
  }
)

const hidesOther = (one: string, other: string): boolean =>
  (contradictions[one]?.hides ?? []).some(hidden => contradictions[other]?.path.startsWith(hidden))

test('G11 contradictions in pairs are found both, at once', () => {
  let pairs = 0
  for (const [i, one] of names.entries())
    for (const other of names.slice(i + 1)) {
      if (hidesOther(one, other) || hidesOther(other, one)) continue
      pairs++
      expect([one, other, planted(one, other)]).toEqual([
        one,
        other,
        expect.arrayContaining([contradictions[one]?.path, contradictions[other]?.path])
      ])
    }
  // Hardly any hides another.
  expect(pairs / ((names.length * (names.length - 1)) / 2)).toBeGreaterThan(0.85)
})

test('G11 an acknowledgement may come after the check, and nothing else changes its place', () => {
  const model = whole()
  const order = (...steps: ReadonlyArray<string>) => {
    model.habilitation.steps = steps.map(step => ({ step, article: model.habilitation.article }))
    return pathsOf(model)
  }
  expect(
    order('requested', 'checked', 'acknowledged', 'convention-sent', 'signed-return', 'delivered')
  ).toEqual([])
  expect(order('requested', 'convention-sent', 'checked', 'delivered')).toEqual([
    'habilitation.steps[2].step'
  ])
})

test('G11 a convention without habilitations, establishments, fiche or annexe contradicts itself in nothing', () => {
  const { id, version, titre, source, zone, parties, effect, termination, duration } = whole()
  expect(pathsOf({ id, version, titre, source, zone, parties, effect, termination, duration })).toEqual([])
})
