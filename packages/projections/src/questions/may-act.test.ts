import { defineModel, instant, PersonneId, psu, StableId, ÉtablissementId } from '@avenant/domain'
import { psu2017Id, read } from '@avenant/domain/fixtures'
import { commandOn, dossiersOf, journalOf, signedScheduled } from '../../test/journal'
import { awa, charaire, claire, jeanne, moussaillons, on, role, signed, use } from '../../test/who-acts'
import type { Sees } from './asked'

const failing = (answer: ReturnType<typeof signed.mayAct>) =>
  answer.reasons.map(({ condition, article }) => [
    condition,
    article === null ? null : `${article.source} ${article.article}`
  ])

test('G16 P27 she may act from the delivery of her habilitation to the last day of the convention, by whom and why told', () => {
  expect(signed.mayAct({ ...use(), ...on('2017-02-28') }).answer).toBe('non')
  expect(failing(signed.mayAct({ ...use(), ...on('2017-02-28') }))).toEqual([['habilitation', 'PSU 2.2']])
  expect(signed.mayAct({ ...use(), ...on('2017-03-01') }).answer).toBe('oui')
  const last = signed.mayAct({ ...use(), ...on('2020-12-31') })
  expect(last).toMatchObject({
    answer: 'oui',
    reasons: [],
    by: { conventionId: 'psu-1960-2017', habilitationId: 'h-1960-1' }
  })
  expect(
    last.by?.conditions.map(({ condition, computation, event }) => [
      condition,
      computation,
      event?.nom ?? null
    ])
  ).toEqual([
    [
      'convention',
      'convention en vigueur : du 01/01/2017 au 31/12/2020 (PSU, article 5)',
      'Signature de la convention'
    ],
    [
      'inscription',
      "CHARAIRE : inscrit à l'annexe depuis le 01/01/2017, toujours le 31/12/2020",
      'Rédaction des annexes'
    ],
    [
      'attribution',
      "« Fournisseur de données d'activité » sur CHARAIRE : rôle attribué depuis le 01/01/2017, toujours le 31/12/2020",
      'Rédaction des annexes'
    ],
    [
      'habilitation',
      'habilitation délivrée le 01/03/2017, toujours valable le 31/12/2020',
      "Délivrance de l'habilitation"
    ],
    ['role-habilite', "l'habilitation porte sur ce rôle et cet établissement", "Demande d'habilitation"],
    ['blocage', "aucun blocage de l'accès enregistré pour le 31/12/2020", null],
    ['inactivite', 'dernière utilisation 21/12/2020 + 45 jours = 04/02/2021', 'Connexion'],
    ['mot-de-passe', 'aucun envoi de mot de passe enregistré pour le 31/12/2020', null],
    ['fermeture', "aucune fermeture de l'accès ni fin de mission enregistrée pour le 31/12/2020", null]
  ])
})

test('G16 on 01/01/2021 and on 01/01/2024 nobody may act, though no reaction ran, by the article of the duration', () => {
  for (const who of [claire, awa]) {
    expect(failing(signed.mayAct({ ...use(who), ...on('2021-01-01') }))).toEqual([['convention', 'PSU 5']])
    // Nobody has used the codes since 2021 either.
    expect(failing(signed.mayAct({ ...use(who), ...on('2024-01-01') }))).toEqual([
      ['convention', 'PSU 5'],
      ['inactivite', 'PSU 2.3']
    ])
  }
  const [reason] = signed.mayAct({ ...use(), ...on('2021-01-01') }).reasons
  expect(reason).toMatchObject({
    conventionId: 'psu-1960-2017',
    habilitationId: 'h-1960-1',
    on: '2021-01-01',
    computation: 'convention terminée, arrivée à son terme : du 01/01/2017 au 31/12/2020 (PSU, article 5)',
    event: {
      dossier: 'convention-psu-1960-2017',
      revision: 5,
      type: 'ConventionSigned',
      nom: 'Signature de la convention',
      acteur: 'agent-caf',
      recordedAt: '2017-02-24T08:31:00.000Z',
      reason: null
    }
  })
})

test('G2 G16 what was not known yet opens nothing: before the signature was recorded, and before the delivery was', () => {
  const known = (at: string) =>
    failing(signed.mayAct({ ...use(), ...on('2017-03-02'), knownAt: instant(at) }))
  expect(known('2016-12-01T00:00:00Z')).toEqual([['inscription', null]])
  expect(known('2017-02-24T08:30:59Z')).toEqual([
    ['convention', 'PSU 5'],
    ['habilitation', 'PSU 2.2']
  ])
  expect(known('2017-03-01T10:14:59Z')).toEqual([['habilitation', 'PSU 2.2']])
  expect(known('2017-03-01T10:15:00Z')).toEqual([])
})

test('G3 G16 an instant is asked on its day in the zone of the model, as known then', () => {
  const at = (text: string) => signed.mayAct({ ...use(), at: instant(text) })
  expect([at('2020-12-31T22:59:59Z').answer, at('2020-12-31T23:00:00Z').answer]).toEqual(['oui', 'non'])
  expect(at('2020-12-31T23:00:00Z')).toMatchObject({ on: '2021-01-01', knownAt: '2020-12-31T23:00:00.000Z' })
  // Delivered on 01/03 and recorded at 10:15Z: nobody knew of it at ten.
  expect([at('2017-03-01T10:00:00Z').answer, at('2017-03-01T10:15:00Z').answer]).toEqual(['non', 'oui'])
})

test('P17 G16 a blocked access fails, by its cause and by the event that says so, until it is lifted', () => {
  const blocked = signed.mayAct({ ...use(awa), ...on('2018-05-15') })
  expect(blocked.reasons).toEqual([
    {
      conventionId: 'psu-1960-2017',
      habilitationId: 'h-1960-2',
      condition: 'blocage',
      on: '2018-05-15',
      article: { source: 'PSU', article: '2.3' },
      computation: 'accès bloqué depuis le 14/05/2018, toujours le 15/05/2018 : incident',
      event: {
        dossier: 'habilitation-h-1960-2',
        revision: 2,
        type: 'AccessBlocked',
        nom: "Blocage de l'accès",
        acteur: 'agent-caf',
        recordedAt: '2018-05-14T07:55:00.000Z',
        reason: 'Perte du mot de passe signalée par le gestionnaire'
      }
    }
  ])
  expect(signed.mayAct({ ...use(awa), ...on('2018-05-16') }).answer).toBe('oui')
  expect(signed.mayAct({ ...use(), ...on('2018-05-15') }).answer).toBe('oui')
})

test('G11 G16 a role that the model has not is refused by the article that lists the roles', () => {
  const { reasons } = signed.mayAct({ ...use(claire, charaire, 'activites'), ...on('2018-01-01') })
  expect(reasons[0]).toMatchObject({ condition: 'attribution', article: { source: 'PSU', article: '2.1' } })
})

test('G16 after the end the establishment is listed by the convention, and by no annexe that is in force', () => {
  const cell = { personneId: claire, etablissementId: charaire, role: role('activite') }
  const why = signed.access({ conventionId: psu2017Id, cell, ...on('2021-01-01') }).cell
  expect(why?.ways[0]?.conditions[1]).toMatchObject({
    condition: 'inscription',
    computation: "CHARAIRE : inscrit par la convention, dont aucune annexe n'est en vigueur le 01/01/2021"
  })
})

test('G16 each condition alone fails by its own article: a role not hers, a stranger, an establishment of nobody', () => {
  expect(failing(signed.mayAct({ ...use(claire, charaire, 'import'), ...on('2018-01-01') }))).toEqual([
    ['attribution', 'PSU 2.1'],
    ['role-habilite', 'PSU 2.2']
  ])
  expect(failing(signed.mayAct({ ...use(jeanne), ...on('2018-01-01') }))).toEqual([
    ['attribution', 'PSU 2.1'],
    ['habilitation', 'PSU 2.2']
  ])
  expect(
    signed.mayAct({ ...use(claire, read(ÉtablissementId, 'e-none')), ...on('2018-01-01') })
  ).toMatchObject({
    answer: 'inconnu',
    by: null,
    reasons: [{ conventionId: null, condition: 'inscription', article: null, event: null }]
  })
})

test('G15 G16 an id that no dossier speaks of is told as unknown, by the moment that is asked about, and is no « no »', () => {
  const unknown = (
    more: object,
    date = '2018-01-01',
    knownAt: string | null = null,
    sees: Sees | null = null
  ) => {
    const { answer, inconnus, sentence } = signed.mayAct(
      {
        ...use(),
        ...on(date),
        ...more,
        ...(knownAt === null ? {} : { knownAt: instant(knownAt) })
      },
      sees
    )
    return [answer, inconnus, sentence]
  }
  expect(unknown({ personneId: 'p-1960-22' })).toEqual([
    'inconnu',
    ['personneId'],
    'Aucun dossier connu à ce moment ne parle de la personne p-1960-22 : il ne peut pas être répondu.'
  ])
  expect(unknown({ personneId: 'x', etablissementId: 'e', role: 'r' })).toEqual([
    'inconnu',
    ['personneId', 'etablissementId', 'role'],
    "Aucun dossier connu à ce moment ne parle de la personne x ni de l'établissement e ni du rôle « r » : il ne peut pas être répondu."
  ])
  expect(unknown({ etablissementId: null, role: 'r' }).slice(0, 2)).toEqual(['inconnu', ['role']])
  // She is known, and has the role on no establishment.
  expect(unknown({ etablissementId: null }).slice(0, 2)).toEqual(['non', []])
  expect(unknown({}, '2018-01-01', '2016-12-01T00:00:00Z').slice(0, 2)).toEqual([
    'inconnu',
    ['personneId', 'etablissementId', 'role']
  ])
  // Drafted, and not yet signed: everything is known, and she may not.
  expect(unknown({}, '2018-01-01', '2017-02-01T00:00:00Z').slice(0, 2)).toEqual(['non', []])
  // Jeanne is known to a convention that who asks does not see.
  expect(unknown({ personneId: jeanne }).slice(0, 2)).toEqual(['non', []])
  expect(unknown({ personneId: jeanne }, '2018-01-01', null, id => id === 'psu-1960-2017')[0]).toBe('inconnu')
})

test('G15 G16 of each id that the journal has ever spoken of it is answered', () => {
  const { personneId: personnes, etablissementId: etablissements, role: roles } = signed.identifiers()
  const first = { ...use(), ...on('2016-01-01') }
  for (const { id } of personnes)
    expect(signed.mayAct({ ...first, personneId: read(PersonneId, id) }).answer).toBe('non')
  for (const { id } of etablissements)
    expect(signed.mayAct({ ...first, etablissementId: read(ÉtablissementId, id) }).answer).toBe('non')
  for (const { id } of roles) expect(signed.mayAct({ ...first, role: read(StableId, id) }).answer).toBe('non')
})

test('M8 M18 under MEF: from the delivery on, and after seven renewals that nobody recorded', () => {
  const under = (date: string) =>
    signed.mayAct({ ...use(jeanne, moussaillons, 'fonctionnement'), ...on(date) })
  expect(failing(under('2023-07-20'))).toEqual([
    ['convention', 'MEF 5'],
    ['habilitation', 'MEF 3-1']
  ])
  expect(failing(under('2023-07-26'))).toEqual([['habilitation', 'MEF 3-1']])
  expect([under('2023-07-28').answer, under('2030-07-26').answer]).toEqual(['oui', 'oui'])
})

const psuCommand = commandOn('convention-psu-1960-2017')
const claires = commandOn('habilitation-h-1960-1')
const terminated = psuCommand('2019-03-04T09:00:00Z', 'TerminateConvention', {
  on: '2019-03-04',
  manquement: 'Codes d’accès confiés à un tiers'
})

test('P22 a termination ends every access that day, by PSU 2.4, though no reaction ran', () => {
  const ended = dossiersOf(journalOf([...signedScheduled, terminated]))
  expect(ended.mayAct({ ...use(), ...on('2019-03-03') }).answer).toBe('oui')
  expect(failing(ended.mayAct({ ...use(), ...on('2019-03-04') }))).toEqual([['convention', 'PSU 2.4']])
  expect(ended.mayAct({ ...use(), ...on('2019-03-04') }).reasons[0]).toMatchObject({
    computation: 'convention terminée, résiliation : résiliée le 04/03/2019 (PSU, article 2.4)',
    event: { type: 'ConventionTerminated', nom: 'Résiliation de la convention' }
  })
})

test('G1 G16 a termination, the reactions run, the termination withdrawn: as if it had never been, whatever the reactions told', () => {
  const system = { kind: 'systeme', id: 'reactions' }
  const told = ['h-1960-1', 'h-1960-2'].map(id =>
    commandOn(`habilitation-${id}`)(
      '2019-03-04T09:01:00Z',
      'TellConventionEnd',
      { on: '2019-03-04', article: { source: 'PSU', article: '2.4' } },
      system
    )
  )
  const withdrawn = psuCommand('2019-03-11T09:00:00Z', 'CorrectConvention', {
    corrections: [{ corrects: 6, instead: null }],
    motif: 'résiliée par erreur'
  })
  const after = dossiersOf(journalOf([...signedScheduled, terminated, ...told, withdrawn]))
  for (const person of [claire, awa])
    for (const date of ['2019-03-03', '2019-03-04', '2019-06-01', '2020-12-31', '2021-01-01']) {
      const [is, never] = [after, signed].map(index => index.mayAct({ ...use(person), ...on(date) }))
      expect([is?.answer, is?.by?.conditions.map(({ computation }) => computation)]).toEqual([
        never?.answer,
        never?.by?.conditions.map(({ computation }) => computation)
      ])
    }
  // What was known between still says what was known.
  const between = { ...on('2019-03-05'), knownAt: instant('2019-03-05T00:00:00Z') }
  expect(failing(after.mayAct({ ...use(), ...between }))).toEqual([['convention', 'PSU 2.4']])
})

test('P19 M21 a departure and a closing by the Caf each close the access, from their day, by their article', () => {
  const left = dossiersOf(
    journalOf([
      ...signedScheduled,
      claires('2018-03-12T09:00:00Z', 'ReportEndOfMission', {
        departedOn: '2018-03-01',
        reportedOn: '2018-03-12'
      }),
      commandOn('habilitation-h-mef-1')('2024-01-10T09:00:00Z', 'CloseAccess', { on: '2024-01-10' })
    ])
  )
  expect(left.mayAct({ ...use(), ...on('2018-02-28') }).answer).toBe('oui')
  expect(failing(left.mayAct({ ...use(), ...on('2018-03-01') }))).toEqual([['fermeture', 'PSU 2.3']])
  expect(
    left.mayAct({ ...use(), ...on('2018-03-01'), knownAt: instant('2018-03-11T00:00:00Z') }).answer
  ).toBe('oui')
  const mef = use(jeanne, moussaillons, 'disponibilites')
  expect(left.mayAct({ ...mef, ...on('2024-01-09') }).answer).toBe('oui')
  expect(failing(left.mayAct({ ...mef, ...on('2024-01-10') }))).toEqual([['fermeture', 'MEF 6']])
})

test('G16 P25 on 01/01/2021 the réelle of 2020 may still be given, until 30/06/2021 and not on 01/07, by PSU 3', () => {
  const of = (year: number, date: string, index = signed) =>
    index.mayAct({ ...use(), ...on(date), declarationsOf: year })
  const first = of(2020, '2021-01-01')
  expect(first.answer).toBe('oui')
  expect(first.by?.conditions.map(({ condition, on }) => [condition, on])).toEqual([
    ['convention', '2020-12-31'],
    ['inscription', '2020-12-31'],
    ['attribution', '2020-12-31'],
    ['habilitation', '2021-01-01'],
    ['role-habilite', '2021-01-01'],
    ['blocage', '2021-01-01'],
    ['inactivite', '2021-01-01'],
    ['mot-de-passe', '2021-01-01'],
    ['fermeture', '2021-01-01'],
    ['declarations', '2021-01-01']
  ])
  expect(of(2020, '2021-06-30').answer).toBe('oui')
  // The day that passed is told first: it is what was asked about.
  expect(failing(of(2020, '2021-07-01'))).toEqual([
    ['declarations', 'PSU 3'],
    ['convention', 'PSU 5']
  ])
  expect(of(2020, '2021-07-01').reasons[0]?.computation).toBe(
    "déclarations de 2020 : jusqu'au 30/06/2021 inclus (PSU, article 3), délai passé"
  )
  // No other year: 2019 is over since 30/06/2020, and the convention knows no 2021.
  expect([of(2019, '2021-01-01').answer, of(2021, '2021-01-01').answer]).toEqual(['non', 'non'])
  expect(failing(of(2021, '2021-01-01'))).toEqual([['convention', 'PSU 5']])
  // While the convention is in force, the declarations of any year are given.
  expect(of(2018, '2020-03-01').answer).toBe('oui')
  expect([of(Number.NaN, '2021-01-01').answer, of(2020.5, '2021-01-01').answer]).toEqual(['non', 'non'])
})

test('G16 P19 for the year that is over too, who has left does not act, and who held no role on its last day neither', () => {
  const left = dossiersOf(
    journalOf([
      ...signedScheduled,
      claires('2021-02-01T09:00:00Z', 'ReportEndOfMission', {
        departedOn: '2021-02-01',
        reportedOn: '2021-02-01'
      })
    ])
  )
  const of = (date: string) => left.mayAct({ ...use(), ...on(date), declarationsOf: 2020 })
  expect(of('2021-01-31').answer).toBe('oui')
  expect(failing(of('2021-02-01'))).toEqual([['fermeture', 'PSU 2.3']])
  expect(left.mayAct({ ...use(awa), ...on('2021-02-01'), declarationsOf: 2020 }).answer).toBe('oui')
  expect(
    failing(left.mayAct({ ...use(awa, charaire, 'import'), ...on('2021-02-01'), declarationsOf: 2020 }))
  ).toEqual([
    ['attribution', 'PSU 2.1'],
    ['role-habilite', 'PSU 2.2']
  ])
})

test('G16 P22 a role held on the last day of a convention that was terminated serves for that year', () => {
  const ended = dossiersOf(journalOf([...signedScheduled, terminated]))
  const of = (year: number, date: string) =>
    ended.mayAct({ ...use(), ...on(date), declarationsOf: year }).answer
  expect([
    of(2019, '2019-03-04'),
    of(2019, '2020-06-30'),
    of(2019, '2020-07-01'),
    of(2020, '2021-01-01')
  ]).toEqual(['oui', 'oui', 'non', 'non'])
  // It was in force on the last day of 2018.
  expect(of(2018, '2019-06-30')).toBe('oui')
})

test('G11 G16 under a model that the service was not given nobody may act, and the answer says so', () => {
  const journal = journalOf(signedScheduled)
  const other = dossiersOf(journal, [defineModel({ ...psu, id: 'autre' })])
  expect(other.mayAct({ ...use(), ...on('2018-01-01') })).toMatchObject({
    answer: 'non',
    reasons: [
      {
        condition: 'modele',
        computation: "le modèle psu, version 1, n'est pas connu de ce service",
        article: null
      }
    ]
  })
})

test('G12 an answer is plain JSON: the same after being written', () => {
  for (const date of ['2016-01-01', '2018-05-15', '2018-05-16', '2021-01-01']) {
    const answer = signed.mayAct({ ...use(awa), ...on(date), declarationsOf: 2020 })
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  }
  expect(signed.mayAct({ ...use(), ...on('2018-01-01') }).by?.habilitationId).toBe('h-1960-1')
})
