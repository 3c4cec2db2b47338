import { isObject, type JsonObject } from '../assembly/json.ts';

/** Lines that a shell can evaluate, so that tools for ops and every AWS client speak to this runtime; outputs go by the names tools read. */
export function shellEnvironment({ url, endpointUrl, region, accessKeyId, secretAccessKey, outputs }: JsonObject): string {
  const stacks = isObject(outputs) ? Object.values(outputs) : [];
  const named = stacks.flatMap((stack) =>
    Object.entries(isObject(stack) ? stack : {})
      // What one stack lends another is nobody else's business.
      .filter(([name]) => /^[A-Z][A-Za-z0-9]*$/.test(name) && !name.startsWith('ExportsOutput'))
      .map(([name, value]) => [variableOf(name), value] as const),
  );
  const all = [
    ['AWS_ENDPOINT_URL', endpointUrl],
    // By which tools know what time it is here: somebody may have moved the clock.
    ['LOCAL_CLOCK_URL', `${String(url)}/_local/clock`],
    ['AWS_REGION', region],
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ...named,
  ] as const;
  return all.map(([name, value]) => `export ${name}='${String(value).replaceAll("'", String.raw`'\''`)}'\n`).join('');
}

/** `ScoreQueueUrl` → `SCORE_QUEUE_URL`. */
function variableOf(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}
