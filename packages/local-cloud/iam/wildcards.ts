const compiled = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  compiled.set(pattern, expression);
  return expression;
}

/** `*` stands for any text, `?` for one character. */
export function matchesText(pattern: string, value: string): boolean {
  return pattern === value || expressionOf(pattern).test(value);
}

const arnParts = 6;

/** Compares part by part: a wildcard in one part of an ARN does not reach into the next, as in IAM. */
export function matchesArn(pattern: string, value: string): boolean {
  if (pattern === '*' || pattern === value) return true;
  const wanted = splitArn(pattern);
  const given = splitArn(value);
  return wanted.length === given.length && wanted.every((part, index) => matchesText(part, given[index] ?? ''));
}

function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, arnParts - 1), parts.slice(arnParts - 1).join(':')];
}
