import type { ObjectFacts } from './objects.ts';

/** What a template says of a bucket. */
export interface BucketRules {
  readonly cors: readonly CorsRule[];
  readonly expiry: readonly ExpiryRule[];
}

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}

export interface ExpiryRule {
  readonly prefix: string;
  readonly days: number;
}

const dayMs = 24 * 3600 * 1000;

/** Tells whether the bucket's rules have deleted an object by now; S3 does so at the midnight after. */
export function hasExpired({ key, changedAtMs }: ObjectFacts, rules: readonly ExpiryRule[], nowMs: number): boolean {
  return rules.some(({ prefix, days }) => key.startsWith(prefix) && nowMs >= (Math.floor(changedAtMs / dayMs) + days + 1) * dayMs);
}

/** Returns the headers that let a page of the origin read the answer; null where no rule does. */
export function corsHeaders(
  rules: readonly CorsRule[],
  { origin, method, wanted }: { readonly origin: string; readonly method: string; readonly wanted: readonly string[] },
): Record<string, string> | null {
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      origins.some((pattern) => fits(pattern, origin)) &&
      methods.includes(method) &&
      wanted.every((name) => headers.some((pattern) => fits(pattern.toLowerCase(), name.toLowerCase()))),
  );
  if (!rule) return null;
  return {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(wanted.length > 0 && { 'access-control-allow-headers': wanted.join(', ') }),
    ...(rule.exposed.length > 0 && { 'access-control-expose-headers': rule.exposed.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** One `*` at most, as S3 has it. */
function fits(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? pattern === text : text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
