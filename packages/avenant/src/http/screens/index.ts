/** Every screen, by its name: what is in this table has its address in the handler. */
import type { Tab } from '@avenant/projections'
import { accesScreen } from './access'
import { comparerScreen } from './compare'
import { connexionsScreen } from './connections'
import { dossierScreen, habilitationScreen, histoireScreen } from './dossier'
import { planScreen } from './plane'
import { personneScreen, registerScreen } from './register'
import type { ScreenRoute } from './screen'
import { todoScreen } from './todo'
import { etSiForm, etSiScreen } from './what-if'

const screens: Readonly<Record<string, ScreenRoute>> = {
  'a-faire': todoScreen,
  registre: registerScreen,
  'registre-par-nom': personneScreen,
  dossier: dossierScreen,
  plan: planScreen,
  comparer: comparerScreen,
  acces: accesScreen,
  histoire: histoireScreen,
  'histoire-d-habilitation': habilitationScreen,
  connexions: connexionsScreen,
  'et-si': etSiForm,
  'et-si-essai': etSiScreen
}

/** The screens of one dossier, as its pages name them. */
export const tabs: ReadonlyArray<Tab> = Object.values(screens).flatMap(({ tab, path }) =>
  tab === null ? [] : [{ label: tab, path: path.slice('/conventions/:id'.length) }]
)

export type FoundScreen = { readonly route: ScreenRoute; readonly ids: Readonly<Record<string, string>> }

/** The screens at an address, one a method; none: the address is of no screen. */
export const screensAt = (path: ReadonlyArray<string>): ReadonlyArray<FoundScreen> =>
  Object.values(screens).flatMap(route => {
    const ids = idsIn(route.path.slice(1).split('/'), path)
    return ids === null ? [] : [{ route, ids }]
  })

const idsIn = (
  pattern: ReadonlyArray<string>,
  path: ReadonlyArray<string>
): Readonly<Record<string, string>> | null => {
  const ids: Record<string, string> = {}
  if (pattern.length !== path.length) return null
  for (const [i, part] of pattern.entries()) {
    const given = path[i] ?? ''
    if (part.startsWith(':')) ids[part.slice(1)] = given
    else if (part !== given) return null
  }
  return ids
}
