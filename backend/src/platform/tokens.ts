import { hkdfSync } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** One key and one audience per kind of token, so that a token of one kind is refused as any other. */
export type TokenKind = 'session' | 'signed-url';

export type Tokens = ReturnType<typeof openTokens>;

/** Signs and reads our own tokens (HS256 only); the keys are derived from `secretKey` by HKDF (RFC 5869). */
export function openTokens(secretKey: string) {
  const keys = new Map<TokenKind, Buffer>();
  const keyOf = (kind: TokenKind) => {
    const key = keys.get(kind) ?? Buffer.from(hkdfSync('sha256', secretKey, 'course-organizer', kind, 32));
    keys.set(kind, key);
    return key;
  };
  return {
    sign: (kind: TokenKind, claims: object, seconds: number) =>
      jwt.sign(claims, keyOf(kind), { algorithm: 'HS256', audience: kind, expiresIn: seconds }),
    /** The claims of a valid token of this kind, otherwise undefined. */
    read(kind: TokenKind, token: string): Record<string, unknown> | undefined {
      try {
        const claims = jwt.verify(token, keyOf(kind), { algorithms: ['HS256'], audience: kind });
        return typeof claims === 'string' ? undefined : claims;
      } catch {
        return undefined;
      }
    },
  };
}
