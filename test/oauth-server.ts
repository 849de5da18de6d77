import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The person who is logged in at the provider. */
export type ProviderAccount = { id: string; email?: string; name?: string };

/** A fault that happens once, at the next visit. */
export type OAuthFault = 'wrong state' | 'wrong nonce' | 'token refused' | 'profile refused';

type Grant = {
  account: ProviderAccount;
  challenge: string | null;
  nonce: string | null;
  redirectUri: string;
};

export interface OAuthServer {
  url: string;
  /** The person who agrees at the next visit; null declines. */
  account: ProviderAccount | null;
  misbehave(fault: OAuthFault): void;
  close(): Promise<void>;
}

/**
 * Stands in for Kakao (OAuth 2.0, its own profile), Naver (the same with quirks) and Google (OpenID Connect with
 * discovery), as far as they are documented. It is as strict as they are: a code works once, for the address it was made for,
 * with the secret and, except at Naver, which does not support PKCE, the verifier behind the challenge (RFC 7636).
 *
 * Naver writes `expires_in` as text, answers 200 also when it refuses a code, and wraps the profile
 * (https://developers.naver.com/docs/login/api/api.md, https://developers.naver.com/docs/login/profile/profile.md).
 */
export async function startOAuthServer(port = 0): Promise<OAuthServer> {
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, ProviderAccount>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: 'invalid_request', error_description: String(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let fault: OAuthFault | null = null;
  const provider: OAuthServer = {
    url,
    account: null,
    misbehave: (next) => {
      fault = next;
    },
    close: () => closed(server),
  };

  /** Whether this fault is to happen now; it happens once. */
  function goesWrong(here: OAuthFault): boolean {
    if (fault !== here) return false;
    fault = null;
    return true;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? '/', url);
    switch (asked.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, {
          issuer: url,
          authorization_endpoint: `${url}/oauth/authorize`,
          token_endpoint: `${url}/oauth/token`,
          userinfo_endpoint: `${url}/userinfo`,
          jwks_uri: `${url}/jwks`,
          code_challenge_methods_supported: ['S256'],
        });
      case '/oauth/authorize':
        return authorize(asked.searchParams, response, { pkce: true });
      case '/oauth2.0/authorize':
        return authorize(asked.searchParams, response, { pkce: false });
      case '/oauth/token':
        return exchange(request, response);
      case '/oauth2.0/token':
        return exchangeAtNaver(request, response);
      case '/v2/user/me': {
        const { id, email, name } = holderOf(request);
        return json(response, { id: Number(id), kakao_account: { email, profile: { nickname: name } } });
      }
      case '/v1/nid/me': {
        const { id, email, name } = holderOf(request);
        return json(response, {
          resultcode: '00',
          message: 'success',
          response: { id, email, nickname: name },
        });
      }
      default:
        throw new Error(`nothing at ${asked.pathname}`);
    }
  }

  function holderOf(request: IncomingMessage): ProviderAccount {
    const account = tokens.get(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
    if (!account || goesWrong('profile refused')) throw new Error('no such token');
    return account;
  }

  function authorize(query: URLSearchParams, response: ServerResponse, { pkce }: { pkce: boolean }): void {
    const redirectUri = query.get('redirect_uri') ?? '';
    const back = new URL(redirectUri);
    const state = query.get('state') ?? '';
    back.searchParams.set('state', goesWrong('wrong state') ? `${state}x` : state);
    const challenge = pkce ? query.get('code_challenge') : null;
    if (!state || (pkce && !challenge)) throw new Error('state and PKCE are asked for');
    if (provider.account) {
      const code = randomBytes(16).toString('hex');
      grants.set(code, { account: provider.account, challenge, nonce: query.get('nonce'), redirectUri });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'Canceled By User');
    }
    response.writeHead(302, { Location: back.href });
    response.end();
  }

  /** Exchanges a code for a token, once. */
  async function redeem(request: IncomingMessage) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    if (!grant || goesWrong('token refused')) throw new Error('no such code');
    if (grant.redirectUri !== form.get('redirect_uri')) throw new Error('another address');
    const basic = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
    const [clientId, secret] = basic ? basic.split(':') : [form.get('client_id'), form.get('client_secret')];
    if (!clientId || secret !== 'provider-secret') throw new Error('wrong secret');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant.challenge !== null && verifier !== grant.challenge) throw new Error('wrong verifier');
    const token = randomBytes(16).toString('hex');
    tokens.set(token, grant.account);
    return { ...grant, token, clientId };
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { account, nonce: asked, token, clientId } = await redeem(request);
    const { id: sub, email, name } = account;
    const now = Math.floor(Date.now() / 1000);
    const nonce = asked && goesWrong('wrong nonce') ? `${asked}x` : asked;
    const claims = { iss: url, aud: clientId, sub, email, name, nonce, iat: now, exp: now + 60 };
    json(response, {
      access_token: token,
      token_type: 'bearer',
      expires_in: 60,
      // Nobody checks the signature of a token that comes over the provider's own channel (OpenID Connect Core, 3.1.3.7).
      ...(nonce && { id_token: [{ alg: 'RS256' }, claims].map(encoded).concat('c2ln').join('.') }),
    });
  }

  async function exchangeAtNaver(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { token } = await redeem(request);
      json(response, { access_token: token, refresh_token: 'r', token_type: 'bearer', expires_in: '3600' });
    } catch (error) {
      json(response, { error: 'invalid_request', error_description: String(error) });
    }
  }

  return provider;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
