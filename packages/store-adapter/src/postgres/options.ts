/** How to reach a journal in PostgreSQL. */
export type PostgresAddress = {
  /**
   * `postgres://user:password@host:port/database`, with options after a `?` where wanted: `schema` and `owner` as below,
   * `sslmode`, `sslrootcert`, `sslcert`, `sslkey`, `sslnegotiation`, `application_name`, `connect_timeout` (seconds),
   * `statement_timeout` and `lock_timeout` (milliseconds), `host` (the folder of a socket), `options` (`-c name=value`).
   * Any other is refused.
   */
  readonly url: string
  /** The PostgreSQL schema that holds the journal, made when it is missing: `avenant` by default. */
  readonly schema?: string
  /**
   * The role that the schema may belong to, where that is neither this user, nor a role of his, nor a superuser. Whoever
   * owns the schema can have this user run his code, so it is said by name.
   */
  readonly owner?: string
  readonly limits?: PostgresLimits
}

/** All times are in milliseconds. */
export type PostgresLimits = {
  /** Connections at most, not counting the one that listens while somebody subscribes. 10 by default. */
  readonly connections?: number
  /** How long to wait for a connection. 5,000 by default. */
  readonly connectTimeout?: number
  /** How long a write waits for another one's; then the answer is `StoreBusy`. 5,000 by default. */
  readonly busyTimeout?: number
  /** How long the server may work on one statement; a fifth more, and the connection is given up. 10,000 by default. */
  readonly statementTimeout?: number
}
