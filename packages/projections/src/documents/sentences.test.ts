/** What a Caf agent reads at the head, in the entries and under the tables of a page. */
import { dateCivile, defineModel, instant, psu, representedBy, shippedModels } from '@avenant/domain'
import { monenfant2023Id, psu2017, psu2017Id } from '@avenant/domain/fixtures'
import { indexOf, mefEvents, psuEvents, recordedBy } from '../../test/played'
import { frenchAct, frenchCause } from '../annexes/acts'
import { annexesHtml, differencesHtml } from './html'
import { annexesMarkdown, differencesMarkdown } from './markdown'

const index = indexOf([...psuEvents, ...mefEvents])
const on = dateCivile
const psuDocument = index.describe(psu2017Id, { on: on('2017-08-31') })
const mefDocument = index.describe(monenfant2023Id, { on: on('2023-07-26') })
const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('P1 M1 parties, by their names', () => {
  test('who represents them agrees with how the model names them', () => {
    expect(spaced(annexesHtml(psuDocument))).toContain('Représentée par Hélène MARCHAIS, Directeur')
    expect(spaced(annexesHtml(psuDocument))).toContain('Représenté par Bertrand VASSEUR, Maire')
    expect(['la Caf', 'le gestionnaire', 'les communes', "l'association"].map(representedBy)).toEqual([
      'représentée par',
      'représenté par',
      'représentés par',
      'ayant pour représentation'
    ])
  })

  test('they stand at the head, with the model and the short name of its articles', () => {
    expect(annexesMarkdown(mefDocument)).toContain(
      'monenfant\\.fr (MEF)  \nVille de VILLENEUVE LA GARENNE – Caisse'
    )
  })
})

test('M17 M18 from when, for how long', () => {
  expect(spaced(annexesHtml(mefDocument))).toContain(
    '<dd>À compter du 26/07/2023, date de la dernière signature, pour un an renouvelable par tacite reconduction (MEF, article 5)</dd>'
  )
})

test('what deserves attention stands before all else', () => {
  const [first] = /<h2[^>]*>([^<]*)</.exec(annexesHtml(mefDocument))?.slice(1) ?? []
  expect(first).toBe('Points d&#39;attention')
})

test('each annexe has a place to sign for each party', () => {
  const html = annexesHtml(psuDocument)
  expect(html.match(/Fait à /g)).toHaveLength(3)
  expect(html.match(/<li>Pour le gestionnaire</g)).toHaveLength(3)
  expect(html.match(/<li>Pour la Caf</g)).toHaveLength(3)
})

describe('P11 roles', () => {
  test('which must be held where, and which nobody holds', () => {
    expect(spaced(annexesMarkdown(psuDocument))).toContain(
      "Rôles obligatoires dans chaque établissement : « Fournisseur de données d'activité », « Fournisseur de données financières » et « Approbateur ». Rôle facultatif, non attribué : « Fournisseur de données par import »."
    )
  })

  test('a role of some natures is said to be of them', () => {
    const model = defineModel({
      ...psu,
      version: 2,
      roles: psu.roles.map(role => (role.id === 'approbateur' ? { ...role, natures: ['eaje'] } : role))
    })
    const models = [...shippedModels, model]
    const drafted = psu2017.map(scheduled =>
      scheduled.command.type !== 'DraftConvention'
        ? scheduled
        : {
            ...scheduled,
            command: {
              ...scheduled.command,
              data: { ...scheduled.command.data, model: { id: model.id, version: model.version } }
            }
          }
    )
    const document = indexOf(recordedBy(drafted, models), models).describe(psu2017Id, {
      on: on('2017-08-31')
    })
    expect(spaced(annexesMarkdown(document))).toContain(
      "Rôle obligatoire dans chaque établissement d'accueil du jeune enfant : « Approbateur »."
    )
  })

  test('a mark says what it means to who does not see the table', () => {
    expect(annexesHtml(psuDocument)).toContain(
      '<span aria-hidden="true">X</span><span class="said">rôle tenu dans tous les établissements</span>'
    )
  })
})

describe('G1 the cause of a difference', () => {
  const ended = index.differences(psu2017Id, { on: on('2017-08-31') }, { on: on('2017-09-01') })
  const signed = index.differences(
    monenfant2023Id,
    { on: on('2023-07-26'), knownAt: instant('2023-07-20T00:00:00Z') },
    { on: on('2023-07-26') }
  )

  test('is an act by its French name, with its day and who gave it', () => {
    expect(spaced(differencesMarkdown(ended))).toContain(
      "Cause : Octroi d'une dérogation, enregistré le 05/12/2016 par un agent de la Caf."
    )
    expect(frenchCause({ type: 'ConventionSigned', acteur: 'partenaire' }, on('2017-02-24'))).toBe(
      'Signature de la convention, enregistrée le 24/02/2017 par le partenaire'
    )
    expect(frenchAct('RelaisOuvert')).toBe('Acte « RelaisOuvert »')
  })

  test('its place in the journal is one click, or one option, away', () => {
    expect(differencesMarkdown(ended)).not.toContain('DérogationGranted')
    expect(differencesMarkdown(ended, { references: true })).toContain(
      'DérogationGranted, convention psu-1960-2017, révision 3'
    )
    expect(differencesHtml(ended)).toMatch(/<details><summary>.*<\/summary>DérogationGranted, convention psu/)
    expect(ended.differences[0]?.cause).toMatchObject({ type: 'DérogationGranted', acteur: 'agent-caf' })
  })

  test('how many elements come with it', () => {
    expect(spaced(differencesMarkdown(signed))).toContain(
      '**Une différence : la situation de la convention, avec 27 éléments : 5 établissements, 2 personnes et 20 attributions de rôle.**'
    )
    expect(spaced(differencesMarkdown(ended))).toContain('**Une différence : 1 dérogation.**')
    expect(signed.differences[0]?.sentence).toMatch(/^L'annexe 1 est désormais connue comme en vigueur/)
  })
})

test('G12 an hour, a day and its month, an article are not torn at the end of a line', () => {
  const page = annexesHtml(mefDocument)
  expect(page).toContain(' 8\u00a0août 2023, 9\u00a0h\u00a045 (heure de Paris)')
  expect(page).toContain('Annexes au 26\u00a0juillet 2023')
  expect(page).toContain('MEF, article\u00a05')
  expect(spaced(page)).not.toContain('\u202f')
})

test('G12 a place to sign stands with its annexe on paper', () => {
  expect(annexesHtml(mefDocument)).toMatch(/@media print \{[^@]*\.sign \{ break-before: avoid;/)
})
