/** The session of a browser or the token of the API by which a request comes, by its hash in the database. */
export type Login = { kind: 'session' | 'token'; hash: string };
