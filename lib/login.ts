/** The session or API token that a request came with, named by its hash in the database. */
export type Login = { kind: 'session' | 'token'; hash: string };
