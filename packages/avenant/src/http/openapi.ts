/** What the handler answers, as OpenAPI 3.1: made of the codecs that read it. */
import { AddressedCommand, jsonSchema } from '@avenant/domain'
import { Question } from '@avenant/projections'
import { addresses } from './addresses'

let made: object | null = null

export const openApi = (): object => {
  made ??= document()
  return made
}

const document = (): object => ({
  openapi: '3.1.0',
  info: {
    title: 'Avenant',
    version: '1',
    description: 'Conventions et habilitations : commandes, questions, documents.'
  },
  paths: {
    '/commands': {
      post: {
        summary: "Donne une commande au dossier qu'elle nomme",
        parameters: [
          header('Idempotency-Key', true, 'La clé de cette commande : la même pour la répéter'),
          header('If-Match', false, "L'ETag du dossier sur lequel elle a été décidée"),
          header('If-None-Match', false, "`*` : aucun dossier n'existe encore"),
          atLeast
        ],
        requestBody: body('Command'),
        responses: {
          ...answers({}, [400, 401, 403, 404, 409, 412, 413, 415, 422, 503]),
          200: done('Déjà faite, ou sans effet'),
          201: done('Faite')
        }
      }
    },
    '/questions': {
      post: {
        summary: 'Pose une question par son nom',
        parameters: [{ name: 'format', in: 'query', required: false, schema: { type: 'string' } }, atLeast],
        requestBody: body('Question'),
        responses: answers({ 200: 'La réponse' }, [400, 401, 404, 413, 415, 503])
      }
    },
    ...Object.fromEntries(
      Object.entries(addresses).map(([path, { summary, params }]) => [
        path,
        {
          get: {
            summary,
            parameters: [
              ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
                name,
                in: 'path',
                required: true,
                schema: { type: 'string' }
              })),
              ...params.map(name => ({
                name,
                in: 'query',
                required:
                  (name === 'from' && !path.endsWith('connections')) ||
                  (name === 'to' && path.endsWith('deadlines')),
                schema: { type: 'string' }
              })),
              ...(path.endsWith('hors-ligne') ? [] : [atLeast])
            ],
            responses: answers({ 200: 'La réponse' }, [400, 401, 404, 503])
          }
        }
      ])
    ),
    '/events': {
      get: {
        summary: 'Ce qui est enregistré, à mesure (text/event-stream)',
        parameters: [header('Last-Event-ID', false, "L'id du dernier événement reçu")],
        responses: answers({ 200: 'Un événement par enregistrement' }, [400, 401])
      }
    },
    '/health': {
      get: {
        summary: 'Si le service répond, et jusqu’où',
        responses: {
          ...answers({ 200: "L'état : `ok`, `late` ou `impaired`" }, [401]),
          503: { description: "L'état : `failed`" }
        }
      }
    }
  },
  components: {
    schemas: {
      Command: schema(AddressedCommand, 'Command'),
      Question: schema(Question, 'Question'),
      Done: doneSchema,
      Problem: problemSchema
    }
  }
})

const header = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' }
})

/** What another program did is in the answer once it has come up to there. */
const atLeast = {
  name: 'atLeast',
  in: 'query',
  required: false,
  description: "La `position` d'une commande faite, ici ou ailleurs : la réponse en tient compte",
  schema: { type: 'string' }
}

const done = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Done' } } }
})

const doneSchema = {
  type: 'object',
  required: ['revision', 'position', 'repeated', 'events'],
  properties: {
    revision: { type: ['integer', 'null'], description: 'Du dossier, comme son ETag' },
    position: {
      type: ['string', 'null'],
      description: 'À donner comme `atLeast` à ce qui est demandé ensuite, où que ce soit'
    },
    repeated: { type: 'boolean', description: 'Cette commande était déjà faite' },
    events: { type: 'array', items: { type: 'string' } }
  }
}

const body = (name: string) => ({
  required: true,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
})

const answers = (good: Readonly<Record<number, string>>, problems: ReadonlyArray<number>) => ({
  ...Object.fromEntries(Object.entries(good).map(([status, description]) => [status, { description }])),
  ...Object.fromEntries(
    problems.map(status => [
      String(status),
      {
        description: 'Un problème (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
      }
    ])
  )
})

/** Definitions of a schema stand under it, where its own references find them. */
const schema = (codec: Parameters<typeof jsonSchema>[0], name: string): object =>
  JSON.parse(
    JSON.stringify(jsonSchema(codec)).replaceAll('"#/$defs/', `"#/components/schemas/${name}/$defs/`)
  )

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    faults: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } }
    },
    refusals: { type: 'array', items: { type: 'object' } }
  }
}
