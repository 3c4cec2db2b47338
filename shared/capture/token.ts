import { createHmac } from 'node:crypto';
import { digest } from '../platform/ids.ts';
import { sameSecret } from '../platform/secrets.ts';
import type { FormConfig } from './form-config.ts';
import type { SenderSignals } from './submission.ts';

/**
 * `v1.<issue time in ms, base 36>.<nonce>.<HMAC-SHA-256>`: proves when this form was handed out, and holds nothing of the visitor.
 * The nonce, 1 to 24 of [A-Za-z0-9_-], gives two visitors of one millisecond two tokens, each with uses of its own.
 */
export function signFormToken(formId: string, issuedAt: Date, nonce: string, key: string): string {
  const unsigned = `${issuedAt.getTime().toString(36)}.${nonce}`;
  return `v1.${unsigned}.${signature(formId, unsigned, key)}`;
}

type JudgedToken = Pick<SenderSignals, 'token' | 'tokenDigest'>;

/**
 * Judges a posted token by the form's fill time and age limits. Several keys are good at once while one replaces another, so that
 * pages which are open during a rotation keep their proof.
 */
export function judgeFormToken(token: string | undefined, form: FormConfig, now: Date, signingKeys: readonly string[]): JudgedToken {
  if (token === undefined) return { token: 'absent' };
  const [version, time = '', nonce = '', signed = '', ...rest] = token.split('.');
  if (version !== 'v1' || rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(time) || !/^[\w-]{1,24}$/.test(nonce)) return { token: 'forged' };
  if (!signingKeys.some((key) => sameSecret(signed, signature(form.id, `${time}.${nonce}`, key)))) return { token: 'forged' };
  const ageSeconds = (now.getTime() - Number.parseInt(time, 36)) / 1_000;
  if (ageSeconds < form.minFillSeconds) return { token: 'tooFast' };
  if (ageSeconds > form.maxTokenAgeSeconds) return { token: 'expired' };
  return { token: 'valid', tokenDigest: digest('formToken', form.id, token) };
}

function signature(formId: string, unsigned: string, key: string): string {
  return createHmac('sha256', key).update(`${formId}\u0000${unsigned}`).digest('base64url');
}
