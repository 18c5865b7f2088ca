/** What becomes of a convention and of the habilitations under it, as the commands that were given, in the order of their days. */
import { type DateCivile, dateCivile, dateOfDayNumber, dayNumber } from '@avenant/domain'
import type { Gestionnaire, Personne } from './gestionnaires'
import type { Random } from './random'

/** A command of a convention, or of one of the habilitations under it, on a day. */
type Given = {
  readonly day: number
  /** Null: of the convention. */
  readonly habilitationId: string | null
  readonly type: string
  readonly acteur: { readonly kind: string; readonly id: string }
  readonly data: unknown
}

/** A convention that somebody gives commands to. */
export type Life = { readonly conventionId: string; readonly given: ReadonlyArray<Given> }

const agent = { kind: 'agent-caf', id: 'agent-4021' }

const caf = {
  id: 'caf',
  code: 'hauts-de-seine',
  denomination: "Caisse d'allocations familiales des Hauts-de-Seine",
  siege: { voie: '70/88, rue Paul Lescop', codePostal: '92023', commune: 'NANTERRE CEDEX' },
  representant: { personneId: 'p-caf-1', qualite: 'Directeur' }
}
const director: Personne = {
  personneId: 'p-caf-1',
  personne: { nom: 'MARCHAIS', prenom: 'Hélène', fonction: 'Directeur', mail: null, telephone: null }
}

const date = (day: number): DateCivile => dateOfDayNumber(day)
const firstOf = (year: number): number => dayNumber(dateCivile(`${year}-01-01`))

/** What both kinds of conventions do alike: given acts are kept in the order of their days. */
const lifeOf = (conventionId: string, of: Gestionnaire) => {
  const given: Array<Given> = []
  const partenaire = { kind: 'partenaire', id: `partenaire-${of.numero}` }
  return {
    partenaire,
    come: (day: number, type: string, data: unknown, acteur: Given['acteur'] = agent): void => {
      given.push({ day, habilitationId: null, type, acteur, data })
    },
    ask: (
      day: number,
      habilitationId: string,
      type: string,
      data: unknown,
      acteur: Given['acteur'] = agent
    ): void => {
      given.push({ day, habilitationId, type, acteur, data })
    },
    ended: (): Life => ({ conventionId, given: given.toSorted((a, b) => a.day - b.day) })
  }
}

/** A convention PSU of four civil years: its projet comes the autumn before. */
export const psuLife = (of: Gestionnaire, year: number, next: Random): Life => {
  const conventionId = `psu-${of.numero}-${year}`
  const { partenaire, come, ask, ended } = lifeOf(conventionId, of)
  const [start, end] = [firstOf(year), firstOf(year + 4)]
  const [head, first, second, third] = of.personnes
  if (head === undefined || first === undefined || second === undefined || third === undefined)
    throw new RangeError('a gestionnaire has four persons')
  const ids = of.etablissements.map(({ id }) => id)
  const model = { id: 'psu', version: 1 }
  let day = start - 75 + next(60)

  come(day, 'DraftConvention', {
    conventionId,
    model,
    parties: [
      {
        id: 'gestionnaire',
        denomination: of.denomination,
        siege: of.adresse,
        representant: { personneId: head.personneId, qualite: head.personne.fonction }
      },
      caf
    ],
    personnes: [...of.personnes, director],
    fiche: {
      caf: 'HAUTS-DE-SEINE',
      departement: 'Hauts-de-Seine',
      codeInsee: '092',
      numeroGestionnaire: of.numero,
      denomination: of.isCommune ? `VILLE DE ${of.commune}` : of.denomination,
      siret: of.siret,
      nature: of.isCommune
        ? { asWritten: 'COLLECTIVITE TERRITORIALE', normalised: 'collectivite-territoriale' }
        : { asWritten: 'ASSOCIATION', normalised: 'association' },
      adresse: of.adresse,
      representantLegal: head.personneId
    },
    period: { from: date(start), to: date(end) },
    documents: [
      { titre: 'Conditions particulières prestation de service unique', version: `décembre ${year - 1}` }
    ]
  })
  const hasTypo = next(15) === 0
  const listing = (isMistyped: boolean) => ({
    changes: [
      ...of.etablissements.map(({ id, nom }, i) =>
        listed(id, isMistyped && i === 0 ? nom.replace(/E(.*)E/, 'É$1') : nom, of)
      ),
      ...ids.flatMap(id =>
        ROLES.flatMap(role => [
          attributed(id, first.personneId, role, 'titulaire'),
          attributed(id, second.personneId, role, 'suppleant')
        ])
      )
    ]
  })
  come(day, 'EditAnnexes', listing(hasTypo))
  if (next(3) === 0)
    come(day + 2, 'AgreeNonRespect', { etablissementIds: ids.slice(0, 1), agreedOn: date(day) })
  if (next(3) === 0)
    come(day + 2, 'GrantDérogation', {
      derogationId: `d-${of.numero}-${year}`,
      objet: "Prise en compte d'un maximum de congés pour le calcul des participations des familles",
      etablissementIds: ids,
      agreedOn: date(day),
      to: date(start + 200 + next(1_200))
    })
  day += 15 + next(70)
  come(day + 1, 'SignConvention', signature('gestionnaire', head, day))
  // One in thirty is signed by one party, and forgotten.
  if (next(30) === 0) return ended()
  day += 1 + next(25)
  come(day + 1, 'SignConvention', signature('caf', director, day))
  const signed = day
  if (hasTypo)
    come(signed + 5 + next(200), 'CorrectConvention', {
      corrections: [{ corrects: 1, instead: { type: 'EditAnnexes', data: listing(false) } }],
      motif: "Le nom de l'établissement était mal écrit"
    })

  const habilitations = [first, second].map(({ personneId, personne }, i) => {
    const habilitationId = `h-${of.numero}-${year}-${i + 1}`
    const asked = signed + 2 + next(20)
    ask(
      asked,
      habilitationId,
      'RequestHabilitation',
      requestOf(of, { conventionId, model, habilitationId, personneId, personne, on: asked - 1 }),
      partenaire
    )
    const delivered = asked + 2 + next(25)
    // One in twenty-five is asked for, and waits.
    if (next(25) !== 0) ask(delivered, habilitationId, 'DeliverHabilitation', { on: date(delivered) })
    return { habilitationId, delivered, isOpen: true }
  })

  /** Roles go from one to the third person: by the form that comes back, or with the approbateur's by a revised annexe. */
  const handOver = (from: Personne, signalled: number, isDone: boolean): void => {
    const modificationId = `m-${of.numero}-${signalled}`
    const byForm = next(2) === 0
    come(
      signalled,
      'SignalModification',
      {
        modificationId,
        signalledOn: date(signalled - next(6)),
        channel: next(2) === 0 ? 'courrier' : 'courriel',
        changes: ids.flatMap(id =>
          ROLES.filter(role => !byForm || role !== 'approbateur').flatMap(role => [
            { kind: 'withdraw-role', personneId: from.personneId, role, etablissementId: id },
            attributed(id, third.personneId, role, from === first ? 'titulaire' : 'suppleant')
          ])
        )
      },
      partenaire
    )
    if (!isDone) return
    const done = signalled + 4 + next(60)
    if (byForm) come(done, 'ReceiveFormulaire', { modificationId, receivedOn: date(done) })
    else come(done, 'ReviseAnnexe', { modificationId, establishedOn: date(done) })
  }
  const isDeparture = next(4) === 0
  if (isDeparture) {
    const [leaves] = habilitations
    const gone = signed + 150 + next(1_100)
    if (leaves !== undefined) {
      // The delay is of fifteen days: one in three is late.
      const reported = gone + (next(3) === 0 ? 20 + next(40) : next(14))
      ask(
        reported + 1,
        leaves.habilitationId,
        'ReportEndOfMission',
        { departedOn: date(gone), reportedOn: date(reported) },
        partenaire
      )
      leaves.isOpen = false
    }
    handOver(first, gone + 5, true)
    const habilitationId = `h-${of.numero}-${year}-3`
    const asked = gone + 60
    ask(
      asked,
      habilitationId,
      'RequestHabilitation',
      requestOf(of, { conventionId, model, habilitationId, ...third, on: asked - 1 }),
      partenaire
    )
    if (next(10) !== 0) ask(asked + 12, habilitationId, 'DeliverHabilitation', { on: date(asked + 12) })
  }
  for (const { habilitationId, delivered, isOpen } of habilitations) {
    if (!isOpen || next(15) !== 0) continue
    const from = delivered + 30 + next(900)
    ask(from, habilitationId, 'BlockAccess', {
      from: date(from),
      cause: next(2) === 0 ? 'incident' : 'decision',
      motif: 'Codes d’accès égarés, signalés par le gestionnaire'
    })
    if (next(3) !== 0)
      ask(from + 6, habilitationId, 'UnblockAccess', {
        from: date(from + 6),
        motif: 'Nouveaux codes remis en main propre'
      })
  }
  if (!isDeparture && next(3) === 0) handOver(second, signed + 100 + next(1_200), next(8) !== 0)

  const changed = of.etablissements[next(of.etablissements.length)]
  for (let n = next(3); n > 0 && changed !== undefined; n--) {
    const signalled = signed + 60 + next(1_250)
    const modificationId = `a-${of.numero}-${signalled}`
    const changes = [{ ...listed(changed.id, `${changed.nom} ${n}`, of), kind: 'amend-etablissement' }]
    come(signalled, 'SignalModification', {
      modificationId,
      signalledOn: date(signalled - 3),
      channel: 'courrier',
      changes
    })
    // One in six is never signed by the Caf, or is taken back.
    const fate = next(12)
    if (fate === 0)
      come(signalled + 12, 'WithdrawModification', { modificationId, on: date(signalled + 12) }, partenaire)
    const bySelf = signalled + 10 + next(40)
    if (fate > 0) come(bySelf, 'SignAvenant', { modificationId, ...signature('gestionnaire', head, bySelf) })
    const byCaf = bySelf + 3 + next(40)
    if (fate > 1) come(byCaf, 'SignAvenant', { modificationId, ...signature('caf', director, byCaf) })
  }
  if (next(40) === 0) {
    const on = signed + 300 + next(1_000)
    come(on, 'TerminateConvention', { on: date(on), manquement: 'Codes d’accès confiés à un tiers' })
  }
  return ended()
}

/** A convention « Structures » of monenfant.fr: of a year, renewed until a party gives notice. */
export const mefLife = (of: Gestionnaire, year: number, next: Random): Life => {
  const conventionId = `mef-${of.siret.replace(/\D/g, '').slice(0, 9)}-${year}`
  const { partenaire, come, ask, ended } = lifeOf(conventionId, of)
  const [head, first, second] = of.personnes
  if (head === undefined || first === undefined || second === undefined)
    throw new RangeError('a gestionnaire has three persons')
  const model = { id: 'monenfant', version: 1 }
  let day = firstOf(year) + next(300)
  const agents = [first, second]
  const places = of.etablissements

  come(day, 'DraftConvention', {
    conventionId,
    model,
    parties: [
      {
        id: 'fournisseur',
        denomination: of.denomination,
        siege: of.adresse,
        representant: { personneId: head.personneId, qualite: head.personne.fonction }
      },
      caf
    ],
    personnes: [head, ...agents, director],
    namedDate: date(day)
  })
  come(day, 'EditAnnexes', {
    changes: [
      ...places.map(({ id, nom }) => listed(`e-${id}`, nom, of)),
      ...agents.flatMap(({ personneId }) =>
        places.flatMap(({ id }) =>
          MEF_ROLES.map(role => attributed(`e-${id}`, personneId, role, 'titulaire'))
        )
      )
    ]
  })
  for (const { personneId, personne } of agents) {
    const habilitationId = `h-mef-${personneId.slice(2)}-${year}`
    const roles = places.flatMap(({ id }) =>
      MEF_ROLES.map(role => ({ role, etablissementId: `e-${id}`, nature: 'eaje' }))
    )
    ask(
      day,
      habilitationId,
      'RequestHabilitation',
      {
        ...requestOf(of, { conventionId, model, habilitationId, personneId, personne, on: day - 1 }),
        roles
      },
      partenaire
    )
    // One in twelve is stopped on its way: refused, or left there.
    const fate = next(24)
    const steps = ['AcknowledgeRequest', 'CheckRequest', 'SendConvention', 'ReceiveSignedReturn']
    ;[...steps.slice(0, fate < 2 ? 2 : 4), ...(fate < 2 ? [] : ['DeliverHabilitation'])].forEach(
      (type, i) => {
        ask(day + 1 + i * 9, habilitationId, type, { on: date(day + 1 + i * 9) })
      }
    )
    if (fate === 0)
      ask(day + 30, habilitationId, 'RefuseHabilitation', {
        on: date(day + 30),
        motif: "l'établissement n'est pas financé par la Caf"
      })
  }
  day += 4
  come(day, 'SignConvention', { ...signature('caf', director, day), channel: 'signature-electronique' })
  day += 3 + next(25)
  come(day, 'SignConvention', {
    ...signature('fournisseur', head, day),
    channel: 'signature-electronique'
  })
  if (of.isCommune && next(5) !== 0)
    come(day + 12, 'RecordTransmission', {
      acte: `092-${of.siret.replace(/\D/g, '').slice(0, 9)}-${date(day).replaceAll('-', '')}-DCM${100 + next(800)}-AI`,
      transmittedOn: date(day + 11),
      receivedOn: date(day + 11)
    })
  if (next(6) === 0) {
    const dispatched = day + 200 + next(900)
    come(
      dispatched + 4,
      'GiveNotice',
      { partie: 'fournisseur', dispatchedOn: date(dispatched), receivedOn: date(dispatched + 3) },
      partenaire
    )
  }
  return ended()
}

const ROLES = ['activite', 'financier', 'approbateur']
const MEF_ROLES = ['disponibilites', 'fonctionnement']

const listed = (etablissementId: string, nom: string, { adresse }: Gestionnaire) => ({
  kind: 'list-etablissement',
  etablissementId,
  etablissement: {
    nom,
    numeroSias: etablissementId.replace(/^e-/, ''),
    adresse: { ...adresse, voie: adresse.voie.replace(/\d+/, number => `${Number(number) + 2}`) },
    nature: 'eaje',
    financeParLaCaf: true
  }
})

const attributed = (etablissementId: string, personneId: string, role: string, rang: string) => ({
  kind: 'attribute-role',
  personneId,
  role,
  etablissementId,
  rang
})

const signature = (partie: string, { personneId, personne }: Personne, day: number) => ({
  partie,
  signataire: personneId,
  qualite: personne.fonction,
  signedOn: date(day),
  channel: 'papier'
})

type Request = Personne & {
  readonly conventionId: string
  readonly model: { readonly id: string; readonly version: number }
  readonly habilitationId: string
  readonly on: number
}

const requestOf = ({ denomination, adresse, etablissements }: Gestionnaire, { on, ...request }: Request) => ({
  ...request,
  demandeur: { denomination, siege: adresse },
  caf: caf.denomination,
  codeCaf: caf.code,
  roles: etablissements.flatMap(({ id }) =>
    ROLES.map(role => ({ role, etablissementId: id, nature: 'eaje' }))
  ),
  requestedOn: date(on)
})
