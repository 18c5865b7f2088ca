/** Contradictions in the parties, the words, the roles, the habilitations and the annexes of a model. */
import type { Contradictions } from './model-with-every-block'

const parties: Contradictions = {
  'no signatory': {
    path: 'parties.roles',
    plant: m => m.parties.roles.splice(0),
    // Where there is no party at all, no deadline says that it does not know one.
    hides: ['parties.roles', 'deadlines[9].who']
  },
  'no Caf': {
    path: 'parties.roles',
    plant: m => Object.assign(m.parties.roles[1], { acteur: 'partenaire' }),
    hides: ['parties.roles[1]']
  },
  'a party twice': {
    path: 'parties.roles[3].id',
    plant: m => m.parties.roles.push({ ...m.parties.roles[0] })
  },
  'a Caf that is a natural person': {
    path: 'parties.roles[1].nature',
    plant: m => Object.assign(m.parties.roles[1], { nature: 'natural' })
  },
  'a role of a party for none': {
    path: 'parties.roles[0].max',
    plant: m => Object.assign(m.parties.roles[0], { min: 0, max: 0 }),
    hides: ['parties.roles[0]']
  },
  'more parties at least than at most': {
    path: 'parties.roles[0].min',
    plant: m => Object.assign(m.parties.roles[0], { min: 3, max: 2 }),
    hides: ['parties.roles[0]']
  },
  'who joins signs nothing': {
    path: 'parties.roles[2].joins',
    plant: m => Object.assign(m.parties.change, { instrument: 'formulaire' })
  },
  'a party that joins a role which is always full': {
    path: 'parties.roles[0].joins',
    plant: m => Object.assign(m.parties.roles[0], { joins: true, max: 1 })
  },
  'a party that leaves a role which is never too full': {
    path: 'parties.roles[0].leaves',
    plant: m => Object.assign(m.parties.roles[0], { leaves: true })
  },
  'who leaves does not sign, where nobody leaves': {
    path: 'parties.roles[1].leaverSigns',
    plant: m => Object.assign(m.parties.roles[1], { leaverSigns: false })
  },
  'a notice for its own part, without a notice': {
    path: 'parties.roles[2].noticeEnds',
    plant: m => Object.assign(m, { notice: null }),
    hides: ['notice', 'duration', 'parties.roles[2].noticeEnds', 'parties.roles[1].noticeEnds']
  },
  'a notice for its own part, which others give': {
    path: 'parties.roles[2].noticeEnds',
    plant: m => Object.assign(m.notice, { by: ['caf'] }),
    hides: ['notice.by']
  },
  'a notice for its own part, of a role that is always full': {
    path: 'parties.roles[1].noticeEnds',
    plant: m => Object.assign(m.parties.roles[1], { noticeEnds: 'own-part' })
  }
}

/** Lists of words: each may not be empty, or says nothing twice. */
const words: Contradictions = Object.fromEntries([
  ...['fiche.natures', 'etablissements.natures', 'signalling.channels', 'habilitation.blocking.causes'].map(
    path => {
      const [key = '', ...rest] = path.split('.')
      const plant = (m: Readonly<Record<string, object>>) => listAt(m[key], rest).splice(0)
      return [`no word in ${path}`, { path, plant, hides: [path] }]
    }
  ),
  ...[
    'fiche.natures',
    'etablissements.natures',
    'signalling.channels',
    'habilitation.blocking.causes',
    'termination.causes',
    'derogations.conditions'
  ].map(path => {
    const [key = '', ...rest] = path.split('.')
    const counts: Readonly<Record<string, number>> = {
      'fiche.natures': 5,
      'etablissements.natures': 1,
      'signalling.channels': 4
    }
    const plant = (m: Readonly<Record<string, object>>) => {
      const list = listAt(m[key], rest)
      return list.push(list[0])
    }
    return [`a word twice in ${path}`, { path: `${path}[${counts[path] ?? 2}].id`, plant }]
  })
])

const listAt = (value: unknown, path: ReadonlyArray<string>): Array<unknown> => {
  const found = path.reduce((at, key) => Object(at)[key], value)
  return Array.isArray(found) ? found : []
}

const mailbox: Contradictions = {
  'no shared mailbox': {
    path: 'habilitation.mailbox.shared',
    plant: m => m.habilitation.mailbox.shared.splice(0)
  }
}

const roles: Contradictions = {
  'a role twice': { path: 'roles[5].id', plant: m => m.roles.push({ ...m.roles[0] }) },
  'a cap of 0': { path: 'roles[0].cap', plant: m => Object.assign(m.roles[0], { cap: 0 }) },
  'a minimum above the cap': { path: 'roles[1].min', plant: m => Object.assign(m.roles[1], { min: 3 }) },
  'a rang for nobody': {
    path: 'roles[0].capByRang',
    plant: m => Object.assign(m.roles[0], { capByRang: { titulaire: 0, suppleant: 0 } })
  },
  'a minimum above the caps by rang': {
    path: 'roles[3].capByRang',
    plant: m => Object.assign(m.roles[3], { min: 2, capByRang: { titulaire: 1, suppleant: 0 } })
  },
  'a cap of 0 in the convention': {
    path: 'roles[1].capPerConvention',
    plant: m => Object.assign(m.roles[1], { capPerConvention: 0 })
  },
  'a minimum in the convention above its cap': {
    path: 'roles[3].capPerConvention',
    plant: m => Object.assign(m.roles[3], { capPerConvention: 3, minPerConvention: 4 })
  },
  'a minimum in the convention above the cap of its only place': {
    path: 'roles[4].minPerConvention',
    plant: m => Object.assign(m.roles[4], { cap: 2, minPerConvention: 3 })
  },
  'a minimum that needs more establishments than another role admits': {
    path: 'roles[0].minPerConvention',
    plant: m => {
      Object.assign(m.roles[0], { minPerConvention: 5 })
      Object.assign(m.roles[2], { capPerConvention: 2 })
    },
    hides: ['roles[0].cap', 'roles[2].natures']
  },
  'a role of no nature': { path: 'roles[2].natures', plant: m => Object.assign(m.roles[2], { natures: [] }) },
  'a role of a nature that is not covered': {
    path: 'roles[3].natures[0]',
    plant: m => Object.assign(m.roles[3], { natures: ['ludotheque'] })
  },
  'a role of a nature twice': {
    path: 'roles[1].natures[1]',
    plant: m => Object.assign(m.roles[1], { natures: ['eaje', 'eaje'] })
  },
  'natures of a role that is held on none': {
    path: 'roles[4].natures',
    plant: m => Object.assign(m.roles[4], { natures: ['eaje'] })
  },
  'a role that is held on none, once across conventions': {
    path: 'roles[4].onceAcross',
    plant: m => Object.assign(m.roles[4], { onceAcross: { article: m.roles[4].article } })
  },
  'roles without establishments': {
    path: 'roles',
    plant: m => Object.assign(m, { etablissements: null }),
    hides: ['etablissements', 'roles[3].natures', 'roles[1].natures', 'derogations']
  },
  'an habilitation without roles': {
    path: 'habilitation',
    plant: m => Object.assign(m, { roles: [] }),
    hides: ['roles', 'habilitation.']
  },
  'declarations without roles': {
    path: 'declarations',
    plant: m => Object.assign(m, { roles: [], habilitation: null }),
    hides: ['roles', 'habilitation', 'declarations.', 'deadlines[3]']
  }
}

const habilitation: Contradictions = {
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
  'a step twice': {
    path: 'habilitation.steps[2].step',
    plant: m => m.habilitation.steps.push({ ...m.habilitation.steps[1] }),
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
  }
}

const annexes: Contradictions = {
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
  'establishments that are shown, and none': {
    path: 'annexes[0].sections[0]',
    plant: m => Object.assign(m, { etablissements: null }),
    hides: ['etablissements', 'roles[3].natures', 'roles[1].natures', 'annexes[0].sections']
  },
  'agreements without establishments': {
    path: 'derogations',
    plant: m => Object.assign(m, { etablissements: null }),
    hides: ['etablissements', 'roles[3].natures', 'roles[1].natures', 'derogations']
  },
  'a section twice': {
    path: 'annexes[1].sections[1]',
    plant: m => m.annexes[1].sections.push('attributions')
  },
  'an annexe number twice': {
    path: 'annexes[2].numero',
    plant: m => Object.assign(m.annexes[2], { numero: 1 })
  },
  'an article of another text': {
    path: 'controller.article.source',
    plant: m =>
      Object.assign(m, {
        controller: { name: 'Cnaf', basis: 'RGPD', article: { source: 'MEF', article: '1' } }
      })
  }
}

export const contradictionsOfContent: Contradictions = {
  ...parties,
  ...words,
  ...mailbox,
  ...roles,
  ...habilitation,
  ...annexes
}
