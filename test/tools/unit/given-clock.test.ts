import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { asksForHelp } from '../../../tools/command-line.ts';
import { openGivenClock } from '../../../tools/given-clock.ts';

let server: ReturnType<typeof createServer> | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

async function endpointThatSays(body: string): Promise<string> {
  const made = createServer((_request, response) => response.end(body));
  server = made;
  await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready));
  const address = made.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const ahead = async (endpoint: string | undefined): Promise<number> =>
  Math.round(((await openGivenClock(endpoint))().getTime() - Date.now()) / 86_400_000);

describe('the clock of a tool', () => {
  it('is that of the local runtime where somebody has moved it', async () => {
    const now = new Date(Date.now() + 40 * 86_400_000).toISOString();

    expect(await ahead(await endpointThatSays(JSON.stringify({ now })))).toBe(40);
  });

  it.each(['<html>', '{}', '{"now":"yesterday"}', 'null'])('is the machine’s where the endpoint says something else: %s', async (body) => {
    expect(await ahead(await endpointThatSays(body))).toBe(0);
  });

  it.each([undefined, 'no address', 'http://127.0.0.1:9'])('is the machine’s where nothing answers: %s', async (endpoint) => {
    expect(await ahead(endpoint)).toBe(0);
  });
});

describe('a command line', () => {
  it.each([
    [['--help'], true],
    [['replay', 'live', '-h'], true],
    [['replay', '--', '--help'], false],
    [['replay', 'help'], false],
  ])('%s asks for help: %s', (typed, expected) => {
    expect(asksForHelp(typed)).toBe(expected);
  });
});
