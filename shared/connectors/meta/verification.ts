import { sameSecret } from '../../platform/secrets.ts';

/**
 * Answers the question by which Meta makes sure that a webhook is ours: the challenge, as it stands; null for anybody else. The names of
 * the parameters have dots. https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function answerVerification(query: Readonly<Record<string, string | undefined>>, verifyToken: string): string | null {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  if (mode !== 'subscribe' || token === undefined || challenge === undefined) return null;
  // What Meta sends is a number; nothing else is said back, because browsers would read it as a page.
  if (verifyToken === '' || !/^[A-Za-z0-9_-]{1,128}$/.test(challenge)) return null;
  return sameSecret(token, verifyToken) ? challenge : null;
}
