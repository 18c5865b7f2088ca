/** The command line: which subcommand is meant, and what it says. Each is read when it is asked for. */
import * as E from 'fp-ts/Either'
import { answered, failed, type Said, type Tell } from '../program'
import type * as Annexes from './annexes'
import { parseArguments } from './arguments'
import type * as Backup from './backup'
import type * as Differences from './differences'
import type * as Dossier from './dossier'
import type * as Execute from './execute'
import type * as Export from './export'
import type * as Import from './import'
import type * as Model from './model'
import type * as Move from './move'
import type * as Questions from './questions'
import type * as Serve from './serve'
import { commandOf, type Subcommand } from './subcommand'
import type * as Try from './try'
import type * as Verify from './verify'

type Entry = { readonly summary: string; readonly load: () => Subcommand }

const question = (name: keyof typeof Questions.questions) => (): Subcommand => {
  const file: typeof Questions = require('./questions')
  return file.questions[name]
}

const entries: Readonly<Record<string, Entry>> = {
  annexes: {
    summary: "Les annexes d'une convention à une date, telles que connues à un instant.",
    load: () => {
      const file: typeof Annexes = require('./annexes')
      return file.annexes
    }
  },
  differences: {
    summary:
      "Ce qui diffère entre deux dates, ou entre deux connaissances d'une date, et par quel événement.",
    load: () => {
      const file: typeof Differences = require('./differences')
      return file.differences
    }
  },
  register: {
    summary: 'Toutes les conventions à une date : parties, situation, prochaine échéance, alertes.',
    load: question('register')
  },
  'may-act': {
    summary: 'Si une personne peut exercer un rôle sur un établissement, ou chaque raison pour laquelle non.',
    load: question('may-act')
  },
  access: {
    summary: 'Qui peut exercer quel rôle sur quel établissement, sous une convention.',
    load: question('access')
  },
  connections: {
    summary: "Les connexions d'une habilitation, jour par jour, l'état de son accès et ce qui en a été fait.",
    load: question('connections')
  },
  history: {
    summary: "Les actes d'un dossier, dans l'ordre de leur effet ou de leur enregistrement.",
    load: question('history')
  },
  letter: {
    summary:
      "Le courrier d'un acte d'une habilitation : anomalie, blocage, accusé de réception d'une demande.",
    load: question('letter')
  },
  deadlines: {
    summary: "Les échéances d'une période : ce qui est dû, par qui, calculé comment, fait ou non.",
    load: question('deadlines')
  },
  dossier: {
    summary: 'Une convention et ses habilitations en un fichier HTML, qui se lit sans réseau, à toute date.',
    load: () => {
      const file: typeof Dossier = require('./dossier')
      return file.dossier
    }
  },
  execute: {
    summary: "Donne les commandes d'un fichier, une par ligne, et dit ce que devient chacune.",
    load: () => {
      const file: typeof Execute = require('./execute')
      return file.execute
    }
  },
  try: {
    summary:
      "Joue des scénarios en mémoire, sans toucher aucun journal, et dit ce qui n'est pas comme attendu.",
    load: () => {
      const file: typeof Try = require('./try')
      return file.trying
    }
  },
  model: {
    summary:
      'Vérifie des modèles de convention : leur forme, leurs contradictions, puis une histoire inventée, en mémoire.',
    load: () => {
      const file: typeof Model = require('./model')
      return file.model
    }
  },
  import: {
    summary:
      "Prend le journal d'un fichier NDJSON dans une base qui ne contient rien, entier ou pas du tout.",
    load: () => {
      const file: typeof Import = require('./import')
      return file.importing
    }
  },
  export: {
    summary: "Écrit le journal d'une base en NDJSON, entier ou pas du tout.",
    load: () => {
      const file: typeof Export = require('./export')
      return file.exporting
    }
  },
  move: {
    summary:
      "Porte un journal d'une base dans une autre, de quelque moteur que ce soit, et compare les deux.",
    load: () => {
      const file: typeof Move = require('./move')
      return file.moving
    }
  },
  backup: {
    summary: 'Copie un journal en service, et relit la copie.',
    load: () => {
      const file: typeof Backup = require('./backup')
      return file.backup
    }
  },
  verify: {
    summary: 'Relit un journal entier, et dit ce qui ne se lit pas ou ne serait plus écrit ainsi.',
    load: () => {
      const file: typeof Verify = require('./verify')
      return file.verify
    }
  },
  serve: {
    summary: 'Montre un journal à cette machine, par HTTP, sans jamais y écrire.',
    load: () => {
      const file: typeof Serve = require('./serve')
      return file.serve
    }
  }
}

const names: ReadonlyArray<string> = Object.keys(entries)

/** @param argv the arguments, without those of Node */
export const commandLine = async (argv: ReadonlyArray<string>, tell: Tell): Promise<Said> => {
  const [name, ...others] = argv
  switch (name) {
    case undefined:
      return failed(['il manque une commande ; avenant --help les dit'])
    case '--help':
    case '-h':
      return answered(help())
    case '--version':
      return answered(version())
    case 'help':
      return others.length === 0 ? answered(help()) : commandLine([...others, '--help'], tell)
  }
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined
  if (entry === undefined)
    return failed([
      `${name.startsWith('-') ? 'option' : 'commande'} inconnue : ${name} ; commandes : ${names.join(', ')}`
    ])
  const subcommand = entry.load()
  const given = parseArguments(commandOf(name, entry.summary, subcommand), others)
  if (E.isLeft(given)) return failed(given.left)
  return 'help' in given.right ? answered(given.right.help) : subcommand.run(given.right, tell)
}

const version = (): string => {
  const { version }: { readonly version: string } = require('../../package.json')
  return version
}

const help = (): string => {
  const width = Math.max(...names.map(name => name.length))
  return [
    'Usage : avenant <commande> [options]',
    '',
    'Conventions et habilitations des Caf : ce qui est en vigueur à toute date, tel que connu à tout instant.',
    '',
    'Commandes :',
    ...Object.entries(entries).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'avenant <commande> --help dit ses options, avec des exemples ; avenant --version, sa version.',
    '',
    'Codes de sortie :',
    '  0    fait, ou trouvé',
    "  1    ce qui est demandé n'est pas : rien en vigueur, aucune différence, une commande refusée, une dérive",
    '  2    mauvais usage, mauvaise entrée, ou réponse qui ne peut pas être écrite',
    "  3    journal introuvable, illisible, abîmé ou hors d'atteinte",
    '  129, 130, 143  interrompu par un signal ; 141 : plus personne ne lit la réponse',
    ''
  ].join('\n')
}
