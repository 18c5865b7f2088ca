/** For tests only: what may happen to a signed convention, corrections included. */
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import fc from 'fast-check'
import { later, mefEvents, psuEvents } from './played'

const psu = later(psu2017Id)
const mef = later(monenfant2023Id)
const identified = (nom: string, more: object = {}) => ({
  kind: 'identify-personne',
  personneId: 'p-9',
  personne: { nom, prenom: 'Paul', fonction: null, mail: null, telephone: null, ...more }
})

/** Commands on one signed convention, in any order; many are refused. */
export const historyDate = fc.constantFrom(
  '2016-12-10',
  '2017-01-01',
  '2017-06-01',
  '2023-07-26',
  '2023-09-01',
  '2024-05-01'
)
/** Who is not yet in the annexes is named first. */
const introducing = (changes: ReadonlyArray<object>): ReadonlyArray<object> => [
  identified('BRÉMOND'),
  ...changes.filter(change => !('kind' in change && change.kind === 'identify-personne'))
]
const signaturesIn = (events: typeof psuEvents) =>
  events.flatMap(event =>
    event.type === 'ConventionSigned' ? [{ corrects: event.revision, partie: event.data.says.partie }] : []
  )
const conventions = fc.constantFrom(
  {
    fixture: psu2017,
    id: psu2017Id,
    command: psu,
    parties: ['gestionnaire', 'caf'],
    personnes: ['p-1960-1', 'p-1960-2', 'p-1960-3', 'p-caf-1', 'p-9'],
    roles: ['activite', 'approbateur', 'import'],
    etablissements: ['201500086', '201500088'],
    events: psuEvents,
    signatures: signaturesIn(psuEvents),
    days: ['2016-12-20', '2017-02-24', '2017-06-01', '2018-03-01', '2020-05-01']
  },
  {
    fixture: monenfant2023,
    id: monenfant2023Id,
    command: mef,
    parties: ['fournisseur', 'caf'],
    personnes: ['p-mef-1', 'p-mef-2', 'p-mef-3', 'p-caf-3', 'p-9'],
    roles: ['disponibilites', 'fonctionnement'],
    etablissements: ['e-219200789-1', 'e-219200789-2'],
    events: mefEvents,
    signatures: signaturesIn(mefEvents),
    days: ['2023-07-20', '2023-07-27', '2023-09-01', '2024-05-01']
  }
)
export const histories = conventions.chain(
  ({ command, parties, personnes, roles, etablissements, days, signatures, ...of }) => {
    const day = fc.constantFrom(...days)
    const [personneId, role, etablissementId, partie] = [
      fc.constantFrom(...personnes),
      fc.constantFrom(...roles),
      fc.constantFrom(...etablissements),
      fc.constantFrom(...parties)
    ]
    const nom = fc.constantFrom('BRÉMOND', 'MORVAN')
    const seat = fc.record({ personneId, role, etablissementId })
    const change = fc.oneof(
      fc
        .tuple(personneId, nom, fc.constantFrom(null, 'creche@example.fr', 'paul@example.fr'))
        .map(([personneId, nom, mail]) => ({ ...identified(nom, { mail }), personneId })),
      fc
        .tuple(seat, fc.constantFrom('titulaire', 'suppleant'))
        .map(([of, rang]) => ({ kind: 'attribute-role', ...of, rang })),
      seat.map(of => ({ kind: 'withdraw-role', ...of })),
      etablissementId.map(id => ({ kind: 'delist-etablissement', etablissementId: id })),
      fc.tuple(etablissementId, nom, fc.boolean()).map(([id, nom, financeParLaCaf]) => ({
        kind: 'list-etablissement',
        etablissementId: id,
        etablissement: {
          nom,
          numeroSias: /^\d+$/.test(id) ? id : null,
          adresse: null,
          nature: 'eaje',
          financeParLaCaf
        }
      })),
      fc.tuple(partie, personneId).map(([id, personneId]) => ({
        kind: 'amend-partie',
        partie: {
          id,
          denomination: 'AUTRE',
          siege: { voie: '1 rue Neuve', codePostal: '92000', commune: 'NANTERRE' },
          representant: { personneId, qualite: 'Maire' }
        }
      }))
    )
    const changes = fc.array(change, { minLength: 1, maxLength: 2 }).map(introducing)
    const correction = fc
      .oneof(
        fc
          .tuple(fc.constantFrom(...signatures), personneId, day)
          .map(([{ corrects, partie }, signataire, signedOn]) => ({
            corrects,
            instead: {
              type: 'SignConvention',
              data: { partie, signataire, qualite: 'x', signedOn, channel: 'papier' }
            }
          })),
        fc.tuple(changes, day).map(([changes, signalledOn]) => ({
          corrects: of.events.length,
          instead: {
            type: 'SignalModification',
            data: { modificationId: 'm-0', changes, signalledOn, channel: 'courrier' }
          }
        })),
        fc.nat(of.events.length + 2).map(corrects => ({ corrects, instead: null }))
      )
      .map(of => ({ type: 'CorrectConvention' as const, data: { corrections: [of], motif: 'faute' } }))
    const one = fc.oneof(
      day.map(on => ({
        type: 'TerminateConvention' as const,
        data: { on, manquement: 'manquement' }
      })),
      fc.tuple(partie, day).map(([partie, on]) => ({
        type: 'GiveNotice' as const,
        data: { partie, dispatchedOn: on, receivedOn: on }
      })),
      day.map(on => ({
        type: 'AnnulClause' as const,
        data: { clause: '2', decision: 'Jugement', on }
      })),
      fc.tuple(day, fc.array(etablissementId, { minLength: 1, maxLength: 2 })).map(([agreedOn, ids]) => ({
        type: 'AgreeNonRespect' as const,
        data: { agreedOn, etablissementIds: [...new Set(ids)] }
      }))
    )
    /** A change that takes effect by whatever it needs: what it does not need is refused. */
    const modification = fc
      .tuple(
        fc.oneof(
          changes,
          change.map(one => [one])
        ),
        day,
        personneId
      )
      .map(([changes, on, signataire]) => (modificationId: string) => [
        {
          type: 'SignalModification' as const,
          data: { modificationId, changes, signalledOn: on, channel: 'courrier' }
        },
        { type: 'ReceiveFormulaire' as const, data: { modificationId, receivedOn: on } },
        { type: 'ReviseAnnexe' as const, data: { modificationId, establishedOn: on } },
        ...parties.map(partie => ({
          type: 'SignAvenant' as const,
          data: { modificationId, partie, signataire, qualite: 'x', signedOn: on, channel: 'papier' }
        }))
      ])
    const any = fc.oneof(
      { weight: 2, arbitrary: modification },
      { weight: 1, arbitrary: one.map(of => () => [of]) },
      { weight: 1, arbitrary: correction.map(of => () => [of]) }
    )
    return fc.array(any, { minLength: 1, maxLength: 6 }).map(groups => ({
      ...of,
      scheduled: [
        ...of.fixture,
        ...groups.flatMap((group, i) =>
          group(`m-${i}`).map(({ type, data }) => command(`2024-06-0${i + 1}T10:00:00Z`, type, data))
        )
      ]
    }))
  }
)
