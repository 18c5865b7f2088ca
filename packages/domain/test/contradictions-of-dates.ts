/** Contradictions in the course of a convention, its deadlines, its dates and its calendars. */
import type { Contradictions, Written } from './model-with-every-block'

const course: Contradictions = {
  'an effect counted from what nobody knows': {
    path: 'effect.from.from',
    plant: m => Object.assign(m.effect, { from: { from: 'receipt' } }),
    hides: ['effect.from']
  },
  'an effect with a bound': {
    path: 'effect.from.bound',
    plant: m => Object.assign(m.effect.from, { bound: 'inclusive' })
  },
  'a term of no month': {
    path: 'duration.term.count',
    plant: m => Object.assign(m.duration.term, { count: 0 }),
    hides: ['duration.term', 'duration.renewal', 'notice.delay']
  },
  'a term of centuries': {
    path: 'duration.term.count',
    plant: m => Object.assign(m.duration.term, { count: 1201 }),
    hides: ['duration.term', 'duration.renewal', 'notice.delay']
  },
  'a term until what nobody knows': {
    path: 'duration.term.from',
    plant: m => Object.assign(m.duration, { term: { from: 'departure' } }),
    hides: ['duration', 'notice']
  },
  'a tacit renewal without length': {
    path: 'duration.renewal.term',
    plant: m => Object.assign(m.duration, { term: null }),
    hides: ['duration.term', 'notice.delay', 'duration.renewal']
  },
  'a renewal without a first term': {
    path: 'duration.term',
    plant: m =>
      Object.assign(m.duration, {
        term: null,
        renewal: { ...m.duration.renewal, term: { count: 1, unit: 'year' } }
      }),
    hides: ['duration', 'notice']
  },
  'renewed no time': {
    path: 'duration.renewal.times',
    plant: m => Object.assign(m.duration.renewal, { times: 0 }),
    hides: ['duration', 'notice', 'changes']
  },
  'renewed for centuries': {
    path: 'duration.renewal.times',
    plant: m => Object.assign(m.duration.renewal, { times: 101 }),
    hides: ['duration', 'notice', 'changes']
  },
  'a renewal of no month': {
    path: 'duration.renewal.term.count',
    plant: m => Object.assign(m.duration.renewal, { term: { count: 0, unit: 'month' } }),
    hides: ['duration', 'notice']
  },
  'no end of any kind': {
    path: 'duration',
    plant: m => Object.assign(m, { termination: null, notice: null }),
    hides: ['notice', 'termination', 'parties.roles[1].noticeEnds', 'parties.roles[2].noticeEnds']
  }
}

const changes: Contradictions = {
  'an act for a renewal that is tacit': {
    path: 'changes.kinds.renewal',
    plant: m => kinds(m, 'renewal')
  },
  'an express renewal without its act': {
    path: 'changes.kinds.renewal',
    plant: m => Object.assign(m.duration, { renewal: { kind: 'express' } }),
    hides: ['duration', 'notice', 'changes.kinds']
  },
  'a prolongation of what has no end': {
    path: 'changes.kinds.prolongation',
    plant: m => kinds(m, 'prolongation')
  },
  'a past effect of an avenant that holds from its last signature': {
    path: 'changes.avenantEffect.mayBePast',
    plant: m => Object.assign(m.changes.avenantEffect, { when: 'last-signature' })
  }
}

const kinds = (m: Written, kind: string) => {
  m.changes.kinds = { ...m.changes.kinds, [kind]: { ...m.parties.change } }
}

const later = { unit: 'month', count: 2, direction: 'after' }

const notice: Contradictions = {
  'a notice of a convention that does not renew itself': {
    path: 'notice',
    plant: m => Object.assign(m.duration, { renewal: { kind: 'none' } }),
    hides: ['duration', 'notice', 'changes.kinds']
  },
  'a notice for an échéance that is counted from its receipt': {
    path: 'notice.delay.from',
    plant: m => Object.assign(m.notice.delay, { from: 'receipt' }),
    hides: ['notice.delay']
  },
  'a notice that ends by its delay, counted from an échéance': {
    path: 'notice.delay.from',
    plant: m => Object.assign(m.notice, { ends: 'delay' }),
    hides: ['notice', 'duration']
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
  'a notice that ends before it is given': {
    path: 'notice.delay.offset',
    plant: m => {
      Object.assign(m.notice, { ends: 'delay' })
      Object.assign(m.notice.delay, { from: 'receipt' })
    },
    hides: ['notice', 'duration']
  },
  'a notice that ends on a day before it is given': {
    path: 'notice.delay',
    plant: m =>
      Object.assign(m.notice, { ends: 'delay', delay: { from: 'receipt', to: { day: 1, side: 'before' } } }),
    hides: ['notice', 'duration']
  },
  'a notice that outlasts what it would end': {
    path: 'notice.delay',
    plant: m => {
      Object.assign(m.duration.renewal, { times: 2 })
      Object.assign(m.notice, {
        ends: 'delay',
        delay: { from: 'receipt', offset: { ...later, count: 36 } }
      })
    },
    hides: ['notice', 'duration', 'changes']
  },
  'a notice by nobody': { path: 'notice.by', plant: m => Object.assign(m.notice, { by: [] }) },
  'a notice by who is not party': {
    path: 'notice.by[3]',
    plant: m => Object.assign(m.notice, { by: ['gestionnaire', 'caf', 'commune', 'mairie'] }),
    hides: ['notice.by']
  },
  'a notice by a party twice': {
    path: 'notice.by[3]',
    plant: m => Object.assign(m.notice, { by: ['gestionnaire', 'caf', 'commune', 'caf'] }),
    hides: ['notice.by']
  }
}

/** Of a deadline of its own, so that others may be planted beside it: a model may have many. */
const deadline = (path: string, more: object): Contradictions[string] => ({
  path: `deadlines[${path}`,
  plant: m => {
    const at = Number(path.split(']')[0])
    // Planted at a place of its own, whichever was planted before.
    while (m.deadlines.length <= at)
      m.deadlines.push({ ...m.deadlines[2], id: `autre-${m.deadlines.length}` })
    Object.assign(m.deadlines[at], more)
  }
})

const yearly = { for: 'year', due: { from: 'day', month: 9, day: 1 } }
const once = (due: object) => ({ for: 'convention', due })
const ofAct = (act: string | null, due: object, more: object = {}) => ({ for: 'act', act, due, ...more })

const deadlines: Contradictions = {
  'a deadline twice': deadline('6].id', { id: 'justificatifs' }),
  'a deadline named as those of every convention': deadline('7].id', { id: 'preavis' }),
  'a deadline of nobody': deadline('8].who', { who: [] }),
  'a deadline of who is not party': deadline('9].who[1]', { who: ['caf', 'mairie'] }),
  'a deadline of a party twice': deadline('10].who[1]', { who: ['caf', 'caf'] }),
  'a deadline of an act that is not said': deadline('11].act', ofAct(null, { from: 'recording' })),
  'an act of a deadline that counts from none': deadline('12].act', { act: 'signature' }),
  'a deadline ended by a line of another dossier': deadline('13].endedBy.line', {
    endedBy: { line: 'depart' }
  }),
  'a deadline of each year that one line ends': deadline('14].endedBy', {
    ...yearly,
    endedBy: { line: 'signature' }
  }),
  'a deadline of a line that nothing writes': deadline(
    '15].act',
    ofAct('transmission', { from: 'recording' })
  ),
  'a deadline ended by a line that nothing writes': deadline('16].endedBy.line', {
    endedBy: { line: 'transmission' }
  }),
  'a reminder on the day itself': deadline('17].reminders[0].count', {
    reminders: [{ count: 0, unit: 'day' }]
  }),
  'a reminder of centuries': deadline('18].reminders[0].count', {
    reminders: [{ count: 5219, unit: 'week' }]
  }),
  'a deadline of each year that is the same for all': deadline('19].due', {
    ...yearly,
    due: { from: 'date', date: '2025-01-01' }
  }),
  'a deadline of each échéance that is the same for all': deadline('20].due', {
    for: 'echeance',
    due: { from: 'effect' }
  }),
  'an échéance of a deadline that is not for one': deadline('21].due.from', once({ from: 'echeance' })),
  'a deadline counted from a use': deadline('22].due.from', once({ from: 'last-use' })),
  'a deadline counted from a departure, for no act': deadline('23].due.from', once({ from: 'departure' })),
  'a deadline counted from what its line does not say': deadline(
    '24].due.from',
    ofAct('signature', { from: 'departure' })
  ),
  'declarations until a deadline that is not there': {
    path: 'declarations.deadline',
    plant: m => Object.assign(m.declarations, { deadline: 'inconnue' }),
    hides: ['declarations']
  },
  'declarations until a deadline that is not of a year': {
    path: 'declarations.deadline',
    plant: m => Object.assign(m.declarations, { deadline: 'suivi-des-engagements' }),
    hides: ['declarations']
  }
}

const dates: Contradictions = {
  'a date counted from who is not party': deadline(
    '25].due.party',
    once({ from: 'party-signature', party: 'mairie' })
  ),
  'a day of no year': deadline('26].due.from', once({ from: 'day', month: 9, day: 1 })),
  'a day that no year has': deadline('27].due.day', {
    ...yearly,
    due: { from: 'day', month: 6, day: 31 }
  }),
  'one date among one': deadline('28].due.of', once({ from: 'latest', of: [{ from: 'effect' }] })),
  'a delay of centuries': deadline(
    '29].due.offset.count',
    once({ from: 'effect', offset: { ...later, count: 1201 } })
  ),
  'working days of no calendar': deadline(
    '30].due.offset.calendar',
    once({ from: 'effect', offset: { ...later, unit: 'working-day', calendar: 'nulle-part' } })
  ),
  'a landing on a day that no month has': deadline(
    '31].due.to.day',
    once({ from: 'effect', to: { day: 31, months: [2], side: 'after' } })
  ),
  'a landing in no month': deadline(
    '32].due.to.months',
    once({ from: 'effect', to: { day: 1, months: [], side: 'after' } })
  ),
  'a landing in a month twice': deadline(
    '33].due.to.months[1]',
    once({ from: 'effect', to: { day: 1, months: [3, 3], side: 'after' } })
  ),
  'a landing in one of two months of the year': deadline(
    '34].due.to.months',
    once({ from: 'effect', to: { day: 1, months: [3, 9], side: 'same' } })
  ),
  'a bound inside a date': deadline(
    '35].due.of[0].bound',
    once({ from: 'latest', of: [{ from: 'effect', bound: 'inclusive' }, { from: 'last-signature' }] })
  ),
  'a delay backwards that is carried forwards': deadline(
    '36].due.shift.to',
    once({
      from: 'end',
      offset: { ...later, direction: 'before' },
      shift: { to: 'next', calendar: 'france' }
    })
  ),
  'a delay forwards that is carried backwards': deadline(
    '37].due.shift.to',
    once({ from: 'end', offset: later, shift: { to: 'previous', calendar: 'france' } })
  ),
  'a shift by no calendar': deadline(
    '38].due.shift.calendar',
    once({ from: 'end', shift: { to: 'next', calendar: 'nulle-part' } })
  ),
  'a delay of no day that ends on the day before': deadline(
    '39].due',
    once({ from: 'effect', offset: { ...later, count: 0 }, bound: 'exclusive' })
  ),
  'a calendar of elsewhere': {
    path: 'deadlines[5].due.shift.calendar',
    plant: m => Object.assign(m, { zone: 'America/Guadeloupe' }),
    hides: ['deadlines[5].due.shift']
  }
}

/** Of a calendar of its own. */
const calendar = (at: number, path: string, more: object): Contradictions[string] => ({
  path: `calendars[${at}].${path}`,
  plant: m => {
    while (m.calendars.length <= at)
      m.calendars.push({ id: `ville-${m.calendars.length}`, label: 'jours', extends: 'france', days: [] })
    Object.assign(m.calendars[at], more)
  }
})

const calendars: Contradictions = {
  'a calendar twice': calendar(1, 'id', { id: 'guadeloupe' }),
  'a calendar that extends none': calendar(2, 'extends', { extends: 'nulle-part' }),
  'a calendar that extends itself': calendar(3, 'extends', { id: 'boucle', extends: 'boucle' }),
  'a calendar without a worked weekday': calendar(4, 'worked', { worked: [] }),
  'a day off twice': calendar(5, 'days[1]', {
    days: [
      { rule: 'easter', days: 1 },
      { rule: 'easter', days: 1, label: 'lundi' }
    ]
  }),
  'a day off in no year': calendar(6, 'days[0].toYear', {
    days: [{ rule: 'easter', days: 1, fromYear: 2030, toYear: 2020 }]
  }),
  'a day off that no year has': calendar(7, 'days[0].day', { days: [{ rule: 'fixed', month: 2, day: 30 }] })
}

export const contradictionsOfDates: Contradictions = {
  ...course,
  ...changes,
  ...notice,
  ...deadlines,
  ...dates,
  ...calendars
}
