import { createHmac } from 'node:crypto';
import type { FormConfig } from '../config/index.ts';
import { sameSecret } from '../platform/secrets.ts';
import type { SenderSignals } from './submission.ts';

/** `v1.<issue time in ms, base 36>.<HMAC-SHA-256>`: proves when this form was handed out, and holds nothing of the visitor. */
export function signFormToken(formId: string, issuedAt: Date, key: string): string {
  const time = issuedAt.getTime().toString(36);
  return `v1.${time}.${signature(formId, time, key)}`;
}

/** Judges a posted token by the form's fill time and age limits. */
export function judgeFormToken(token: string, form: FormConfig, now: Date, key: string): SenderSignals['token'] {
  const [version, time = '', signed = '', ...rest] = token.split('.');
  if (version !== 'v1' || rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(time)) return 'forged';
  if (!sameSecret(signed, signature(form.id, time, key))) return 'forged';
  const ageSeconds = (now.getTime() - Number.parseInt(time, 36)) / 1_000;
  if (ageSeconds < form.minFillSeconds) return 'tooFast';
  return ageSeconds > form.maxTokenAgeSeconds ? 'expired' : 'valid';
}

function signature(formId: string, time: string, key: string): string {
  return createHmac('sha256', key).update(`${formId}\u0000${time}`).digest('base64url');
}
