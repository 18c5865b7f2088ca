/** The sheet and the scripts of the screens, under addresses that change with what they hold. */

import { type Assets, stylesheet } from '@avenant/projections'
import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { browserScripts } from './browser-scripts'

type Asset = { readonly type: string; readonly text: string }

export type AssetFiles = {
  readonly addresses: Assets
  /** By its name in its address; null: there is none. It holds nothing of anybody's, and is kept by whoever fetches it. */
  readonly responseFor: (name: string) => Response | null
}

/** @param theme what a service says after the sheet: the custom properties that it sets */
export const assetFiles = (base: string, theme: string): AssetFiles => {
  const files = new Map<string, Asset>()
  const addressOf = (name: string, extension: string, type: string, text: string): string => {
    const file = `${name}-${bytesToHex(sha256(text)).slice(0, 16)}.${extension}`
    files.set(file, { type, text })
    return `${base}/assets/${file}`
  }
  const addresses = {
    style: addressOf('ecrans', 'css', 'text/css', `${stylesheet}${theme}`),
    scripts: Object.entries(browserScripts).map(([name, text]) =>
      addressOf(name, 'js', 'text/javascript', text)
    )
  }
  return {
    addresses,
    responseFor: name => {
      const file = files.get(name)
      return file === undefined
        ? null
        : new Response(file.text, {
            headers: {
              'content-type': `${file.type}; charset=utf-8`,
              'cache-control': 'public, max-age=31536000, immutable',
              'x-content-type-options': 'nosniff'
            }
          })
    }
  }
}
