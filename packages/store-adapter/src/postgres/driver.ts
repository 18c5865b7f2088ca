/** `pg`, loaded when a server is first called: a program on another engine never loads it. */
export const driver = (): typeof import('pg') => require('pg')
