/** What a place in a request's body may ask for; each place gets a value of its own, so that no two requests are the same. */
const makers: Readonly<Record<string, (argument: number | undefined, request: number) => string>> = {
  uuid: () => crypto.randomUUID(),
  now: () => new Date().toISOString(),
  nowMs: () => String(Date.now()),
  count: (_, request) => String(request),
  random: (below = 1_000) => String(Math.floor(Math.random() * below)),
};

const place = /\{\{(\w+)(?::(\d+))?\}\}/g;

/**
 * Reads a body with places such as `{{uuid}}`, `{{now}}`, `{{nowMs}}`, `{{count}}` and `{{random:1000}}`, and answers what makes the
 * next request's body. @throws on a place that nobody fills
 */
export function bodyTemplate(text: string): () => string {
  const unknown = [...text.matchAll(place)].map(([, name = '']) => name).filter((name) => !Object.hasOwn(makers, name));
  if (unknown.length > 0) {
    throw new Error(
      `nobody fills {{${unknown[0]}}}: there are ${Object.keys(makers)
        .map((name) => `{{${name}}}`)
        .join(', ')}`,
    );
  }
  let request = 0;
  return () => {
    request += 1;
    return text.replace(place, (_, name: string, argument: string | undefined) => {
      return makers[name]?.(argument === undefined ? undefined : Number(argument), request) ?? '';
    });
  };
}
