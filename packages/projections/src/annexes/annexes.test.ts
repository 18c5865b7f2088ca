import { dateCivile, defineModel, instant, psu as psuModel, type Recorded } from '@avenant/domain'
import { monenfant2023, monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { conventionId, indexOf, later, mefEvents, psuEvents, recordedBy } from '../../test/played'
import type { AnnexesDocument, SectionDescription } from './description'

const on = dateCivile
const index = indexOf([...psuEvents, ...mefEvents])

const psu = (date: string, knownAt?: string): AnnexesDocument =>
  index.describe(psu2017Id, { on: on(date), knownAt: knownAt === undefined ? null : instant(knownAt) })
const mef = (date: string, knownAt?: string): AnnexesDocument =>
  index.describe(monenfant2023Id, { on: on(date), knownAt: knownAt === undefined ? null : instant(knownAt) })

/** n° Sias and name, in the order in which the convention lists them. */
const listedInPsu = psuEvents.flatMap(event =>
  event.type === 'AnnexesEdited'
    ? event.data.says.changes.flatMap(change =>
        change.kind === 'list-etablissement'
          ? [[change.etablissement.numeroSias, change.etablissement.nom]]
          : []
      )
    : []
)

const section = <S extends SectionDescription['section']>(
  { annexes }: AnnexesDocument,
  name: S
): Extract<SectionDescription, { readonly section: S }> => {
  const found = annexes
    .flatMap(({ sections }) => sections)
    .find((shown): shown is Extract<SectionDescription, { readonly section: S }> => shown.section === name)
  if (found === undefined) throw new Error(`no section ${name}`)
  return found
}

describe('the signed PSU convention', () => {
  test('G2 on 15/01/2017 as known 01/02/2017: none in force, not yet signed', () => {
    const { situation, annexes, alertes } = psu('2017-01-15', '2017-02-01T00:00:00Z')
    expect(situation.status).toBe('projet')
    expect(situation.sentence).toBe(
      "Aucune annexe en vigueur le 15/01/2017 : aucune signature de la convention n'est enregistrée (signatures attendues : le gestionnaire, la Caf)."
    )
    expect(annexes).toEqual([])
    expect(alertes).toEqual([])
  })

  test('G2 P27 on 15/01/2017 as known 01/03/2017: annexes 1, 2, 3 with the dérogation', () => {
    const answer = psu('2017-01-15', '2017-03-01T00:00:00Z')
    expect(answer.annexes.map(({ numero }) => numero)).toEqual([1, 2, 3])
    expect(answer.situation).toMatchObject({
      status: 'en-vigueur',
      firstDay: '2017-01-01',
      lastDay: '2020-12-31',
      endCause: 'terme',
      term: null,
      sentence: 'En vigueur du 01/01/2017 au 31/12/2020.'
    })
    expect(section(answer, 'non-respect').derogations).toHaveLength(1)
  })

  test('G2 the signature becomes known at the instant it was recorded, not before', () => {
    expect(psu('2017-01-15', '2017-02-24T08:30:59.999Z').situation.status).toBe('projet')
    expect(psu('2017-01-15', '2017-02-24T08:31:00Z').situation.status).toBe('en-vigueur')
  })

  test('P1 with one signature of two: who is awaited is said, in the words of the model', () => {
    expect(psu('2017-01-15', '2017-02-24T08:30:30Z').situation.reason).toBe(
      'les signatures de la convention ne sont pas toutes enregistrées (signature attendue : la Caf)'
    )
  })

  test('P1 both parties, their representative, and a signature by delegation', () => {
    const parties = psu('2017-08-31').convention?.parties
    expect(parties?.map(({ id }) => id)).toEqual(['gestionnaire', 'caf'])
    expect(parties?.[1]).toMatchObject({
      denomination: "Caisse d'allocations familiales des Hauts-de-Seine",
      representant: { nom: 'MARCHAIS', prenom: 'Hélène', qualite: 'Directeur' },
      signature: {
        signataire: { nom: 'TORCY', prenom: 'Julien' },
        parDelegationDe: { nom: 'MARCHAIS' },
        qualite: 'Pour le directeur général et par délégation',
        signedOn: '2017-02-23'
      }
    })
  })

  test('P2 P30 annexe 1 lists the four establishments in order, numbers as text, names as written', () => {
    const { etablissements } = section(psu('2017-08-31'), 'etablissements')
    expect(etablissements.map(({ numeroSias, nom }) => [numeroSias, nom])).toEqual(listedInPsu)
    expect(etablissements.map(({ nom }) => nom).sort()).toEqual([
      'CERCHE DU LYCEE',
      'CHARAIRE',
      'CRECHE AVE DE LA GARE',
      'M.A LES BLAGIS'
    ])
  })

  test('P11 a role that has a minimum at each of its places is required there, as one that must be covered', () => {
    const requiredOf = (more: object) => {
      const model = defineModel({
        ...psuModel,
        roles: psuModel.roles.map(role => ({ ...role, covered: false, min: 0, ...more }))
      })
      const document = indexOf(psuEvents, [model]).describe(psu2017Id, { on: dateCivile('2017-08-31') })
      return section(document, 'attributions').roles.map(({ required }) => required)
    }
    expect(requiredOf({})).toEqual([false, false, false, false])
    expect(requiredOf({ min: 1 })).toEqual([true, true, true, true])
    // At least so many in the convention are not at each establishment.
    expect(requiredOf({ minPerConvention: 1 })).toEqual([false, false, false, false])
  })

  test('P11 annexe 2: titulaire first, then suppléant, the three roles on all four establishments', () => {
    const { personnes, roles } = section(psu('2017-08-31'), 'attributions')
    expect(roles.map(({ role, required }) => [role, required])).toEqual([
      ['activite', true],
      ['financier', true],
      ['approbateur', true],
      ['import', false]
    ])
    expect(personnes.map(({ rang, prenom, nom, telephone }) => [rang, prenom, nom, telephone])).toEqual([
      ['titulaire', 'Claire', 'FONTAINE', '01 99 00 13 67'],
      ['suppleant', 'Awa', 'DIALLO', '01 99 00 13 60']
    ])
    for (const { roles: held } of personnes) {
      expect(held.map(({ role, everywhere }) => [role, everywhere])).toEqual([
        ['activite', true],
        ['financier', true],
        ['approbateur', true]
      ])
    }
    expect(psu('2017-08-31').alertes).toEqual([])
  })

  test('P3 G4 on 31/08/2017: annexe 3 with the dérogation, whose last day it is', () => {
    const { concerned, agreedOn, etablissements, derogations } = section(psu('2017-08-31'), 'non-respect')
    expect({ concerned, agreedOn }).toEqual({ concerned: true, agreedOn: '2016-12-02' })
    expect(etablissements).toHaveLength(4)
    expect(derogations).toMatchObject([
      { firstDay: '2017-01-01', lastDay: '2017-08-31', agreedOn: '2016-12-02' }
    ])
  })

  test('P3 on 01/09/2017: annexe 3 without it', () => {
    expect(section(psu('2017-09-01'), 'non-respect')).toMatchObject({ concerned: true, derogations: [] })
  })

  test('P27 G4 on 31/12/2020: in force; on 01/01/2021: ended', () => {
    expect(psu('2020-12-31').situation.status).toBe('en-vigueur')
    expect(psu('2021-01-01').situation).toMatchObject({
      status: 'terminee',
      lastDay: '2020-12-31',
      endCause: 'terme',
      sentence:
        'Aucune annexe en vigueur le 01/01/2021 : la convention a pris fin le 31/12/2020 (arrivée à son terme).'
    })
  })

  test('P27 on 31/12/2016, signature known: before its effect, and before it was signed', () => {
    expect(psu('2016-12-31').situation.sentence).toBe(
      "Aucune annexe en vigueur le 31/12/2016 : la convention n'est pas encore signée à cette date (signatures à venir : le gestionnaire, 23/02/2017 ; la Caf, 23/02/2017) et ne prend effet que le 01/01/2017."
    )
  })

  test('P28 P29 the documents accepted and the sheet, leading zeros kept', () => {
    const convention = psu('2017-08-31').convention
    expect(convention?.documents).toHaveLength(3)
    expect(convention?.fiche).toMatchObject({
      codeInsee: '092',
      numeroGestionnaire: '1960',
      siret: '21920071400018',
      nature: { asWritten: 'COLLECTIVITE TERRITOIRIALE' }
    })
  })

  test('G1 an establishment whose name is corrected keeps its line', () => {
    const edited = psu2017.flatMap(({ command }) => (command.type === 'EditAnnexes' ? [command.data] : []))[0]
    const changes = edited?.changes.map(change =>
      change.kind === 'list-etablissement' && change.etablissementId === '201500086'
        ? { ...change, etablissement: { ...change.etablissement, nom: 'CHARRAIRE' } }
        : change
    )
    const corrected = indexOf(
      recordedBy([
        ...psu2017,
        later(psu2017Id)('2017-05-02T10:00:00Z', 'CorrectConvention', {
          corrections: [
            {
              corrects: psuEvents.find(({ type }) => type === 'AnnexesEdited')?.revision ?? 0,
              instead: { type: 'EditAnnexes', data: { changes } }
            }
          ],
          motif: 'nom mal recopié'
        })
      ])
    )
    const { etablissements } = section(
      corrected.describe(psu2017Id, { on: on('2017-08-31') }),
      'etablissements'
    )
    expect(etablissements.map(({ numeroSias, nom }) => [numeroSias, nom])).toEqual(
      listedInPsu.map(([numeroSias, nom]) => [numeroSias, nom === 'CHARAIRE' ? 'CHARRAIRE' : nom])
    )
  })

  test('P22 terminated at once: the day itself is no longer in force', () => {
    const ended = indexOf(
      recordedBy([
        ...psu2017,
        later(psu2017Id)('2019-03-04T10:00:00Z', 'TerminateConvention', {
          on: '2019-03-04',
          manquement: 'non-respect des engagements'
        })
      ])
    )
    const known = (date: string) => ended.describe(psu2017Id, { on: on(date) }).situation
    expect(known('2019-03-03').sentence).toBe('En vigueur du 01/01/2017 au 03/03/2019 (résiliation).')
    expect(known('2019-03-04').reason).toBe('la convention a pris fin le 03/03/2019 (résiliation)')
    expect(known('2021-06-01').reason).toBe('la convention a pris fin le 03/03/2019 (résiliation)')
  })

  test('an unknown convention, or one not yet recorded then, is answered as such', () => {
    expect(psu('2017-01-15', '2016-12-01T00:00:00Z').situation.status).toBe('inconnue')
    const nobody = index.describe(conventionId('nobody'), { on: on('2017-01-15') })
    expect(nobody).toMatchObject({ convention: null, annexes: [], lastRecordedAt: null })
    expect(nobody.situation.reason).toBe("aucune convention « nobody » n'est connue à ce moment")
  })

  test('G11 under a model that the service was not given: said, not thrown', () => {
    const without = indexOf(psuEvents, [])
    expect(without.annexesAt(psu2017Id, { on: on('2017-08-31') }).status).toBe('modele-inconnu')
    expect(without.describe(psu2017Id, { on: on('2017-08-31') }).situation.reason).toBe(
      "son modèle (psu, version 1) n'est pas connu de ce service"
    )
  })
})

describe('the signed monenfant.fr convention', () => {
  test('M17 on 20/07/2023: none in force; signed by the Caf only until 26/07/2023', () => {
    expect(mef('2023-07-20').situation.status).toBe('a-venir')
    expect(mef('2023-07-20', '2023-07-20T12:00:00Z').situation.status).toBe('projet')
    expect(mef('2023-07-20').annexes).toEqual([])
    // The Caf had signed on 06/07/2023, and nobody before.
    expect(mef('2023-07-20').situation.reason).toBe(
      "la convention n'est pas encore signée à cette date (signature à venir : le fournisseur de données, 26/07/2023) et ne prend effet que le 26/07/2023"
    )
    expect(mef('2018-03-15').situation.reason).toContain(
      '(signatures à venir : le fournisseur de données, 26/07/2023 ; la Caf, 06/07/2023)'
    )
  })

  test('M12 M17 on 26/07/2023: annexe 1 with two persons and five establishments', () => {
    const answer = mef('2023-07-26')
    expect(answer.annexes.map(({ numero }) => numero)).toEqual([1])
    const { personnes } = section(answer, 'personnes')
    expect(personnes.map(({ prenom, nom, fonction, mail }) => [prenom, nom, fonction, mail])).toEqual([
      ['Jeanne', 'MORVAN', 'Directrice Petite Enfance', 'jmorvan@example.fr'],
      ['Lucie', 'FERRAND', 'Directrice Adjointe Petite Enfance', 'lferrand@example.fr']
    ])
    expect(section(answer, 'etablissements').etablissements).toHaveLength(5)
  })

  test('P30 M12 HG LES MOUSSAILLONS and LES MOUSSAILLONS share an address and stay two', () => {
    const { etablissements } = section(mef('2023-07-26'), 'etablissements')
    const there = etablissements.filter(({ adresse }) => adresse?.voie === '41, boulevard Charles de Gaulle')
    expect(there.map(({ nom }) => nom)).toEqual(['HG LES MOUSSAILLONS', 'LES MOUSSAILLONS'])
  })

  test('M18 on 26/07/2030 with no notice: in force, seventh renewal', () => {
    const { situation, annexes } = mef('2030-07-26')
    expect(annexes).toHaveLength(1)
    expect(situation).toMatchObject({ status: 'en-vigueur', firstDay: '2023-07-26', lastDay: null })
    expect(situation.term).toEqual({
      renewal: 7,
      firstDay: '2030-07-26',
      lastDay: '2031-07-25',
      nextEcheance: '2031-07-26',
      lastDayOfNotice: '2031-04-26',
      computation: '26/07/2023 + 7 × 12 mois = 26/07/2030'
    })
    expect(mef('2030-07-25').situation.term?.renewal).toBe(6)
    expect(mef('2024-07-25').situation.term?.renewal).toBe(0)
    // What is told of a term to come is told with what would prevent it.
    expect(mef('2099-08-15').situation.sentence).toBe(
      "En vigueur à partir du 26/07/2023, 76e renouvellement par tacite reconduction, du 26/07/2099 au 25/07/2100, sauf dénonciation (aucune n'est enregistrée)."
    )
    expect(mef('2024-07-25').situation.sentence).not.toContain('sauf')
  })

  test('M19 a notice in time ends it at the échéance, for knowledge after it only', () => {
    const given = indexOf(
      recordedBy([
        ...monenfant2023,
        later(monenfant2023Id)('2025-04-20T09:00:00Z', 'GiveNotice', {
          partie: 'fournisseur',
          dispatchedOn: '2025-04-14',
          receivedOn: '2025-04-17'
        })
      ])
    )
    const at = (date: string, knownAt: string) =>
      given.describe(monenfant2023Id, { on: on(date), knownAt: instant(knownAt) }).situation
    expect(at('2025-07-26', '2025-04-20T09:00:00Z').reason).toBe(
      'la convention a pris fin le 25/07/2025 (préavis donné)'
    )
    expect(at('2025-07-25', '2025-04-20T09:00:00Z')).toMatchObject({
      status: 'en-vigueur',
      lastDay: '2025-07-25',
      endCause: 'preavis',
      term: { renewal: 1, lastDay: '2025-07-25', nextEcheance: null, lastDayOfNotice: null }
    })
    expect(at('2025-07-26', '2025-04-20T08:59:59Z').status).toBe('en-vigueur')
  })

  test('M23 the annexe names another date than the signatures: an alert, with its article', () => {
    expect(mef('2023-09-01').alertes).toMatchObject([
      {
        code: 'named-date-differs',
        article: { source: 'MEF', article: 'Annexe' },
        computation: "l'annexe nomme la convention du 03/07/2023 ; signatures : 06/07/2023, 26/07/2023"
      }
    ])
  })

  test('M24 a transmission after the signature is no alert: no delay is agreed', () => {
    expect(mef('2023-09-01', '2023-08-01T00:00:00Z').convention?.transmission).toBeNull()
    expect(mef('2023-09-01').convention?.transmission?.acte.asWritten).toBe(
      '092-219200789-20230726-DCM232-AI'
    )
    expect(mef('2023-09-01').alertes).toEqual(mef('2023-09-01', '2023-08-01T00:00:00Z').alertes)
  })
})

describe('the index', () => {
  test('G6 feeding an event twice changes nothing, and events of other streams are left aside', () => {
    const twice = indexOf([...psuEvents, ...psuEvents])
    expect(twice.describe(psu2017Id, { on: on('2017-08-31') })).toEqual(psu('2017-08-31'))
    const [first] = psuEvents
    if (first === undefined) throw new Error('no event')
    const other: Recorded = { ...first, stream: 'habilitation-1', type: 'HabilitationRequested' }
    expect(E.isRight(twice.append(other))).toBe(true)
    expect(twice.stats()).toEqual(indexOf(psuEvents).stats())
  })

  test('an event that comes before those it follows is refused and leaves the index as it was', () => {
    const index = indexOf([])
    const [, second] = psuEvents
    if (second === undefined) throw new Error('no event')
    expect(index.append(second)).toMatchObject({ left: { fault: 'revision-gap', expected: 0, revision: 1 } })
    expect(index.annexesAt(psu2017Id, { on: on('2017-08-31') }).status).toBe('inconnue')
  })

  test('the compact answer: facts by kind, in the order written, shared and frozen', () => {
    const answer = index.annexesAt(psu2017Id, { on: on('2017-08-31') })
    expect(answer.status).toBe('en-vigueur')
    expect(answer.facts.attribution).toHaveLength(24)
    expect(answer.facts.etablissement.map(({ id }) => id)).toEqual(
      listedInPsu.map(([numeroSias]) => numeroSias)
    )
    expect(Object.isFrozen(answer.facts.attribution[0]?.value)).toBe(true)
    expect(index.annexesAt(psu2017Id, { on: on('2017-09-01') }).facts.derogation).toEqual([])
  })
})
