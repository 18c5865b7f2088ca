/** Models as people may write them: good by the schema, with contradictions or without. */
import * as fc from 'fast-check'

const id = fc.constantFrom('a', 'b', 'c', 'psu', 'caf')
const label = fc.constantFrom('Un', 'Deux', 'la Caf')
const article = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('1', '2.3', 'Préambule') },
  { weight: 1, arbitrary: fc.constant({ source: 'LOI', article: '4' }) }
)
/** Calendars of the model's own, mostly named so that its dates may cite them. */
const calendar = fc.record(
  {
    id: fc.constantFrom('ville', 'mairie', 'ville', 'france'),
    label: fc.constantFrom('jours de la mairie', 'jours du service'),
    extends: fc.constantFrom('france', 'guadeloupe', 'ville', 'nulle-part', 'mairie'),
    worked: fc.subarray(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
    days: fc.array(
      fc.oneof(
        fc.record(
          {
            rule: fc.constant('fixed'),
            month: fc.integer({ min: 1, max: 12 }),
            day: fc.integer({ min: 1, max: 31 }),
            label: fc.constant('pont'),
            fromYear: fc.integer({ min: 1900, max: 2999 }),
            toYear: fc.integer({ min: 1900, max: 2999 })
          },
          { requiredKeys: ['rule', 'month', 'day'] }
        ),
        fc.record({ rule: fc.constant('easter'), days: fc.integer({ min: -80, max: 250 }) }),
        fc.record({
          rule: fc.constant('date'),
          date: fc.constantFrom('2025-05-02', '2030-01-08', '2999-12-31')
        })
      ),
      { maxLength: 3 }
    )
  },
  { requiredKeys: ['id', 'label', 'days'] }
)
const calendarId = fc.constantFrom('france', 'guadeloupe', 'ville', 'mairie')
const count = fc.oneof({ weight: 8, arbitrary: fc.nat(14) }, { weight: 1, arbitrary: fc.maxSafeNat() })
const need = fc.record({
  instrument: fc.constantFrom('formulaire', 'annexe-revisee', 'avenant'),
  article
})
const words = fc.uniqueArray(fc.record({ id, label }), { maxLength: 3, selector: word => word.id })
const someWords = fc.oneof(
  { weight: 9, arbitrary: words.filter(list => list.length > 0) },
  { weight: 1, arbitrary: words }
)
const delay = fc.record(
  {
    from: fc.constantFrom('departure', 'departure', 'departure', 'receipt'),
    offset: fc.record({
      count,
      unit: fc.constantFrom('day', 'week', 'month'),
      direction: fc.constantFrom('after', 'before')
    }),
    bound: fc.constantFrom('inclusive', 'exclusive'),
    shift: fc.record({
      to: fc.constantFrom('next', 'previous'),
      calendar: calendarId
    })
  },
  { requiredKeys: ['from'] }
)
const length = fc.record({ count, unit: fc.constantFrom('month', 'year') })
/** Mostly one that agrees with what it ends. */
const notice = fc
  .record({
    ends: fc.constantFrom('echeance', 'delay'),
    counts: fc.constantFrom('dispatch', 'receipt'),
    unit: fc.constantFrom('day', 'month'),
    count,
    isOther: fc.nat(9).map(n => n === 0),
    article
  })
  .map(({ ends, counts, unit, count, isOther, article }) => ({
    delay: {
      from: (ends === 'echeance') === isOther ? counts : 'echeance',
      offset: { unit, count, direction: (ends === 'echeance') === isOther ? 'after' : 'before' }
    },
    counts,
    ends,
    article
  }))
const extension = fc.record(
  { instrument: fc.constantFrom('formulaire', 'avenant'), article, afterEnd: fc.boolean() },
  { requiredKeys: ['instrument', 'article'] }
)
const cited = fc.record({ article })
const mostly = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 })

const party = (acteur: string) =>
  fc.record(
    {
      id,
      label,
      acteur: fc.constant(acteur),
      nature: fc.constantFrom('legal', 'legal', 'legal', 'natural', 'either')
    },
    { requiredKeys: ['id', 'label', 'acteur'] }
  )
const parties = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.array(party('partenaire'), { minLength: 1, maxLength: 2 }),
        fc.record({ label, acteur: fc.constant('agent-caf') })
      )
      .map(([others, caf]) => [
        ...others.map((other, i) => ({ ...other, id: `p-${i}` })),
        { ...caf, id: 'caf' }
      ])
  },
  { weight: 1, arbitrary: fc.array(party('partenaire'), { maxLength: 2 }) }
)
const role = fc.record(
  {
    id,
    label,
    cap: mostly(count),
    min: fc.nat(2),
    covered: fc.boolean(),
    natures: fc.option(fc.array(id, { maxLength: 2 }), { nil: null, freq: 1 }),
    onEtablissement: fc.boolean(),
    capByRang: fc.record({ titulaire: mostly(fc.nat(3)), suppleant: mostly(fc.nat(3)) }),
    capPerConvention: mostly(count),
    minPerConvention: fc.nat(2),
    article,
    coverageArticle: article,
    change: need
  },
  { requiredKeys: ['id', 'label', 'article', 'change'] }
)
const step = fc.constantFrom('acknowledged', 'checked', 'convention-sent', 'signed-return')
const steps = fc
  .tuple(fc.uniqueArray(step, { maxLength: 2 }), article)
  .map(([between, article]) => ['requested', ...between, 'delivered'].map(name => ({ step: name, article })))

const date = fc.oneof(
  fc.record(
    {
      from: fc.constant('day'),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.constantFrom(1, 15, 28, 31, 'last'),
      yearsAfter: fc.integer({ min: -1, max: 2 }),
      bound: fc.constantFrom('inclusive', 'exclusive'),
      shift: fc.record({
        to: fc.constantFrom('next', 'previous'),
        calendar: fc.oneof(
          { weight: 4, arbitrary: calendarId },
          { weight: 1, arbitrary: fc.constant('nulle-part') }
        )
      })
    },
    { requiredKeys: ['from', 'month', 'day'] }
  ),
  fc.record(
    {
      from: fc.constantFrom('effect', 'end', 'echeance', 'departure', 'last-use'),
      offset: fc.oneof(
        fc.record({
          unit: fc.constantFrom('day', 'week', 'month', 'year'),
          count,
          direction: fc.constantFrom('after', 'before')
        }),
        fc.record({
          unit: fc.constant('working-day'),
          calendar: calendarId,
          count: fc.nat(40),
          direction: fc.constantFrom('after', 'before')
        })
      )
    },
    { requiredKeys: ['from'] }
  )
)
const deadline = fc.record(
  {
    id,
    label,
    who: fc.constantFrom(['caf'], ['p-0'], ['p-0', 'caf'], []),
    due: date,
    for: fc.constantFrom('year', 'year', 'convention', 'echeance', 'act'),
    act: fc.constantFrom('depart', 'transmission', null),
    endedBy: fc.constantFrom({ line: 'transmission' }, { line: 'depart', on: 'reportedOn' }, null),
    reminders: fc.array(fc.record({ count, unit: fc.constantFrom('day', 'week', 'month') }), {
      maxLength: 1
    }),
    article
  },
  { requiredKeys: ['id', 'label', 'who', 'due', 'for', 'article'] }
)

const whole = fc.record(
  {
    id: fc.constant('quelconque'),
    version: fc.nat(3),
    titre: label,
    subject: id,
    source: fc.constantFrom('LOC', 'LOC', 'PSU'),
    otherSources: fc.constantFrom(['LOI'], ['LOI', 'PSU']),
    zone: fc.constantFrom('Europe/Paris', 'America/Guadeloupe', 'Europe/Paris', 'Mars/Phobos'),
    calendars: fc.array(calendar, { maxLength: 2 }),
    parties: fc.record({ article, change: need, roles: parties }),
    fiche: fc.record(
      { required: fc.boolean(), natures: someWords, article },
      { requiredKeys: ['natures', 'article'] }
    ),
    etablissements: fc.record(
      {
        natures: someWords,
        mustBeFinanced: fc.boolean(),
        numeroSias: fc.constantFrom('required', 'optional'),
        article,
        change: need
      },
      { requiredKeys: ['natures', 'article', 'change'] }
    ),
    roles: fc.uniqueArray(role, { maxLength: 3, selector: ({ id }) => id }),
    personnes: fc.record({ change: need }),
    signalling: mostly(fc.record({ channels: someWords, article })),
    effect: fc.oneof(
      fc.record({ from: fc.constant('declared'), article }),
      fc.record({
        from: fc.oneof(
          fc.record({ from: fc.constantFrom('first-signature', 'last-signature', 'effect', 'echeance') }),
          fc.record(
            {
              from: fc.constant('last-signature'),
              to: fc.record({ day: fc.constantFrom(1, 'last'), side: fc.constantFrom('after', 'same') })
            },
            { requiredKeys: ['from'] }
          )
        ),
        article
      })
    ),
    duration: fc.record(
      {
        term: mostly(length),
        renewal: fc.oneof(
          fc.record({ kind: fc.constant('none') }),
          fc.record(
            { kind: fc.constantFrom('tacit', 'express'), times: mostly(count), term: mostly(length) },
            { requiredKeys: ['kind'] }
          )
        ),
        article
      },
      { requiredKeys: ['article'] }
    ),
    changes: mostly(
      fc.record(
        {
          avenantEffect: fc.record({
            when: fc.constantFrom('last-signature', 'stated'),
            mayBePast: fc.boolean(),
            article
          }),
          kinds: fc.record({ prolongation: extension, renewal: extension }, { requiredKeys: [] })
        },
        { requiredKeys: [] }
      )
    ),
    notice,
    termination: mostly(cited),
    derogations: mostly(fc.record({ conditions: words, article }, { requiredKeys: ['article'] })),
    interpretation: fc.record({
      severable: fc.boolean(),
      prevails: fc.constantFrom('titre', 'clause'),
      article
    }),
    transmission: mostly(cited),
    namedDate: mostly(cited),
    controller: fc.record({ name: label, basis: label, article }),
    habilitation: fc.record(
      {
        steps,
        article,
        mailbox: fc.record({
          shared: fc.array(fc.constantFrom('mairie', 'info'), { maxLength: 2 }),
          article
        }),
        endOfMission: fc.record({ delay: mostly(delay), article }, { requiredKeys: ['article'] }),
        blocking: fc.record({ causes: someWords, article }),
        closing: cited,
        incidents: mostly(
          fc.record(
            {
              kinds: someWords,
              delay: mostly(fc.record({ from: fc.constantFrom('occurrence', 'request') })),
              article
            },
            { requiredKeys: ['kinds', 'article'] }
          )
        ),
        anomalies: mostly(
          fc.record(
            {
              rules: fc.array(
                fc.oneof(
                  fc.record({
                    id,
                    label,
                    kind: fc.constant('failures'),
                    count: fc.integer({ min: 1, max: 9 }),
                    minutes: count
                  }),
                  fc.record({
                    id,
                    label,
                    kind: fc.constant('outside-hours'),
                    days: fc.subarray(['monday', 'sunday']),
                    from: fc.constantFrom('07:00', '12:00'),
                    to: fc.constantFrom('20:00', '24:00', '06:00')
                  }),
                  fc.record({ id, label, kind: fc.constant('noted') })
                ),
                { maxLength: 2 }
              ),
              justification: mostly(fc.record({ from: fc.constantFrom('request', 'departure') })),
              article
            },
            { requiredKeys: ['rules', 'article'] }
          )
        ),
        inactivity: mostly(
          fc.record({ delay: fc.record({ from: fc.constantFrom('last-use', 'request') }), article })
        ),
        connectionsKept: fc.constantFrom(1, 12, 36),
        passwords: mostly(
          fc.record(
            {
              length: fc.constantFrom(8, 12, 1, 0),
              madeOf: fc.subarray(['letters', 'digits', 'symbols']),
              caseSensitive: fc.boolean(),
              renewal: mostly(fc.record({ from: fc.constantFrom('password-change', 'departure') })),
              article
            },
            { requiredKeys: ['article'] }
          )
        )
      },
      { requiredKeys: ['steps', 'article'] }
    ),
    security: mostly(fc.record({ duties: someWords, article })),
    deadlines: fc.uniqueArray(deadline, { maxLength: 2, selector: ({ id }) => id }),
    declarations: mostly(fc.record({ deadline: id })),
    annexes: fc.array(
      fc.record({
        numero: fc.nat(3),
        titre: label,
        sections: fc.array(fc.constantFrom('etablissements', 'personnes', 'attributions', 'non-respect'), {
          maxLength: 2
        }),
        article
      }),
      { maxLength: 2 }
    )
  },
  {
    requiredKeys: [
      'id',
      'version',
      'titre',
      'source',
      'zone',
      'parties',
      'effect',
      'duration',
      'otherSources',
      'termination'
    ]
  }
)

/** Some of the keys of a whole model, over one that ships. */
const difference = fc
  .tuple(whole, fc.constantFrom('psu', 'monenfant', 'inconnu'), fc.infiniteStream(fc.boolean()))
  .map(([model, parent, kept]) => ({
    ...Object.fromEntries(Object.entries(model).filter(() => kept.next().value === true)),
    extends: { id: parent, version: 1 },
    id: 'quelconque',
    version: 2
  }))

/** A model that ships but for a few keys: many more of these agree with themselves than of the others. */
const variation = fc
  .record({
    drawn: whole,
    id: fc.constantFrom('psu', 'monenfant'),
    kept: fc.subarray([
      'titre',
      'calendars',
      'effect',
      'duration',
      'notice',
      'termination',
      'derogations',
      'signalling'
    ])
  })
  .map(({ drawn, id, kept }) => ({
    ...Object.fromEntries(Object.entries(drawn).filter(([key]) => kept.includes(key))),
    extends: { id, version: 1 },
    id: 'quelconque',
    version: 2
  }))

export const anyModel: fc.Arbitrary<unknown> = fc.oneof(whole, difference, variation)
