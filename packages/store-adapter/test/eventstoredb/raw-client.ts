import { EventStoreDBClient } from '@eventstore/db-client'

/** A client of its own for one piece of work, with its connection, which the client's own way of closing leaves open. */
export const withClient = async <A>(
  connection: string,
  work: (client: EventStoreDBClient) => Promise<A>
): Promise<A> => {
  const client = EventStoreDBClient.connectionString(connection)
  try {
    return await work(client)
  } finally {
    await client.dispose()
    const channel = await (
      client as unknown as { getChannel: () => Promise<{ close: () => void }> }
    ).getChannel()
    channel.close()
  }
}
