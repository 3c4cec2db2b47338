import { decodePath } from './http-event.ts';

/** A route that a request chose, with what its path variables stand for. */
export interface Match<T> {
  readonly route: T;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Keyed {
  /** `GET /v1/leads/{leadId}`, `ANY /v1/{proxy+}` or `$default`. */
  readonly routeKey: string;
}

/** Chooses among routes as an HTTP API does: the most specific path first, a named method before ANY, `$default` last. */
export function createRouter<T extends Keyed>(routes: readonly T[]): (method: string, path: string) => Match<T> | undefined {
  const compiled = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map((route) => {
      const [method = 'ANY', template = '/'] = route.routeKey.split(' ');
      return { route, method, segments: segmentsOf(template) };
    })
    .sort((left, right) => compare(left, right));
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    const parts = segmentsOf(path);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate.segments, parts);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

function matchSegments(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment);
    if (name?.[2] === '+') {
      const rest = parts.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[name[1] ?? ''] = decodePath(rest);
      return parameters;
    }
    const part = parts[index];
    if (part === undefined) return undefined;
    if (name) {
      if (part === '') return undefined;
      parameters[name[1] ?? ''] = decodePath(part);
    } else if (decodePath(part) !== segment) return undefined;
  }
  return template.length === parts.length ? parameters : undefined;
}

function compare(left: { method: string; segments: string[] }, right: { method: string; segments: string[] }): number {
  for (let index = 0; index < Math.max(left.segments.length, right.segments.length); index++) {
    const difference = weight(left.segments[index]) - weight(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

/** A fixed segment beats a variable, a variable beats the greedy rest. */
function weight(segment: string | undefined): number {
  if (segment === undefined) return 1;
  if (!segment.startsWith('{')) return 0;
  return segment.endsWith('+}') ? 3 : 2;
}
