/** Contradictions in the passwords, the incidents, the anomalies and the security duties of a model. */
import type { Contradictions } from './model-with-every-block'

/** It would be the same day for everybody. */
const always = { from: 'date', date: '2020-01-01' }

export const contradictionsOfAccess: Contradictions = {
  'a delay without use that is the same for each': {
    path: 'habilitation.inactivity.delay',
    plant: m => Object.assign(m.habilitation.inactivity, { delay: always })
  },
  'a blocking for want of use that nobody could lift': {
    path: 'habilitation.inactivity',
    plant: m => Object.assign(m.habilitation, { blocking: null }),
    hides: ['habilitation.blocking', 'habilitation.inactivity']
  },
  'a cause of blocking under the name of the one that is computed': {
    path: 'habilitation.blocking.causes[0].id',
    plant: m => Object.assign(m.habilitation.blocking.causes[0], { id: 'non-utilisation' }),
    hides: ['habilitation.blocking.causes']
  },
  'a day to renew a password that is the same for each': {
    path: 'habilitation.passwords.renewal',
    plant: m => Object.assign(m.habilitation.passwords, { renewal: always }),
    hides: ['habilitation.passwords.renewal']
  },
  'a day to renew a password that is counted from a departure': {
    path: 'habilitation.passwords.renewal.from',
    plant: m => Object.assign(m.habilitation.passwords, { renewal: { from: 'departure' } }),
    hides: ['habilitation.passwords.renewal']
  },
  'an empty password': {
    path: 'habilitation.passwords.length',
    plant: m => Object.assign(m.habilitation.passwords, { length: 0 }),
    hides: ['habilitation.passwords.length']
  },
  'a password of fewer characters than it has kinds of them': {
    path: 'habilitation.passwords.length',
    plant: m => Object.assign(m.habilitation.passwords, { length: 1 }),
    hides: ['habilitation.passwords']
  },
  'a password made of nothing': {
    path: 'habilitation.passwords.madeOf',
    plant: m => Object.assign(m.habilitation.passwords, { madeOf: [] }),
    hides: ['habilitation.passwords.madeOf', 'habilitation.passwords.length']
  },
  'a kind of characters twice': {
    path: 'habilitation.passwords.madeOf[2]',
    plant: m => Object.assign(m.habilitation.passwords, { madeOf: ['letters', 'digits', 'letters'] }),
    hides: ['habilitation.passwords.madeOf']
  },
  'a day to tell an incident that is the same for each': {
    path: 'habilitation.incidents.delay',
    plant: m => Object.assign(m.habilitation.incidents, { delay: always })
  },
  'incidents of no kind': {
    path: 'habilitation.incidents.kinds',
    plant: m => m.habilitation.incidents.kinds.splice(0),
    hides: ['habilitation.incidents.kinds']
  },
  'a kind of incidents twice': {
    path: 'habilitation.incidents.kinds[1].id',
    plant: m => m.habilitation.incidents.kinds.splice(1, 0, m.habilitation.incidents.kinds[0]),
    hides: ['habilitation.incidents.kinds']
  },
  'a day to justify that is the same for each': {
    path: 'habilitation.anomalies.justification',
    plant: m => Object.assign(m.habilitation.anomalies, { justification: always })
  },
  'anomalies without a rule': {
    path: 'habilitation.anomalies.rules',
    plant: m => m.habilitation.anomalies.rules.splice(0),
    hides: ['habilitation.anomalies.rules']
  },
  'failures within more than a year': {
    path: 'habilitation.anomalies.rules[0].minutes',
    plant: m => Object.assign(m.habilitation.anomalies.rules[0], { minutes: 600_000 }),
    hides: ['habilitation.anomalies.rules']
  },
  'no security duty': {
    path: 'security.duties',
    plant: m => m.security.duties.splice(0)
  }
}
